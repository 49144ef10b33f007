// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Testing

@testable import ModelSigning

@Suite struct ManifestTests {
    private let shards = Serialization(method: .shards(byteCount: 10))

    @Test func `sorts resources by the bytes of their names, whatever order they come in`() throws {
        let names = ["A", "a-b", "a.txt", "a/b", "a0", "é", "\u{10000}"]
        let manifest = try manifest(names.shuffled().map { try file($0) })
        #expect(manifest.resources.map(\.identifier) == names)
        #expect(manifest.fileNames.map(\.path) == names)
    }

    @Test func `computes the root digest in that order`() throws {
        let sorted = try [file("a", 1), file("b", 2)]
        let expected = try #require(RootDigest.compute(over: sorted.map(\.digest)))
        #expect(try manifest(sorted).rootDigest == expected)
        #expect(try manifest(sorted.reversed()).rootDigest == expected)
        #expect(try manifest([file("a", 2), file("b", 1)]).rootDigest != expected)
    }

    @Test func `sorts shards by their names, as digits and not as numbers`() throws {
        let resources = try ShardPlan.ranges(byteCount: 115, shardByteCount: 10).map { try shard("a", $0) }
        let manifest = try manifest(resources.reversed() + [shard("a-b", 0..<3)], shards)
        #expect(manifest.resources.map(\.identifier).prefix(4) == ["a-b:0:3", "a:0:10", "a:100:110", "a:10:20"])
        #expect(manifest.fileNames.map(\.path) == ["a", "a-b"])
        let files = manifest.resourcesByFile
        #expect(files.map(\.first?.name.path) == ["a", "a-b"])
        #expect(files.first?.compactMap(\.byteRange) == resources.compactMap(\.byteRange))
        #expect(files.last?.count == 1)
    }

    @Test func `keeps files apart whose names could be shards of one another`() throws {
        let resources = try [shard("a", 0..<5), shard("a:0:5", 0..<5), shard("a:0", 0..<5)]
        #expect(try manifest(resources, shards).resourcesByFile.count == 3)
        let files = try [file("a"), file("a:0:5"), file("a:0:5:0:5")]
        #expect(try manifest(files).resources.count == 3)
    }

    @Test func `is never empty`() { expect(.emptyModel, []) }

    @Test func `lists no name twice`() throws {
        expect(.duplicateResource, [try file("a", 1), try file("b"), try file("a", 2)])
        expect(.duplicateResource, [try file("a", 1), try file("a", 1)])
        expect(.duplicateResource, [try shard("a", 0..<5), try shard("a", 0..<5)], shards)
        #expect(try manifest([file("caf\u{e9}"), file("cafe\u{301}"), file("A"), file("a")]).resources.count == 4)
    }

    @Test(
        arguments: [
            [1..<5], [0..<10, 11..<15], [0..<10, 5..<15], [0..<9, 9..<12], [0..<11], [0..<10, 10..<20, 15..<16],
            [0..<10, 0..<5],
        ] as [[Range<Int64>]]
    )
    func `lists shards that tile their file`(_ ranges: [Range<Int64>]) throws {
        expect(.duplicateResource, try [shard("good", 0..<3)] + ranges.map { try shard("a", $0) }, shards)
    }

    @Test func `lists whole files or shards, as its serialization says`() throws {
        expect(.malformedManifest, [try shard("a", 0..<5)])
        expect(.malformedManifest, [try file("a")], shards)
        expect(.malformedManifest, [try file("b"), try shard("a", 0..<5)])
        expect(.malformedManifest, [try file("b"), try shard("a", 0..<5)], shards)
    }

    @Test(arguments: [0, -1, Int64.min]) func `has shards of at least one byte`(_ byteCount: Int64) throws {
        expect(.malformedManifest, [try shard("a", 0..<1)], Serialization(method: .shards(byteCount: byteCount)))
    }

    @Test func `names the fault`() throws {
        let error = #expect(throws: ModelSigningError.self) { try manifest([file("twice"), file("twice")]) }
        #expect(error?.message.contains("'twice'") == true)
        let gap = #expect(throws: ModelSigningError.self) { try manifest([shard("s", 1..<2)], shards) }
        #expect(gap?.message.contains("'s'") == true)
    }

    @Test func `can be large`() throws {
        let manifest = try manifest((0..<50_000).map { try file("folder\($0 % 100)/file\($0)") })
        #expect(manifest.resourcesByFile.count == 50_000)
    }

    private func file(_ name: String, _ byte: UInt8 = 0) throws -> Resource {
        Resource(name: try ResourceName(name), digest: try #require(.repeating(byte)))
    }

    private func shard(_ name: String, _ range: Range<Int64>) throws -> Resource {
        Resource(name: try ResourceName(name), byteRange: range, digest: try #require(.repeating(7)))
    }

    private func manifest(_ resources: [Resource], _ serialization: Serialization = Serialization()) throws -> Manifest
    {
        try Manifest(modelName: "model", resources: resources, serialization: serialization)
    }

    private func expect(
        _ code: ModelSigningError.Code,
        _ resources: [Resource],
        _ serialization: Serialization = Serialization(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: ModelSigningError.self, sourceLocation: sourceLocation) {
            try manifest(resources, serialization)
        }
        #expect(error?.code == code, sourceLocation: sourceLocation)
    }
}
