// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Sends requests over any ``Transport`` under one policy.
///
/// - URLs are https; plain http goes to this machine only, unless ``PlainHTTP/everywhere`` is asked for. URLs with user
///   information are refused.
/// - Redirects are followed for GET, at most five of them, never from https to http, to this machine only from itself, and
///   never with a ``BearerToken``. To another origin go only fields that cannot be credentials.
/// - Repeatable requests are sent again, as ``RetryPolicy`` says, when the connection breaks and after the statuses 429,
///   500, 502, 503 and 504.
public struct WebClient: Sendable {
    /// What requests call their sender unless they are told otherwise.
    public static let defaultUserAgent = "swift-model-signing"

    private let transport: any Transport
    private let plainHTTP: PlainHTTP
    private let retries: RetryPolicy
    private let userAgent: String
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Date
    private let random: @Sendable () -> Double

    /// Puts a transport under the policy.
    ///
    /// - Parameters:
    ///   - clock: What waits between attempts.
    ///   - now: What dates in `Retry-After` are compared with.
    ///   - random: A number in 0..<1, for waits.
    public init(
        _ transport: any Transport,
        plainHTTP: PlainHTTP = .loopbackOnly,
        retries: RetryPolicy = .default,
        userAgent: String = WebClient.defaultUserAgent,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() },
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        (self.transport, self.plainHTTP, self.retries, self.userAgent) = (transport, plainHTTP, retries, userAgent)
        (self.clock, self.now, self.random) = (clock, now, random)
    }

    /// The same client, but for going anywhere without TLS: for a request to a server that has none, such as a
    /// machine's own metadata server.
    package var allowingPlainHTTP: WebClient {
        WebClient(
            transport,
            plainHTTP: .everywhere,
            retries: retries,
            userAgent: userAgent,
            clock: clock,
            now: now,
            random: random
        )
    }

    /// Returns the final reply, whatever its status.
    ///
    /// - Throws: ``TransportError``, or `CancellationError`.
    public func send(_ request: WebRequest) async throws -> Reply {
        var attempt = Attempt(address: try WebAddress(request.url), fields: fields(of: request))
        try check(attempt.address, of: request)
        for _ in 0...Redirection.maximumCount {
            let reply = try await exchange(request, &attempt)
            guard let redirection = try Redirection(reply, from: attempt.address, of: request) else { return reply }
            try check(redirection.destination, of: request)
            attempt.address = redirection.destination
            attempt.fields = redirection.fields(of: attempt.fields)
        }
        let limit = Redirection.maximumCount
        let place = WebAddress.shown(request.url.absoluteString)
        throw TransportError(
            .tooManyRedirects,
            "'\(place)' redirects more than \(limit) times, to '\(attempt.address.shown)' at last"
        )
    }

    /// Waits by the clock that waits between attempts, before the caller asks for something once more.
    package func pause(for duration: Duration) async throws { try await clock.sleep(for: duration) }

    /// Where a request goes next, and what it has used up.
    private struct Attempt {
        var address: WebAddress
        var fields: HTTPFields
        var repetitionCount = 0
    }

    /// One exchange, and further ones while they are worth it.
    private func exchange(_ request: WebRequest, _ attempt: inout Attempt) async throws -> Reply {
        let head = HTTPRequest(
            method: request.method,
            scheme: attempt.address.origin.scheme.rawValue,
            authority: attempt.address.origin.authority,
            path: attempt.address.target,
            headerFields: attempt.fields
        )
        while true {
            let isLast = !request.isRepeatable || attempt.repetitionCount >= retries.maximumCount
            let delay: Duration?
            do {
                let reply = try await transport.exchange(head, body: request.body, limits: request.limits)
                guard !isLast, [429, 500, 502, 503, 504].contains(reply.status.code) else { return reply }
                delay = RetryAfter.delay(in: reply.fields, now: now())
                if let delay, delay > retries.longest { return reply }
            } catch let error as TransportError where error.code == .brokenConnection && !isLast {
                delay = nil
            }
            attempt.repetitionCount += 1
            try await clock.sleep(for: delay ?? retries.wait(after: attempt.repetitionCount, fraction: random()))
        }
    }

    private func check(_ address: WebAddress, of request: WebRequest) throws(TransportError) {
        guard address.origin.scheme == .http, !address.origin.host.isLoopback else { return }
        guard request.token == nil, !request.isConfidential else {
            throw TransportError(
                .forbiddenURL,
                "'\(address.shown)' is plain http, and the request has a secret in it that anybody on the way could read: use https"
            )
        }
        guard plainHTTP == .loopbackOnly else { return }
        throw TransportError(
            .forbiddenURL,
            "'\(address.shown)' is plain http, which anybody on the way can read and change: use https, or allow plain http"
        )
    }

    private func fields(of request: WebRequest) -> HTTPFields {
        var fields = request.fields.withoutFraming
        if fields[.userAgent] == nil { fields[.userAgent] = userAgent }
        // Bytes are verified as they were signed, and limits count what arrives.
        if fields[.acceptEncoding] == nil { fields[.acceptEncoding] = "identity" }
        if let token = request.token {
            var field = HTTPField(name: .authorization, value: token.credentials)
            field.indexingStrategy = .disallow
            fields[fields: .authorization] = [field]
        }
        return fields
    }
}
