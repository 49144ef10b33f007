// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A private folder that remembers digests of files, so that a file that did not change need not be read again.
///
/// What is believed: that a file whose size, time of last write, time of last change (both in nanoseconds), inode and
/// device are those of an entry has the content that this library hashed when it made the entry. Entries come from
/// nowhere else. One is made only if
/// - both times were more than two seconds old when hashing began, and the same after it;
/// - the file is on a local disk, on a file system that is known to keep such times.
///
/// Entries are authenticated with a key in the folder, 32 random bytes in a file that only its owner may read. Files
/// that were made with another key, edited or torn are reported and not believed, as is all that lies in a folder that
/// belongs to somebody else or that others may write to. No file of the cache names a model or a file.
///
/// What that does not stop. Each of these can change a file and have its old digest believed:
/// - root, and whoever can write the disk below its file system, restore an image of it, or attach another file system
///   that has the same device number;
/// - whoever can set this machine's clock, for the time of last change then comes out as they like;
/// - whoever runs programs as this user, for they can read the key and make entries;
/// - whoever had the file open for writing since before it was hashed: the system moves a file's times when a write
///   begins, and when a mapped page is first changed after it was written to the disk; the rest of that write, and
///   further changes to that page, move nothing. That is found out where the system tells;
/// - on ext4, whoever may write to a file and moves blocks of another file into it (`EXT4_IOC_MOVE_EXT`): no time moves.
///
/// Whoever writes to a file by the usual calls moves the time of its last change, and none of those sets it back. On macOS
/// access lists can grant what the mode of a file does not show; they are not looked at.
///
/// A digest from here says nothing of the disk either: a bit that decayed is found only by reading the file.
///
/// Files of models that are gone stay until the folder is deleted, which is always safe.
public struct DigestCache: Sendable, Hashable {
    /// The path of the folder. It need not exist.
    public let folder: String

    /// Names a folder, which is made when there is something to remember.
    ///
    /// - Parameter folder: A path that only this user can write to, used for nothing else.
    public init(folder: String) { self.folder = folder }

    /// The usual folder of the user whose environment this process has; `nil` when that names no home.
    ///
    /// That is `model-signing` in `$XDG_CACHE_HOME` if that is an absolute path, or else in `~/.cache`; on Apple's
    /// systems it is in `~/Library/Caches`. Under `sudo` that can be another user's home: then the folder is refused
    /// when it is used.
    public static var ofCurrentUser: DigestCache? {
        DigestCache { getenv($0).map { String(cString: $0) } }
    }

    /// The same for any environment.
    package init?(environment: (String) -> String?) {
        func folder(_ variable: String) -> String? { environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil } }
        #if canImport(Darwin)
        let caches = folder("HOME").map { $0 + "/Library/Caches" }
        #else
        let caches = folder("XDG_CACHE_HOME") ?? folder("HOME").map { $0 + "/.cache" }
        #endif
        guard let caches else { return nil }
        self.init(folder: caches + "/model-signing")
    }
}

extension DigestCache {
    /// Asks the system about an open file, whose path is for the error.
    package typealias FileSystemQuestion =
        @Sendable (borrowing OpenFile, String) throws(SystemFileError) -> FileSystemKind

    /// The wall clock, in nanoseconds since 1970: what ``store(_:hashedSince:in:algorithm:shardByteCount:)`` wants to
    /// know from before hashing began.
    package static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// What is remembered of the files below `root`, in pieces of `shardByteCount` bytes if that is given.
    ///
    /// It reads one small file and blocks meanwhile. Where there is no cache, nothing is remembered.
    /// - Throws: ``DigestCacheError`` with `untrustedFolder`, `untrustedKey`, `notAuthentic`, `damaged`, `tooLarge` or
    ///   `unreadable`: there is something, and none of it is believed.
    package func load(
        for root: RootDirectory,
        algorithm: HashAlgorithm,
        shardByteCount: Int64?
    ) throws(DigestCacheError) -> RememberedDigests {
        guard let folder = try CacheFolder(existingAt: folder), let key = try CacheKey(existingIn: folder) else {
            return RememberedDigests(algorithm: algorithm)
        }
        let subject = CacheSubject(rootPath: root.path, algorithm: algorithm, shardByteCount: shardByteCount)
        let name = key.fileName(for: subject)
        let limit = RememberedDigests.maximumByteCount(algorithm)
        guard let bytes = try folder.contents(of: name, maximumByteCount: limit) else {
            return RememberedDigests(algorithm: algorithm)
        }
        return try RememberedDigests(
            parsing: bytes,
            algorithm: algorithm,
            seal: key.seal(for: subject),
            path: folder.path(of: name)
        )
    }

    /// Replaces what is remembered of the files below `root` by those of `digests` that can be told from changed files.
    ///
    /// It writes one small file and blocks meanwhile. The disk is not waited for: a file that a power failure tears is
    /// not authentic.
    /// - Parameters:
    ///   - digests: What ``FileHasher`` gave for files that did not change meanwhile and that nobody had open for
    ///     writing when it began (`OpenFile.showsFutureWrites()`), or this cache for the same root.
    ///   - hashedSince: ``now`` from before any of them was hashed in this run.
    ///   - fileSystemKind: What kind of file system an open file is on; another than the system's answer is for tests.
    /// - Throws: ``DigestCacheError`` with `untrustedFolder`, `untrustedKey`, `unreadable` or `unwritable`.
    package func store(
        _ digests: [(request: HashingRequest, digest: ContentDigest)],
        hashedSince: Int64,
        in root: RootDirectory,
        algorithm: HashAlgorithm,
        shardByteCount: Int64?,
        fileSystemKind: @escaping FileSystemQuestion = { file, path throws(SystemFileError) in
            try file.fileSystemKind(path: path)
        }
    ) throws(DigestCacheError) {
        var selection = CacheSelection(root: root, hashedSince: hashedSince, fileSystemKind: fileSystemKind)
        let remembered = selection.remembered(of: digests, algorithm: algorithm)
        // Where there never was anything to remember, no folder is made.
        if remembered.count == 0, try CacheFolder(existingAt: folder) == nil { return }
        let folder = try CacheFolder(madeAt: folder)
        let key = try CacheKey(madeIn: folder)
        let subject = CacheSubject(rootPath: root.path, algorithm: algorithm, shardByteCount: shardByteCount)
        try folder.replace(key.fileName(for: subject), with: remembered.serialized(seal: key.seal(for: subject)))
    }
}
