// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How a person gets to a provider's login page, and the provider's answer back here (RFC 8252 §7).
///
/// Tools let a port of this machine receive it (`RedirectListener` of HTTPTransportNIO), apps have
/// `ASWebAuthenticationSession`:
///
/// ```swift
/// struct AuthenticationSession: RedirectReceiver {
///     let redirectURI = "com.example.app:/login"
///
///     func redirect(from page: URL) async throws -> LoginRedirect {
///         let url = try await session.authenticate(using: page, callbackURLScheme: "com.example.app")
///         return LoginRedirect(query: url.query(percentEncoded: true) ?? "")
///     }
/// }
/// ```
public protocol RedirectReceiver: Sendable {
    /// Where the provider sends the browser; it compares this with what it knows of the client.
    var redirectURI: String { get }

    /// Shows a page to the person, and waits until the provider has sent the browser to ``redirectURI``.
    ///
    /// Its task is cancelled when that takes too long.
    func redirect(from page: URL) async throws -> LoginRedirect
}

/// What a browser brought.
public struct LoginRedirect: Sendable, CustomStringConvertible, CustomReflectable {
    let query: String
    let finish: @Sendable (LoginPage) async -> Void

    /// - Parameters:
    ///   - query: What stands behind the `?`, percent-encoded as it came.
    ///   - finish: Shows a last page where there is a browser to show it.
    public init(query: String, finish: @escaping @Sendable (LoginPage) async -> Void = { _ in }) {
        (self.query, self.finish) = (query, finish)
    }

    /// That there is one, without the code in it.
    public var description: String { "a redirect at the end of a login" }
    /// Shows nothing to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
