// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// One exchange over HTTP: sends a request once and collects its reply.
///
/// Implementations follow no redirect, repeat nothing, decompress nothing and keep no cookies: all policy is
/// ``WebClient``'s. They throw ``TransportError``, and `CancellationError` when their task is cancelled.
public protocol Transport: Sendable {
    /// Sends a request and returns its reply, whatever its status.
    ///
    /// - Parameters:
    ///   - request: Scheme, authority, path and fields. Fields that frame the message (`Host`, `Content-Length`,
    ///     `Transfer-Encoding`, `Connection`…) are the transport's own and are left out.
    ///   - body: The request's content; none if empty.
    ///   - limits: Hold while bytes arrive.
    func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply
}
