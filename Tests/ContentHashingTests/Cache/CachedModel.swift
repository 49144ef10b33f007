// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A small model and a cache for it, beside each other in a temporary folder.
struct CachedModel: Sendable {
    /// Later than anything that a test makes, so that no test waits: 2100-01-01.
    static let future: Int64 = 4_102_444_800_000_000_000

    let scratch: TemporaryFolder
    let root: RootDirectory
    let cache: DigestCache

    init(_ files: [String: String] = ["a": "first", "sub/b": "second", "empty": ""]) throws {
        scratch = try TemporaryFolder()
        for (name, content) in files { try scratch.write(["model/\(name)": content]) }
        root = try RootDirectory(path: scratch.path("model"))
        cache = DigestCache(folder: scratch.path("caches/model-signing"))
    }

    func request(_ path: String, range: Range<Int64>? = nil) throws -> HashingRequest {
        HashingRequest(path: path, state: try root.openFile(path).state(path: path), range: range)
    }

    /// The request for a file of which the system says something else than it does.
    func request(_ path: String, _ change: (inout stat) -> Void) throws -> HashingRequest {
        var raw = stat()
        try #require(lstat(scratch.path("model/\(path)"), &raw) == 0)
        change(&raw)
        return HashingRequest(path: path, state: FileState(raw))
    }

    /// Any digest; nothing here depends on what it is of.
    static func digest(_ byte: UInt8, _ algorithm: HashAlgorithm = .sha256) throws -> ContentDigest {
        let bytes = [UInt8](repeating: byte, count: algorithm.digestByteCount)
        return try #require(ContentDigest(algorithm: algorithm, bytes: bytes))
    }

    /// Remembers digests as if every file system were a local disk, which that of tests need not be.
    func store(
        _ digests: [(request: HashingRequest, digest: ContentDigest)],
        hashedSince: Int64 = future,
        in root: RootDirectory? = nil,
        shardByteCount: Int64? = nil,
        cache: DigestCache? = nil
    ) throws(DigestCacheError) {
        try (cache ?? self.cache).store(
            digests,
            hashedSince: hashedSince,
            in: root ?? self.root,
            algorithm: .sha256,
            shardByteCount: shardByteCount,
            fileSystemKind: { _, _ in .localDisk }
        )
    }

    /// Remembers a digest of the file `a`.
    func storeOne(cache: DigestCache? = nil) throws {
        try store([(request("a"), Self.digest(1))], cache: cache)
    }

    func load(
        in root: RootDirectory? = nil,
        algorithm: HashAlgorithm = .sha256,
        shardByteCount: Int64? = nil,
        cache: DigestCache? = nil
    ) throws(DigestCacheError) -> RememberedDigests {
        try (cache ?? self.cache)
            .load(for: root ?? self.root, algorithm: algorithm, shardByteCount: shardByteCount)
    }

    /// The code of the error that loading gives; `nil` when it succeeds.
    var loadingFailure: DigestCacheError.Code? { failure { _ = try load() } }

    /// The code of the error that storing gives; `nil` when it succeeds.
    var storingFailure: DigestCacheError.Code? { failure { try storeOne() } }

    private func failure(_ body: () throws -> Void) -> DigestCacheError.Code? {
        do {
            try body()
            return nil
        } catch let error as DigestCacheError {
            #expect(error.message.contains(scratch.path("")), "the error names a file")
            return error.code
        } catch {
            Issue.record(error)
            return nil
        }
    }

    /// The paths of the cache's files, without that of the key.
    var files: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: cache.folder).filter { $0 != "key" }.sorted()
                .map { "\(cache.folder)/\($0)" }
        }
    }

    var keyPath: String { cache.folder + "/key" }

    static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    static func setMode(_ mode: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

    static func write(_ bytes: [UInt8], to path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }

    /// Sets the time of the last write, in nanoseconds since 1970.
    func setModified(_ time: Int64, of path: String) throws {
        let second: Int64 = 1_000_000_000
        let rest = (time % second + second) % second
        var raw = timespec()
        (raw.tv_sec, raw.tv_nsec) = (time_t((time - rest) / second), Int(rest))
        let times = [raw, raw]
        try #require(utimensat(AT_FDCWD, scratch.path("model/\(path)"), times, 0) == 0)
    }
}

extension stat {
    /// Moves the time of the last write, or of the last change, by one nanosecond.
    mutating func moveModified() {
        #if canImport(Darwin)
        st_mtimespec.tv_nsec = st_mtimespec.tv_nsec == 0 ? 1 : st_mtimespec.tv_nsec - 1
        #else
        st_mtim.tv_nsec = st_mtim.tv_nsec == 0 ? 1 : st_mtim.tv_nsec - 1
        #endif
    }

    mutating func moveChanged() {
        #if canImport(Darwin)
        st_ctimespec.tv_nsec = st_ctimespec.tv_nsec == 0 ? 1 : st_ctimespec.tv_nsec - 1
        #else
        st_ctim.tv_nsec = st_ctim.tv_nsec == 0 ? 1 : st_ctim.tv_nsec - 1
        #endif
    }
}
