// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TUF
import TestServices
import Testing

/// Servers that do not give a file, or give it badly.
@Suite(.serialized) struct DeliveryTests {
    @Test(arguments: Attack.News.allCases, [TestDelivery.silent, .stalling(after: 3)])
    func `a slow answer ends the update in time`(_ news: Attack.News, _ delivery: TestDelivery) async throws {
        let attack = try await Attack()
        attack.server.fail(try attack.path(of: news), .delivery(delivery))
        try await attack.expectRefusal(.unavailable, cause: .timedOut, patience: .milliseconds(100))
    }

    @Test(arguments: Attack.News.allCases, [TestDelivery.truncated(after: 3), .closed, .halfHead])
    func `a truncated answer is no file`(_ news: Attack.News, _ delivery: TestDelivery) async throws {
        let attack = try await Attack()
        attack.server.fail(try attack.path(of: news), .delivery(delivery))
        try await attack.expectRefusal(.unavailable, cause: .brokenConnection)
    }

    @Test(arguments: Attack.News.allCases, [500, 503, 401, 410])
    func `an answer of another status is no file`(_ news: Attack.News, _ status: Int) async throws {
        let attack = try await Attack()
        attack.server.fail(try attack.path(of: news), .status(status))
        try await attack.expectRefusal(.unavailable)
    }

    @Test(arguments: Attack.News.allCases.filter { $0 != .root }, [403, 404])
    func `a file that is not there ends the update`(_ news: Attack.News, _ status: Int) async throws {
        let attack = try await Attack()
        attack.server.fail(try attack.path(of: news), .status(status))
        try await attack.expectRefusal(.unavailable)
    }

    /// Nothing but what the old root's keys signed is taken then (§5.3.3).
    @Test(arguments: [403, 404])
    func `a root that is not there is the end of the chain`(_ status: Int) async throws {
        let attack = try await Attack()
        attack.server.fail(try attack.path(of: .root), .status(status))
        try await attack.expectRefusal(.notEnoughSignatures)
    }
}
