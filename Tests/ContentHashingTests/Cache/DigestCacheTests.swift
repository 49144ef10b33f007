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

/// What ``DigestCache`` remembers, and what it takes for something else.
@Suite struct DigestCacheTests {
    private let model: CachedModel

    init() throws { model = try CachedModel() }

    @Test func `gives back the digests of files that did not change`() throws {
        let digests = try [("a", 1), ("sub/b", 2), ("empty", 3)].map { path, byte in
            (request: try model.request(path), digest: try CachedModel.digest(UInt8(byte)))
        }
        try model.store(digests)
        let remembered = try model.load()
        #expect(remembered.count == 3)
        for (request, digest) in digests { #expect(remembered.digest(of: request) == digest) }
    }

    @Test func `gives back the digests of shards, each for its own range`() throws {
        let ranges: [Range<Int64>] = [0..<2, 2..<4, 4..<5]
        try model.store(
            ranges.enumerated().map { (try model.request("a", range: $1), try CachedModel.digest(UInt8($0))) },
            shardByteCount: 2
        )
        let remembered = try model.load(shardByteCount: 2)
        for (index, range) in ranges.enumerated() {
            let request = try model.request("a", range: range)
            #expect(try remembered.digest(of: request) == CachedModel.digest(UInt8(index)))
        }
        for range in [0..<1, 0..<4, 1..<2, 4..<4, 4..<6, nil] as [Range<Int64>?] {
            #expect(try remembered.digest(of: model.request("a", range: range)) == nil)
        }
        #expect(try model.load().count == 0)
        #expect(try model.load(shardByteCount: 3).count == 0)
    }

    @Test func `takes a whole file for the range of all its bytes`() throws {
        try model.storeOne()
        #expect(try model.load().digest(of: model.request("a", range: 0..<5)) == CachedModel.digest(1))
    }

    @Test func `remembers nothing where there is no cache`() throws {
        #expect(try model.load().count == 0)
        #expect(!FileManager.default.fileExists(atPath: model.scratch.path("caches")))
        try FileManager.default.createDirectory(atPath: model.cache.folder, withIntermediateDirectories: true)
        #expect(try model.load().count == 0)
        #expect(try model.files.isEmpty)
    }

    @Test(arguments: ["size", "time of writing", "time of change", "inode", "device", "kind", "range"])
    func `takes a file of which anything differs for another`(_ difference: String) throws {
        try model.storeOne()
        let request =
            switch difference {
            case "size": try model.request("a") { $0.st_size += 1 }
            case "time of writing": try model.request("a") { $0.moveModified() }
            case "time of change": try model.request("a") { $0.moveChanged() }
            case "inode": try model.request("a") { $0.st_ino += 1 }
            case "device": try model.request("a") { $0.st_dev += 1 }
            case "kind": try model.request("a") { $0.st_mode = $0.st_mode & ~mode_t(S_IFMT) | mode_t(S_IFIFO) }
            default: try model.request("a", range: 0..<4)
            }
        let remembered = try model.load()
        #expect(remembered.digest(of: request) == nil)
        #expect(try remembered.digest(of: model.request("a") { _ in }) == CachedModel.digest(1))
    }

    @Test func `takes a file for another once it was written to, whatever its time of writing says`() throws {
        try model.setModified(1_000_000_000_000_000_007, of: "a")
        try model.storeOne()
        #expect(try model.load().digest(of: model.request("a")) == CachedModel.digest(1))
        let path = model.scratch.path("model/a")
        let writer = open(path, O_WRONLY | O_CLOEXEC)
        try #require(writer >= 0 && write(writer, "F", 1) == 1)
        close(writer)
        try model.setModified(1_000_000_000_000_000_007, of: "a")
        #expect(try model.load().digest(of: model.request("a")) == nil)
    }

    @Test func `remembers each root, and each size of shards, on its own`() throws {
        let other = try CachedModel(["a": "first"])
        try model.storeOne()
        try other.store([(other.request("a"), CachedModel.digest(2))], cache: model.cache)
        #expect(try model.load().digest(of: model.request("a")) == CachedModel.digest(1))
        #expect(try model.load().digest(of: other.request("a")) == nil)
        #expect(try model.load(in: other.root).digest(of: other.request("a")) == CachedModel.digest(2))
        #expect(try model.files.count == 2)
        try model.store([(model.request("a"), CachedModel.digest(3))], shardByteCount: 9)
        #expect(try model.load().digest(of: model.request("a")) == CachedModel.digest(1))
        #expect(try model.files.count == 3)
    }

    @Test func `finds a root by another path to it`() throws {
        try model.storeOne()
        try model.scratch.link("link", to: "model")
        #expect(try model.load(in: RootDirectory(path: model.scratch.path("link"))).count == 1)
    }

    @Test func `replaces what it remembered`() throws {
        try model.storeOne()
        try model.store([(model.request("sub/b"), CachedModel.digest(2))])
        let remembered = try model.load()
        #expect(remembered.count == 1)
        #expect(try remembered.digest(of: model.request("a")) == nil)
        try model.store([])
        #expect(try model.load().count == 0)
        #expect(try model.files.count == 1)
    }

    @Test func `remembers a file once that has two names`() throws {
        try FileManager.default.linkItem(atPath: model.scratch.path("model/a"), toPath: model.scratch.path("model/c"))
        try model.store(["a", "c"].map { (try model.request($0), try CachedModel.digest(1)) })
        #expect(try model.load().count == 1)
        #expect(try model.load().digest(of: model.request("c")) == CachedModel.digest(1))
    }

    @Test func `names no model and no file`() throws {
        try model.store([(model.request("sub/b"), CachedModel.digest(1))])
        let file = try #require(try model.files.first)
        #expect(file.dropFirst(model.cache.folder.count + 1).allSatisfy { $0.isHexDigit })
        let text = String(decoding: try CachedModel.bytes(file), as: UTF8.self)
        #expect(!text.contains("model") && !text.contains("sub"))
    }
}
