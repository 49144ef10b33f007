// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TUF
import TestServices
import Testing

/// Answers that are longer than a file may be.
@Suite(.serialized) struct LengthTests {
    @Test(arguments: Attack.News.allCases, [TestDelivery.endless, .endlessChunks])
    func `an endless answer is cut off`(_ news: Attack.News, _ delivery: TestDelivery) async throws {
        let attack = try await Attack()
        attack.server.fail(try attack.path(of: news), .delivery(delivery))
        try await attack.expectRefusal(.tooLarge)
    }

    /// Metadata whose length nobody states is as long as the client's limits let it be.
    @Test(arguments: Attack.News.allCases)
    func `an answer that is longer than the limit is refused`(_ news: Attack.News) async throws {
        let attack = try await Attack()
        let spaces = [UInt8](repeating: 0x20, count: 6 << 20)
        let path = try attack.path(of: news)
        attack.server.fail(path, .bytes((attack.repository.files[path] ?? []) + spaces))
        try await attack.expectRefusal(.tooLarge)
    }

    @Test(arguments: [Attack.News.snapshot, .targets, .role, .target])
    func `one byte more than the length that is stated is refused`(_ news: Attack.News) async throws {
        let attack = try await Attack {
            $0.namesLengths = true
            $0.metaHashes = [.sha256]
        }
        let path = try attack.path(of: news)
        attack.server.fail(path, .bytes((attack.repository.files[path] ?? []) + [0x20]))
        try await attack.expectRefusal(.tooLarge)
    }

    @Test(arguments: [Attack.News.snapshot, .targets, .role, .target])
    func `one byte less than the length that is stated is refused`(_ news: Attack.News) async throws {
        let attack = try await Attack {
            $0.namesLengths = true
            $0.metaHashes = [.sha256]
        }
        let path = try attack.path(of: news)
        attack.server.fail(path, .bytes(Array(try #require(attack.repository.files[path]).dropLast())))
        try await attack.expectRefusal(.wrongContent)
    }
}
