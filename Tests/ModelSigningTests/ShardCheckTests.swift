// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ModelSigning

/// Comparing a model with a manifest of shards of 4 bytes.
@Suite struct ShardCheckTests {
    private let model: TestModel

    init() throws { model = try TestModel(["a": "0123456789", "sub/b:0:4": "0123", "c": "01234"]) }

    @Test func `accepts the model that was signed`() async throws {
        let manifest = try await model.signed(.shards(of: 4))
        #expect(
            manifest.manifest.resources.map(\.identifier)
                == ["a:0:4", "a:4:8", "a:8:10", "c:0:4", "c:4:5", "sub/b:0:4:0:4"]
        )
        let verified = try await manifest.check(model.url)
        #expect(verified.fileCount == 3)
        #expect(verified.byteCount == 19)
        #expect(manifest.resources[try ResourceName("a")]?.count == 3)
    }

    @Test(arguments: [(0, "a:0:4"), (3, "a:0:4"), (4, "a:4:8"), (9, "a:8:10")])
    func `names the shard that changed`(_ offset: Int, _ shard: String) async throws {
        let manifest = try await model.signed(.shards(of: 4))
        var content = Array("0123456789".utf8)
        content[offset] ^= 1
        try model.write(["a": String(decoding: content, as: UTF8.self)])
        let difference = try #require(await model.difference(from: manifest))
        #expect(difference.changed.map(\.name) == [shard])
        #expect(difference.changed.first?.expected.count == 64)
        #expect(difference.missing.isEmpty && difference.unsigned.isEmpty)
    }

    @Test(arguments: ["01234567890", "0123456789012", "012345678", "01234567", "0123", "0"])
    func `finds a file that is longer or shorter`(_ content: String) async throws {
        let manifest = try await model.signed(.shards(of: 4))
        try model.write(["a": content])
        let change = try #require(await model.difference(from: manifest)?.changed.first)
        #expect(change.name == "a")
        #expect(change.expected == "10 bytes")
        #expect(change.found == "\(content.utf8.count) bytes")
    }

    @Test func `finds a file that became empty`() async throws {
        let manifest = try await model.signed(.shards(of: 4))
        try model.write(["a": ""])
        #expect(try await model.difference(from: manifest)?.changed.map(\.found) == ["0 bytes"])
        try model.remove("a")
        #expect(try await model.difference(from: manifest)?.missing.map(\.path) == ["a"])
    }

    @Test func `lists empty files as not covered, signed or not`() async throws {
        try model.write(["empty": "", "sub/empty": ""])
        let manifest = try await model.signed(.shards(of: 4))
        #expect(manifest.manifest.fileNames.map(\.path) == ["a", "c", "sub/b:0:4"])
        try model.remove("empty")
        try model.write(["new": ""])
        #expect(try await manifest.check(model.url).notCovered == ["new", "sub/empty"])
        try model.write(["new": "1"])
        #expect(try await model.difference(from: manifest)?.unsigned.map(\.path) == ["new"])
    }

    @Test func `does not take a shard of one size for one of another`() async throws {
        let four = try await model.signed(.shards(of: 4)), ten = try await model.signed(.shards(of: 10))
        #expect(four.manifest.rootDigest != ten.manifest.rootDigest)
        #expect(try await model.difference(from: ten) == nil)
        try model.write(["a": "012345678X"])
        #expect(try await model.difference(from: ten)?.changed.map(\.name) == ["a:0:10"])
    }

    @Test func `covers a single file`() async throws {
        let manifest = try await ModelHasher(.shards(of: 4)).hash(modelAt: model.url("a")).manifest
        #expect(manifest.resources.map(\.identifier) == ["a:0:4", "a:4:8", "a:8:10"])
    }
}
