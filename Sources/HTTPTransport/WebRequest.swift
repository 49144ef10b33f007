// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What to ask a server for, and within which limits.
public struct WebRequest: Sendable {
    /// GET, POST…
    public var method: HTTPRequest.Method
    /// Where to; see ``WebClient`` for what it may be.
    public var url: URL
    /// Fields besides those of ``WebClient`` and of the transport. Credentials among them do not follow a redirect to
    /// another origin.
    public var fields: HTTPFields
    /// The content; none if empty.
    public var body: [UInt8]
    /// What one exchange may take; redirects and further attempts have the same again.
    public var limits: ExchangeLimits
    /// Whether it does no harm to send it again after a failure.
    public var isRepeatable: Bool
    /// Goes out as `Authorization`. A request with a token is never redirected.
    public var token: BearerToken?
    /// Whether it carries another secret, or asks for one: such a request goes without TLS to this machine only, whatever
    /// ``PlainHTTP`` allows.
    package var isConfidential = false
    /// Whether the server may send it elsewhere; a request with a token is never redirected.
    package var isRedirectable = true

    /// Makes a request.
    ///
    /// - Parameter isRepeatable: Unless it is given, GET and HEAD are, and nothing else.
    public init(
        _ method: HTTPRequest.Method,
        _ url: URL,
        fields: HTTPFields = [:],
        body: [UInt8] = [],
        limits: ExchangeLimits = ExchangeLimits(),
        isRepeatable: Bool? = nil,
        token: BearerToken? = nil
    ) {
        (self.method, self.url, self.fields, self.body) = (method, url, fields, body)
        (self.limits, self.token) = (limits, token)
        self.isRepeatable = isRepeatable ?? (method == .get || method == .head)
    }

    /// A GET of no more than so many bytes.
    public static func get(_ url: URL, maximumByteCount: Int) -> WebRequest {
        WebRequest(.get, url, limits: ExchangeLimits(maximumByteCount: maximumByteCount))
    }

    /// A POST, sent once, whose reply is no more than so many bytes.
    public static func post(
        _ body: [UInt8],
        contentType: String,
        to url: URL,
        maximumByteCount: Int
    ) -> WebRequest {
        let limits = ExchangeLimits(maximumByteCount: maximumByteCount)
        return WebRequest(.post, url, fields: [.contentType: contentType], body: body, limits: limits)
    }
}
