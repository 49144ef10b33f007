// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import HTTPTransport
public import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A ``Transport`` of Foundation's `URLSession`, for apps: with the system's certificate authorities and proxies.
///
/// It keeps no cookies, caches and credentials. Unlike other transports, `URLSession` decompresses bodies whose
/// `Content-Encoding` asks for that; limits count what comes out of it.
///
/// On Linux, FoundationNetworking takes proxies from the environment by itself, squeezes `/../` out of paths, and cannot leave
/// a server that sends faster than it reads: the exchange ends at its limit, but the transfer goes on behind it until the
/// server pauses, and the body of a redirect is held whole. Prefer HTTPTransportNIO there.
public final class URLSessionTransport: Transport {
    private let session: URLSession
    private let delegate = SessionDelegate()

    /// Makes a session of its own, which ends with this transport.
    public init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        session = URLSession(configuration: configuration, delegate: delegate, delegateQueue: nil)
    }

    // Each exchange has ended by now, or it would hold on to this; `invalidateAndCancel` is not safe to call on Linux.
    deinit { session.finishTasksAndInvalidate() }

    /// Sends one request; see ``Transport``.
    public func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        let address = try WebAddress(request)
        let message = try URLRequest(request, body: body, to: address, limits: limits)
        do {
            return try await TimeLimits.hold(limits, on: address) { [session, delegate] time in
                let task = session.dataTask(with: message)
                return try await withTaskCancellationHandler {
                    try await withCheckedThrowingContinuation { continuation in
                        let collection = ReplyCollection(address, limits, time, continuation)
                        delegate.run(task, of: session, collection)
                    }
                } onCancel: {
                    delegate.cancel(task, of: session)
                }
            }
        } catch {
            try Task.checkCancellation()
            throw error
        }
    }
}

extension URLRequest {
    /// What the session waits for at most: longer than the limits, which are watched elsewhere.
    private static let grace = Duration.seconds(60)

    /// - Throws: `forbiddenURL`.
    fileprivate init(
        _ request: HTTPRequest,
        body: [UInt8],
        to address: WebAddress,
        limits: ExchangeLimits
    ) throws(TransportError) {
        guard let url = URL(string: address.text), url.absoluteString == address.text else {
            throw TransportError(.forbiddenURL, "Foundation does not take '\(address.shown)' for a URL")
        }
        self.init(url: url)
        httpMethod = request.method.rawValue
        httpShouldHandleCookies = false
        timeoutInterval = TimeInterval((limits.idle + Self.grace).components.seconds)
        for field in request.headerFields.withoutFraming {
            addValue(field.value, forHTTPHeaderField: field.name.rawName)
        }
        if !body.isEmpty { httpBody = Data(body) }
    }
}
