// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import TestServices
import TestSupport
import Testing

@Suite struct BadDeliveryTests {
    private static let text = "0123456789"

    @Test(
        arguments: Implementation.allCases,
        [
            (.truncated(after: 0), .brokenConnection), (.truncated(after: 9), .brokenConnection),
            (.announcing(byteCount: 11), .brokenConnection), (.announcing(byteCount: 101), .tooLong),
            (.announcing(byteCount: 1 << 40), .tooLong),
            (.silent, .timedOut), (.stalling(after: 0), .timedOut), (.stalling(after: 1), .timedOut),
            (.closed, .brokenConnection), (.halfHead, .brokenConnection),
            (.garbage(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .badReply),
            (.garbage(Array("{\"not\": \"HTTP\"}\r\n\r\n".utf8)), .badReply),
            (.garbage([0x15, 3, 3, 0, 2, 2, 40]), .badReply),
        ] as [(TestDelivery, TransportError.Code)]
    )
    func `survives an answer that is not delivered as it should be`(
        _ implementation: Implementation,
        _ delivery: (way: TestDelivery, code: TransportError.Code)
    ) async throws {
        let server = try TestHTTPServer(answering: .text(200, Self.text, delivery.way))
        // Short where silence is what the test is about: machines can be slow.
        let idle = Duration.milliseconds(delivery.code == .timedOut ? 200 : 60_000)
        let limits = ExchangeLimits(maximumByteCount: 100, idle: idle, total: .seconds(60))
        let error = await expect(delivery.code) {
            try await implementation.exchange(server, path: "/a?token=secret", limits: limits)
        }
        let text = error?.description ?? ""
        #expect(
            error?.message.contains("http://127.0.0.1:\(server.port)/a?…") == true && !text.contains("secret"),
            "\(text)"
        )
    }

    @Test(arguments: Implementation.allCases)
    func `takes as many bytes as the limit, and not one more`(_ implementation: Implementation) async throws {
        let server = try TestHTTPServer(answering: .text(200, Self.text))
        let limits = ExchangeLimits(maximumByteCount: 10)
        #expect(try await implementation.exchange(server, limits: limits).body == Array(Self.text.utf8))
        for count in [9, 0, -1] {
            await expect(.tooLong) {
                try await implementation.exchange(server, limits: ExchangeLimits(maximumByteCount: count))
            }
        }
    }

    @Test(arguments: Implementation.allCases, [TestDelivery.whole, .withoutLength])
    func `cuts off what merely explains a refusal`(
        _ implementation: Implementation,
        _ delivery: TestDelivery
    ) async throws {
        let server = try TestHTTPServer(answering: .text(404, Self.text, delivery))
        let reply = try await implementation.exchange(server, limits: ExchangeLimits(maximumByteCount: 7))
        #expect(reply.status == .notFound && reply.body == Array("0123456".utf8))
    }

    @Test(arguments: Implementation.allCases)
    func `takes a body without a length up to the limit`(_ implementation: Implementation) async throws {
        let server = try TestHTTPServer(answering: .text(200, Self.text, .withoutLength))
        let limits = ExchangeLimits(maximumByteCount: 10)
        #expect(try await implementation.exchange(server, limits: limits).body == Array(Self.text.utf8))
        await expect(.tooLong) {
            try await implementation.exchange(server, limits: ExchangeLimits(maximumByteCount: 9))
        }
    }

    /// FoundationNetworking cannot leave a server that never pauses, so this is not for it.
    @Test(arguments: Implementation.thatLeave, [(200, TestDelivery.endless), (200, .endlessChunks), (404, .endless)])
    func `ends an endless body at its limit`(
        _ implementation: Implementation,
        _ answer: (status: Int, delivery: TestDelivery)
    ) async throws {
        let block = String(repeating: "x", count: 1 << 20)
        let server = try TestHTTPServer(answering: .text(answer.status, block, answer.delivery))
        let limits = ExchangeLimits(maximumByteCount: 1 << 20)
        if answer.status == 200 {
            await expect(.tooLong) { try await implementation.exchange(server, limits: limits) }
        } else {
            #expect(try await implementation.exchange(server, limits: limits).body.count == 1 << 20)
        }
    }

    @Test(arguments: Implementation.allCases)
    func `ends with a body that never does, at last`(_ implementation: Implementation) async throws {
        let server = try TestHTTPServer(answering: .text(200, Self.text, .stalling(after: 3)))
        let limits = ExchangeLimits(idle: .seconds(60), total: .milliseconds(200))
        await expect(.timedOut) { try await implementation.exchange(server, limits: limits) }
    }

    @Test(arguments: Implementation.allCases)
    func `takes a long head, and no endless one`(_ implementation: Implementation) async throws {
        let long = try TestHTTPServer(answering: .text(200, Self.text, .longHead(byteCount: 20_000)))
        #expect(try await implementation.exchange(long).status == .ok)
        let endless = try TestHTTPServer(answering: .text(200, Self.text, .longHead(byteCount: 64 << 20)))
        await #expect(throws: TransportError.self) { try await implementation.exchange(endless) }
    }

    @Test(arguments: Implementation.allCases)
    func `says that nobody listens`(_ implementation: Implementation) async throws {
        let port = closedPort
        try await implementation.run { transport in
            let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: "/")
            let error = await expect(.unreachable) {
                try await transport.exchange(request, body: [], limits: ExchangeLimits())
            }
            #expect(error?.message.contains("127.0.0.1:\(port)") == true)
        }
    }

    @Test(arguments: Implementation.allCases)
    func `says that there is no such host`(_ implementation: Implementation) async throws {
        try await implementation.run { transport in
            // RFC 6761 §6.4: there is never one.
            let request = HTTPRequest(method: .get, scheme: "https", authority: "no-such-host.invalid", path: "/")
            await expect(.unreachable) { try await transport.exchange(request, body: [], limits: ExchangeLimits()) }
        }
    }

    @Test(arguments: Implementation.allCases, [TestDelivery.silent, .stalling(after: 3)])
    func `ends at once when its task is cancelled`(_ implementation: Implementation, _ delivery: TestDelivery)
        async throws
    {
        let (asked, asks) = AsyncStream.makeStream(of: Void.self)
        let server = try TestHTTPServer { _ in
            asks.yield()
            return .text(200, Self.text, delivery)
        }
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Reply.self) { group in
                group.addTask { try await implementation.exchange(server) }
                for await _ in asked { break }
                group.cancelAll()
                _ = try await group.next()
            }
        }
    }

    @Test(arguments: Implementation.allCases)
    func `sends nothing for a task that was cancelled before`(_ implementation: Implementation) async throws {
        let log = RequestLog()
        let server = try TestHTTPServer(log, answering: .text())
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Reply.self) { group in
                group.cancelAll()
                group.addTask { try await implementation.exchange(server) }
                _ = try await group.next()
            }
        }
        #expect(log.requests.isEmpty)
    }

    @Test(arguments: Implementation.allCases)
    func `gets over a connection that broke, under WebClient's policy`(_ implementation: Implementation) async throws {
        let log = RequestLog()
        let server = try TestHTTPServer { request in
            log.add(request)
            return .text(200, Self.text, log.requests.count == 1 ? .truncated(after: 5) : .whole)
        }
        let reply = try await implementation.run { transport in
            let client = WebClient(transport, clock: ManualClock())
            return try await client.send(.get(#require(URL(string: server.url)), maximumByteCount: 10))
        }
        #expect(reply.body == Array(Self.text.utf8) && log.requests.count == 2)
    }
}
