// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

/// Chooses what is worth remembering, and safe to believe later.
struct CacheSelection {
    /// How much older than the beginning of hashing the times of a file must be, in nanoseconds: a write that follows
    /// then moves them, however coarse the file system's clock is. The coarsest of those that are listed counts seconds.
    static let minimumAge: Int64 = 2_000_000_000

    private let root: RootDirectory
    private let hashedSince: Int64
    private let fileSystemKind: DigestCache.FileSystemQuestion
    /// Devices whose file system was asked for.
    private var kinds: [UInt64: FileSystemKind] = [:]

    init(root: RootDirectory, hashedSince: Int64, fileSystemKind: @escaping DigestCache.FileSystemQuestion) {
        (self.root, self.hashedSince, self.fileSystemKind) = (root, hashedSince, fileSystemKind)
    }

    /// The digests to remember, the largest pieces first when there are too many.
    mutating func remembered(
        of digests: [(request: HashingRequest, digest: ContentDigest)],
        algorithm: HashAlgorithm
    ) -> RememberedDigests {
        var candidates = digests
        if candidates.count > RememberedDigests.maximumEntryCount {
            candidates.sort { $0.request.byteCount > $1.request.byteCount }
        }
        var remembered = RememberedDigests(algorithm: algorithm, capacity: candidates.count)
        for (request, digest) in candidates {
            guard Self.isOld(request.state, hashedSince), let content = RememberedContent(request),
                isOnLocalDisk(request)
            else { continue }
            remembered.remember(digest, of: content)
        }
        return remembered
    }

    /// Whether both times were long ago when hashing began. Neither times before 1970 nor those in the future are.
    static func isOld(_ state: FileState, _ hashedSince: Int64) -> Bool {
        [state.modified, state.changed].allSatisfy { time in
            let (age, overflow) = hashedSince.subtractingReportingOverflow(time)
            return time >= 0 && !overflow && age > minimumAge
        }
    }

    /// Asks once for each device, and only a file that still is the one that was hashed: another could have taken its
    /// place, from another file system.
    private mutating func isOnLocalDisk(_ request: HashingRequest) -> Bool {
        if let kind = kinds[request.state.device] { return kind == .localDisk }
        do throws(SystemFileError) {
            let file = try root.openFile(request.path)
            guard try file.state(path: request.path) == request.state else { return false }
            let kind = try fileSystemKind(file, request.path)
            kinds[request.state.device] = kind
            return kind == .localDisk
        } catch {
            return false
        }
    }
}
