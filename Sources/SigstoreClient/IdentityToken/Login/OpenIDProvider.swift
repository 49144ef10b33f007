// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
import HTTPTypes
import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A provider of OpenID Connect, and where it does what (OpenID Connect Discovery 1.0).
public struct OpenIDProvider: Sendable, Hashable {
    static let maximumByteCount = 256 << 10

    /// The URL that names it, exactly as its tokens do.
    public let issuer: String
    /// Where a person logs in, in a browser.
    let authorizationEndpoint: URL
    /// Where a code becomes a token.
    let tokenEndpoint: URL
    /// Where a login on another device begins (RFC 8628 §4); nil when it does not offer that.
    let deviceAuthorizationEndpoint: URL?
    /// Whether redirects must say whose they are (RFC 9207 §3).
    let namesItselfInRedirects: Bool
    /// Whether a client's secret goes into the body rather than into a header field
    /// (`token_endpoint_auth_methods_supported`).
    let takesSecretsInBody: Bool

    /// Whether somebody can log in on another device, with a code to type in there.
    public var offersDeviceLogin: Bool { deviceAuthorizationEndpoint != nil }

    /// Asks a provider about itself.
    ///
    /// - Parameter issuer: Its URL. What it says of itself must be of exactly this issuer.
    /// - Throws: ``SigstoreClientError`` with `providerFailed` or `unusableProvider`; `CancellationError`.
    public static func discover(_ issuer: URL, with client: WebClient) async throws -> OpenIDProvider {
        let name = issuer.absoluteString
        // A slash at the end is not doubled (OpenID Connect Discovery 1.0 §4.1).
        let base = name.hasSuffix("/") ? String(name.dropLast()) : name
        guard let url = URL(string: base + "/.well-known/openid-configuration"), issuer.query() == nil,
            issuer.fragment() == nil
        else {
            throw SigstoreClientError(.unusableProvider, "'\(name.excerpt())' is no URL of an identity provider")
        }
        let reply = try await ProviderExchange.send(.get(url, maximumByteCount: maximumByteCount), with: client)
        guard reply.status.code == 200 else {
            throw SigstoreClientError(
                .providerFailed,
                "the identity provider '\(name.excerpt())' does not say how to log in: \(url.path()) has status \(reply.status.code)"
            )
        }
        return try OpenIDProvider(parsing: reply.body, issuer: name)
    }

    /// Reads what a provider says of itself (§3).
    ///
    /// - Throws: `unusableProvider`.
    package init(parsing document: [UInt8], issuer: String) throws(SigstoreClientError) {
        func refusal(_ reason: String) -> SigstoreClientError {
            SigstoreClientError(
                .unusableProvider,
                "what the identity provider '\(issuer.excerpt())' says of itself cannot be used: \(reason)"
            )
        }
        let limits = JSONLimits(maximumByteCount: Self.maximumByteCount, maximumDepth: 16, maximumValueCount: 8192)
        do throws(JSONError) {
            var fields = try JSONFields(JSONValue(parsing: document, limits: limits), path: "")
            let named = try fields.string("issuer")
            guard named.hasSameBytes(as: issuer) else {
                throw JSONError(.invalidValue, "it calls itself '\(named.excerpt())'")
            }
            self.issuer = issuer
            let isSecure = issuer.utf8.starts(with: "https:".utf8)
            authorizationEndpoint = try Self.url(
                fields.string("authorization_endpoint"),
                "authorization_endpoint",
                isSecure
            )
            tokenEndpoint = try Self.url(fields.string("token_endpoint"), "token_endpoint", isSecure)
            let name = "device_authorization_endpoint"
            if let text = try fields.optionalString(name) {
                deviceAuthorizationEndpoint = try Self.url(text, name, isSecure)
            } else {
                deviceAuthorizationEndpoint = nil
            }
            namesItselfInRedirects =
                try fields.optionalBool("authorization_response_iss_parameter_supported") ?? false
            let methods = try fields.optionalArray("token_endpoint_auth_methods_supported") ?? []
            takesSecretsInBody =
                methods.contains(.string("client_secret_post")) && !methods.contains(.string("client_secret_basic"))
        } catch {
            throw refusal("\(error)")
        }
    }

    /// A URL without user information or fragment (RFC 6749 §3.1), and with TLS if the issuer has that.
    static func url(_ text: String, _ name: String, _ isSecure: Bool) throws(JSONError) -> URL {
        let address: WebAddress
        do {
            address = try WebAddress(text)
        } catch {
            throw JSONError(.invalidValue, "\(name) is no URL to go to", cause: error)
        }
        guard let url = URL(string: text), url.absoluteString == text, !text.utf8.contains(UInt8(ascii: "#")) else {
            throw JSONError(.invalidValue, "\(name) is '\(text.excerpt())', which is no URL to go to")
        }
        guard !isSecure || address.origin.scheme == .https else {
            throw JSONError(.invalidValue, "\(name) is '\(text.excerpt())', which leaves https")
        }
        return url
    }
}
