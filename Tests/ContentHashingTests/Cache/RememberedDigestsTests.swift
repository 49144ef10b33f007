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

/// Files of the cache that are not what was written.
@Suite struct RememberedDigestsTests {
    private let model: CachedModel
    private let path: String
    private let good: [UInt8]

    init() throws {
        let model = try CachedModel()
        try model.store(["a", "sub/b"].map { (try model.request($0), try CachedModel.digest(1)) })
        self.model = model
        path = try #require(try model.files.first)
        good = try CachedModel.bytes(path)
    }

    @Test func `has one form`() throws {
        #expect(good.count == 8 + 2 * 88 + 32)
        #expect(good.starts(with: Array("MSDCACH1".utf8)))
        #expect(try model.load().count == 2)
    }

    @Test func `gives nothing when it is cut off, wherever that is`() throws {
        for count in good.indices {
            try CachedModel.write(Array(good[..<count]), to: path)
            let code = model.loadingFailure
            #expect(code == .notAuthentic || code == .damaged, "after \(count) bytes")
        }
    }

    @Test func `gives nothing when a bit is flipped, whichever that is`() throws {
        for index in good.indices {
            for bit in 0..<8 {
                var bytes = good
                bytes[index] ^= 1 << bit
                try CachedModel.write(bytes, to: path)
                #expect(model.loadingFailure == (index < 8 ? .damaged : .notAuthentic), "bit \(bit) of \(index)")
            }
        }
    }

    @Test(arguments: [1, 31, 32, 87, 88, 176])
    func `gives nothing when something follows`(_ byteCount: Int) throws {
        for bytes in [Array(repeating: 0, count: byteCount), Array(good.suffix(byteCount))] {
            try CachedModel.write(good + bytes, to: path)
            #expect(model.loadingFailure == (byteCount % 88 == 0 ? .notAuthentic : .damaged))
        }
    }

    @Test func `gives nothing for another root or size of shards`() throws {
        let other = try CachedModel(["a": "first"])
        try other.store([(other.request("a"), CachedModel.digest(2))], cache: model.cache)
        try model.store([(model.request("a"), CachedModel.digest(3))], shardByteCount: 9)
        for name in try model.files where name != path {
            try CachedModel.write(CachedModel.bytes(name), to: path)
            #expect(model.loadingFailure == .notAuthentic)
        }
    }

    @Test func `gives nothing for another algorithm, though the file has its name`() throws {
        let key = try #require(CacheKey(bytes: CachedModel.bytes(model.keyPath)))
        let names = Set(
            [nil, 0, 1, 1 << 56].flatMap { size in
                ["/m", "/m/", "/n", ""].map { root in
                    key.fileName(for: CacheSubject(rootPath: root, algorithm: .sha256, shardByteCount: size))
                }
            }
        )
        #expect(names.count == 16)
        for algorithm in HashAlgorithm.allCases where algorithm != .sha256 {
            let subject = CacheSubject(rootPath: model.root.path, algorithm: algorithm, shardByteCount: nil)
            try CachedModel.write(good, to: model.cache.folder + "/" + key.fileName(for: subject))
            let error = #expect(throws: DigestCacheError.self) { try model.load(algorithm: algorithm) }
            #expect(error?.code == .notAuthentic || error?.code == .damaged)
        }
    }

    @Test func `gives nothing with another key`() throws {
        var key = try CachedModel.bytes(model.keyPath)
        key[0] ^= 1
        try CachedModel.write(key, to: model.keyPath)
        try CachedModel.setMode(0o600, of: model.keyPath)
        #expect(try model.load().count == 0)
        let other = try #require(CacheKey(bytes: key))
        let subject = CacheSubject(rootPath: model.root.path, algorithm: .sha256, shardByteCount: nil)
        try CachedModel.write(good, to: model.cache.folder + "/" + other.fileName(for: subject))
        #expect(model.loadingFailure == .notAuthentic)
    }

