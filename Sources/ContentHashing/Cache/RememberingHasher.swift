// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SystemFiles

/// Hashes files, all of them or only those that a ``DigestCache`` does not know, and remembers what it hashed.
///
/// A cache that cannot be believed, read or written changes nothing but the time that it takes.
package struct RememberingHasher: Sendable {
    /// What came of it.
    package struct Outcome: Sendable {
        /// In the order of the requests.
        package let digests: [Result<ContentDigest, ContentHashingError>]
        /// The places of the requests whose digests are remembered ones: nothing was read for them.
        package let remembered: [Int]
        /// Why the cache was not used, or not written.
        package let fault: DigestCacheError?
    }

    private let hasher: FileHasher
    private let use: DigestCacheUse
    private let shardByteCount: Int64?
    private let now: @Sendable () -> Int64
    private let fileSystemKind: DigestCache.FileSystemQuestion

    /// - Parameters:
    ///   - shardByteCount: The length of the ranges in the requests; `nil` for whole files.
    ///   - now: The wall clock; another than the system's is for tests, as is another `fileSystemKind`.
    package init(
        _ hasher: FileHasher,
        _ use: DigestCacheUse,
        shardByteCount: Int64?,
        now: @escaping @Sendable () -> Int64 = { DigestCache.now },
        fileSystemKind: @escaping DigestCache.FileSystemQuestion = { file, path throws(SystemFileError) in
            try file.fileSystemKind(path: path)
        }
    ) {
        (self.hasher, self.use, self.shardByteCount) = (hasher, use, shardByteCount)
        (self.now, self.fileSystemKind) = (now, fileSystemKind)
    }

    /// Hashes every request as ``FileHasher`` does.
    package func digests(
        of requests: [HashingRequest],
        in root: RootDirectory,
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> Outcome {
        guard let cache = use.cache else {
            let digests = try await hasher.digests(of: requests, in: root, progress: progress)
            return Outcome(digests: digests, remembered: [], fault: nil)
        }
        let begin = now()
        var (known, fault) = try await load(requests, cache, root)
        let unknown = known.indices.filter { known[$0] == nil }
        let contents = try await hasher.contents(
            of: unknown.map { requests[$0] },
            in: root,
            watchingWritersSince: begin,
            progress: progress
        )
        let remembered = known.indices.filter { known[$0] != nil }
        var digests = known.map { $0.map(Result<ContentDigest, ContentHashingError>.success) }
        for (index, content) in zip(unknown, contents) {
            digests[index] = content.digest
            if content.showsFutureWrites { known[index] = try? content.digest.get() }
        }
        do {
            try await store(zip(requests, known).compactMap { pair in pair.1.map { (pair.0, $0) } }, begin, cache, root)
        } catch let error as CancellationError {
            throw error
        } catch {
            // The digests are there: that they cannot be remembered must not lose them.
            fault = fault ?? (error as? DigestCacheError) ?? DigestCacheError(.unwritable, "\(error)")
        }
        return Outcome(digests: digests.compactMap { $0 }, remembered: remembered, fault: fault)
    }

    /// What is remembered of each request.
    private func load(
        _ requests: [HashingRequest],
        _ cache: DigestCache,
        _ root: RootDirectory
    ) async throws -> (known: [ContentDigest?], fault: DigestCacheError?) {
        let nothing = [ContentDigest?](repeating: nil, count: requests.count)
        guard case .reuse = use else { return (nothing, nil) }
        return try await OwnThread.run { [hasher, shardByteCount] in
            do throws(DigestCacheError) {
                let found = try cache.load(for: root, algorithm: hasher.algorithm, shardByteCount: shardByteCount)
                return (requests.map { found.digest(of: $0) }, nil)
            } catch {
                return (nothing, error)
            }
        }
    }

    private func store(
        _ digests: [(request: HashingRequest, digest: ContentDigest)],
        _ begin: Int64,
        _ cache: DigestCache,
        _ root: RootDirectory
    ) async throws {
        try await OwnThread.run { [hasher, shardByteCount, fileSystemKind] in
            try cache.store(
                digests,
                hashedSince: begin,
                in: root,
                algorithm: hasher.algorithm,
                shardByteCount: shardByteCount,
                fileSystemKind: fileSystemKind
            )
        }
    }
}
