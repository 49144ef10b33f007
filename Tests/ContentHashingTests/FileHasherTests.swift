// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport
import Testing

@Suite struct FileHasherTests {
    @Test(arguments: Pattern.all)
    func `gives the digest that sha256sum gives`(_ pattern: Pattern) async throws {
        let folder = try HashingFolder(["f": pattern.bytes])
        let outcomes = try await folder.digests(of: [folder.request("f")])
        #expect(try outcomes.map { try $0.get().hex } == [pattern.hex])
    }

    @Test func `has vectors`() { #expect(Pattern.all.count >= 20) }

    @Test(arguments: [1, 2, 3, 16, nil])
    func `gives results in the order of the requests, with any number of threads`(_ threadCount: Int?) async throws {
        let small = Pattern.all.filter { $0.byteCount < 70_000 }
        var files: [String: [UInt8]] = [:]
        for index in 0..<60 { files["sub\(index % 7)/\(index)"] = small[index % small.count].bytes }
        let folder = try HashingFolder(files)
        let requests = try (0..<60).map { try folder.request("sub\($0 % 7)/\($0)") }
        let outcomes = try await folder.digests(of: requests, threadCount: threadCount)
        #expect(try outcomes.map { try $0.get().hex } == (0..<60).map { small[$0 % small.count].hex })
    }

    @Test func `hashes nothing in no time`() async throws {
        #expect(try await HashingFolder().digests(of: []).isEmpty)
    }

    @Test(arguments: [0, -1, Int.min])
    func `has at least one thread`(_ threadCount: Int) async throws {
        #expect(FileHasher(algorithm: .sha256, threadCount: threadCount).threadCount == 1)
        let folder = try HashingFolder(["f": []])
        #expect(try await folder.digests(of: [folder.request("f")], threadCount: threadCount).count == 1)
    }

    @Test(arguments: [1, 1000, 262_144, 262_145])
    func `hashes a byte range as if it were a file`(_ byteCount: Int) async throws {
        let whole = Pattern.bytes(0..<600_000)
        let folder = try HashingFolder(["whole": whole, "part": Array(whole[12_345..<12_345 + byteCount])])
        let outcomes = try await folder.digests(of: [
            folder.request("part"), folder.request("whole", range: 12_345..<Int64(12_345 + byteCount)),
        ])
        #expect(try outcomes[0].get() == outcomes[1].get())
    }

    @Test func `hashes ranges that tile a file, and one that ends with it`() async throws {
        let pattern = try #require(Pattern.all.first { $0.byteCount == 1000 })
        let folder = try HashingFolder(["f": pattern.bytes])
        let ranges: [Range<Int64>?] = [0..<1000, nil, 0..<0, 999..<1000]
        let outcomes = try await folder.digests(of: ranges.map { try folder.request("f", range: $0) })
        let empty = try #require(Pattern.all.first { $0.byteCount == 0 })
        #expect(try outcomes[0].get().hex == pattern.hex)
        #expect(try outcomes[1].get().hex == pattern.hex)
        #expect(try outcomes[2].get().hex == empty.hex)
        #expect(try outcomes[3].get() != outcomes[2].get())
    }

    @Test func `does not let one failure stop the others`() async throws {
        let pattern = try #require(Pattern.all.first { $0.byteCount == 65 })
        let folder = try HashingFolder(["a": pattern.bytes, "b": pattern.bytes, "c": pattern.bytes])
        let requests = try ["a", "b", "c"].map { try folder.request($0) }
        try FileManager.default.removeItem(atPath: folder.scratch.path("b"))
        let outcomes = try await folder.digests(of: requests)
        #expect(outcomes.count == 3)
        #expect(try outcomes[0].get().hex == pattern.hex)
        #expect(throws: ContentHashingError.self) { try outcomes[1].get() }
        #expect(try outcomes[2].get().hex == pattern.hex)
    }

    @Test func `runs again and again with one root`() async throws {
        let pattern = try #require(Pattern.all.first { $0.byteCount == 64 })
        let folder = try HashingFolder(["f": pattern.bytes])
        for _ in 0..<50 {
            let outcomes = try await folder.digests(of: [folder.request("f"), folder.request("f")])
            #expect(try outcomes.map { try $0.get().hex } == [pattern.hex, pattern.hex])
        }
    }
}
