// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport
import Testing

@Suite struct RememberingHasherTests {
    private let model: CachedModel
    private let requests: [HashingRequest]

    init() throws {
        let model = try CachedModel()
        self.model = model
        requests = try ["a", "empty", "sub/b"].map { try model.request($0) }
    }

    private func hash(
        _ use: (DigestCache) -> DigestCacheUse,
        _ requests: [HashingRequest]? = nil,
        now: Int64 = CachedModel.future,
        algorithm: HashAlgorithm = .sha256
    ) async throws -> RememberingHasher.Outcome {
        try await RememberingHasher(
            FileHasher(algorithm: algorithm, threadCount: 2),
            use(model.cache),
            shardByteCount: nil,
            now: { now },
            fileSystemKind: { _, _ in .localDisk }
        ).digests(of: requests ?? self.requests, in: model.root)
    }

    @Test(arguments: HashAlgorithm.allCases)
    func `remembers what it hashed, and believes it only when told to`(_ algorithm: HashAlgorithm) async throws {
        let read = try await hash({ _ in .none }, algorithm: algorithm)
        let first = try await hash(DigestCacheUse.reuse, algorithm: algorithm)
        let recorded = try await hash(DigestCacheUse.record, algorithm: algorithm)
        let reused = try await hash(DigestCacheUse.reuse, algorithm: algorithm)
        for outcome in [first, recorded, reused] {
            #expect(try outcome.digests.map { try $0.get() } == read.digests.map { try $0.get() })
            #expect(outcome.fault == nil)
        }
        #expect([read, first, recorded].allSatisfy { $0.remembered.isEmpty })
        #expect(reused.remembered == [0, 1, 2])
    }

    @Test func `reads what changed, and nothing else`() async throws {
        _ = try await hash(DigestCacheUse.record)
        try model.scratch.write(["model/sub/b": "other!"])
        let changed = try [requests[0], requests[1], model.request("sub/b")]
        let outcome = try await hash(DigestCacheUse.reuse, changed)
        #expect(outcome.remembered == [0, 1])
        let read = try await hash({ _ in .none }, changed)
        #expect(try outcome.digests.map { try $0.get() } == read.digests.map { try $0.get() })
        #expect(try await hash(DigestCacheUse.reuse, changed).remembered == [0, 1, 2])
    }

    @Test func `remembers nothing of files that are young, failed or open for writing`() async throws {
        _ = try await hash(DigestCacheUse.record, now: requests[0].state.changed)
        #expect(try await hash(DigestCacheUse.reuse).remembered.isEmpty)

        let gone = try model.request("sub/b")
        try FileManager.default.removeItem(at: model.scratch.url.appending(path: "model/sub/b"))
        let writer = try FileHandle(forUpdating: model.scratch.url.appending(path: "model/a"))
        defer { try? writer.close() }
        let outcome = try await hash(DigestCacheUse.record, [requests[0], requests[1], gone])
        #expect(throws: ContentHashingError.self) { try outcome.digests[2].get() }
        let again = try await hash(DigestCacheUse.reuse, [requests[0], requests[1], gone])
        #if os(Linux)
        #expect(again.remembered == [1])
        #else
        #expect(again.remembered == [0, 1])
        #endif
    }

    @Test func `reads everything when the cache cannot be believed, and says why`() async throws {
        _ = try await hash(DigestCacheUse.record)
        let file = try #require(try model.files.first)
        var bytes = try CachedModel.bytes(file)
        bytes[20] ^= 1
        try CachedModel.write(bytes, to: file)
        let outcome = try await hash(DigestCacheUse.reuse)
        #expect(outcome.remembered.isEmpty)
        #expect(outcome.fault?.code == .notAuthentic)
        let read = try await hash({ _ in .none })
        #expect(try outcome.digests.map { try $0.get() } == read.digests.map { try $0.get() })
        #expect(try await hash(DigestCacheUse.reuse).remembered.count == 3, "it was replaced by a good one")
    }
}