    @Test func `gives nothing when it is larger than any that is written`() throws {
        let limit = 8 + RememberedDigests.maximumEntryCount * 88 + 32
        try FileManager.default.removeItem(atPath: path)
        try CachedModel.write([UInt8](repeating: 0, count: limit + 1), to: path)
        #expect(model.loadingFailure == .tooLarge)
        try CachedModel.write([UInt8](repeating: 0, count: limit), to: path)
        #expect(model.loadingFailure == .damaged)
        let seal = CacheSeal(keyBytes: [1])
        let error = #expect(throws: DigestCacheError.self) {
            try RememberedDigests(
                parsing: [UInt8](repeating: 0, count: limit + 1),
                algorithm: .sha256,
                seal: seal,
                path: "f"
            )
        }
        #expect(error?.code == .tooLarge)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["link", "folder", "FIFO"])
    func `is not read through a link, and nothing is waited for`(_ kind: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: model.scratch.path("moved"))
        switch kind {
        case "link":
            try FileManager.default.createSymbolicLink(
                atPath: path,
                withDestinationPath: model.scratch.path("moved")
            )
        case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        default: try #require(mkfifo(path, 0o600) == 0)
        }
        #expect(model.loadingFailure == .damaged)
        if kind != "folder" {
            #expect(model.storingFailure == nil)
            #expect(try model.load().count == 1)
        }
    }

    @Test func `is read again after any of that was replaced`() throws {
        for bytes in [[], Array(good.dropLast()), Array(repeating: 0xFF, count: good.count)] {
            try CachedModel.write(bytes, to: path)
            #expect(model.loadingFailure != nil)
            try model.storeOne()
            #expect(try model.load().count == 1)
        }
    }

    /// Content that is authentic and still not believed. Each list is one entry's numbers, as ``RememberedDigests``
    /// lays them out.
    @Test(
        arguments: [
            [1, 2, 5, 7, 7, 0, 6], [1, 2, 5, 7, 7, 4, 3], [1, 2, 5, 7, 7, -1, 3], [1, 2, -1, 7, 7, 0, 0],
            [1, 2, 5, -1, 7, 0, 5], [1, 2, 5, 7, -1, 0, 5], [1, 2, .min, 7, 7, 0, .min], [1, 2, 5, 7, 7, .min, .max],
        ] as [[Int64]]
    )
    func `refuses numbers that no file has`(_ numbers: [Int64]) throws {
        #expect(failure([numbers]) == .damaged)
        #expect(try parse([[-1, -1, 5, 7, 7, 0, 5], [0, 0, .max, .max, .max, .max, .max]]).count == 2)
    }

    @Test func `refuses the same content twice`() {
        #expect(failure([[1, 2, 5, 7, 7, 0, 5], [1, 2, 5, 7, 7, 0, 5]]) == .damaged)
        #expect(failure([[1, 2, 5, 7, 7, 0, 5], [1, 2, 5, 7, 7, 0, 4]]) == nil)
    }

    private func parse(_ entries: [[Int64]]) throws(DigestCacheError) -> RememberedDigests {
        let digest = [UInt8](repeating: 0, count: 32)
        let bytes = entries.reduce(Array("MSDCACH1".utf8)) { $0 + littleEndian($1) + digest }
        let seal = CacheSeal(keyBytes: Array(0..<32))
        return try RememberedDigests(parsing: bytes + seal.code(for: bytes), algorithm: .sha256, seal: seal, path: "f")
    }

    /// The code of the error that parsing gives; `nil` when it succeeds.
    private func failure(_ entries: [[Int64]]) -> DigestCacheError.Code? {
        do throws(DigestCacheError) {
            _ = try parse(entries)
            return nil
        } catch {
            return error.code
        }
    }

    private func littleEndian(_ numbers: [Int64]) -> [UInt8] {
        numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    }
}
