// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct RetryTests {
    private static let now = Date(timeIntervalSince1970: 784_111_777)  // 06 Nov 1994 08:49:37 GMT
    private static let policy = RetryPolicy(maximumCount: 3, base: .seconds(1), longest: .seconds(60))
    private static let broken = ScriptedTransport.Answer.failure(TransportError(.brokenConnection, "it broke"))

    private let clock = ManualClock()

    private func client(_ transport: ScriptedTransport, _ policy: RetryPolicy = policy, random: Double = 1) -> WebClient
    {
        WebClient(transport, retries: policy, clock: clock, now: { Self.now }, random: { random })
    }

    @Test(arguments: [429, 500, 502, 503, 504])
    func `repeats a GET after these statuses`(_ status: Int) async throws {
        let transport = ScriptedTransport(.status(status), .status(200))
        #expect(try await client(transport).send(.get(.example, maximumByteCount: 10)).status == .ok)
        #expect(transport.exchanges.count == 2)
        #expect(clock.waits == [.seconds(1)])
    }

    @Test(arguments: [200, 304, 400, 401, 403, 404, 408, 410, 425, 501, 505, 511])
    func `returns these statuses at once`(_ status: Int) async throws {
        let transport = ScriptedTransport(.status(status), .status(200))
        #expect(try await client(transport).send(.get(.example, maximumByteCount: 10)).status.code == status)
        #expect(transport.exchanges.count == 1)
    }

    @Test func `repeats a GET after a broken connection`() async throws {
        let transport = ScriptedTransport([Self.broken, .success(.status(200))])
        #expect(try await client(transport).send(.get(.example, maximumByteCount: 10)).status == .ok)
        #expect(transport.exchanges.count == 2)
    }

    @Test(arguments: [
        TransportError.Code.tooLong, .timedOut, .unreachable, .untrustedServer, .badReply, .forbiddenURL,
        .unusableProxy,
        .unreadableAuthorities, .failed,
    ])
    func `repeats nothing after another error`(_ code: TransportError.Code) async throws {
        let transport = ScriptedTransport([.failure(TransportError(code, "no")), .success(.status(200))])
        await expect(code) { try await client(transport).send(.get(.example, maximumByteCount: 10)) }
        #expect(transport.exchanges.count == 1)
    }

    @Test func `ends after so many attempts, with the last reply or error`() async throws {
        let unavailable = ScriptedTransport(.status(503))
        #expect(try await client(unavailable).send(.get(.example, maximumByteCount: 10)).status.code == 503)
        #expect(unavailable.exchanges.count == 4)
        let broken = ScriptedTransport([Self.broken])
        await expect(.brokenConnection) { try await client(broken).send(.get(.example, maximumByteCount: 10)) }
        #expect(broken.exchanges.count == 4)
    }

    @Test func `repeats nothing under the policy none`() async throws {
        let transport = ScriptedTransport(.status(503), .status(200))
        #expect(try await client(transport, .none).send(.get(.example, maximumByteCount: 10)).status.code == 503)
    }

    @Test func `repeats a POST only when that is declared harmless`() async throws {
        for (isRepeatable, count) in [(nil, 1), (false, 1), (true, 2)] as [(Bool?, Int)] {
            for answers in [[.success(.status(503)), .success(.status(200))], [Self.broken, .success(.status(200))]] {
                let transport = ScriptedTransport(answers)
                let request = WebRequest(.post, .example, body: [1], isRepeatable: isRepeatable)
                _ = try? await client(transport).send(request)
                #expect(transport.exchanges.map(\.body) == Array(repeating: [1], count: count))
            }
        }
    }

    @Test func `waits twice as long each time, and never longer than the longest`() async throws {
        let policy = RetryPolicy(maximumCount: 6, base: .seconds(1), longest: .seconds(10))
        _ = try await client(ScriptedTransport(.status(503)), policy).send(.get(.example, maximumByteCount: 10))
        #expect(clock.waits == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
    }

    @Test(arguments: [(0.0, 0.0), (0.25, 0.25), (1, 1), (-3, 0), (7, 1)])
    func `waits for a random part of that`(_ random: Double, _ part: Double) async throws {
        let transport = ScriptedTransport(.status(503), .status(200))
        _ = try await client(transport, random: random).send(.get(.example, maximumByteCount: 10))
        #expect(clock.waits == [.seconds(1) * part])
    }

    @Test func `counts any number of attempts`() async throws {
        let policy = RetryPolicy(maximumCount: 200, base: .seconds(1), longest: .seconds(10))
        _ = try await client(ScriptedTransport(.status(503)), policy).send(.get(.example, maximumByteCount: 10))
        #expect(clock.waits.count == 200)
    }

    /// A `Retry-After`, and how long it lets a client wait: `nil` for as long as without one.
    @Test(
        arguments: [
            ("0", 0), ("7", 7), ("60", 60), ("007", 7), ("Sun, 06 Nov 1994 08:49:57 GMT", 20),
            ("Sunday, 06-Nov-94 08:49:57 GMT", 20), ("Sun Nov  6 08:49:57 1994", 20),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
            ("soon", nil), ("-1", nil), ("1.5", nil), ("", nil), ("7 ", 7), ("٣", nil), ("0x7", nil),
            ("Sun, 06 Nov 1994 08:49:57", nil),
        ] as [(String, Int?)]
    )
    func `heeds Retry-After`(_ value: String, _ seconds: Int?) async throws {
        let transport = ScriptedTransport(.status(429, [.retryAfter: value]), .status(200))
        #expect(try await client(transport).send(.get(.example, maximumByteCount: 10)).status == .ok)
        #expect(clock.waits == [.seconds(seconds ?? 1)])
    }

    @Test(arguments: [
        "61", "999999999", "99999999999999999999999999", "Sun, 06 Nov 1994 08:50:38 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ])
    func `waits for nothing that is too far away`(_ value: String) async throws {
        let transport = ScriptedTransport(.status(503, [.retryAfter: value]), .status(200))
        #expect(try await client(transport).send(.get(.example, maximumByteCount: 10)).status.code == 503)
        #expect(clock.waits.isEmpty)
    }

    @Test func `is cancelled while it waits`() async throws {
        let transport = ScriptedTransport(.status(503))
        let client = WebClient(
            transport,
            retries: RetryPolicy(maximumCount: 3, base: .seconds(3600), longest: .seconds(3600)),
            random: { 1 }
        )
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Reply.self) { group in
                group.addTask { try await client.send(.get(.example, maximumByteCount: 10)) }
                group.cancelAll()
                _ = try await group.next()
            }
        }
    }
}
