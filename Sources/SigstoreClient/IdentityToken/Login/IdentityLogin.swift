// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Lets a person log in with an identity provider, and gives their identity token.
///
/// All ways are grants of OAuth 2.0 (RFC 6749) with the token of OpenID Connect Core 1.0:
///
/// - ``withBrowser(_:)``: the browser brings a code back to this machine (RFC 8252).
/// - ``withCode(_:)``: the person brings it, from a browser anywhere.
/// - ``withDevice(_:)``: nobody brings anything; the provider is asked until the person has logged in elsewhere (RFC 8628).
///
/// Codes are tied to the program that asked for them (PKCE, RFC 7636), redirects by their state, and tokens by their
/// nonce, issuer and audience.
public struct IdentityLogin: Sendable {
    /// How long a person has: five minutes.
    public static let defaultTimeLimit: Duration = .seconds(300)

    let provider: OpenIDProvider
    let oauthClient: OAuthClient
    let client: WebClient
    let timeLimit: Duration
    let clock: any Clock<Duration>
    private let now: @Sendable () -> Date
    let secrets: @Sendable () -> LoginSecrets

    /// Prepares a login.
    ///
    /// - Parameters:
    ///   - oauthClient: What the provider knows this program as.
    ///   - client: What asks the provider.
    ///   - timeLimit: How long a person has.
    ///   - clock: What waits.
    ///   - now: What the token's times are compared with.
    public init(
        with provider: OpenIDProvider,
        as oauthClient: OAuthClient = .sigstore,
        over client: WebClient,
        timeLimit: Duration = IdentityLogin.defaultTimeLimit,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.init(
            with: provider,
            as: oauthClient,
            over: client,
            timeLimit: timeLimit,
            clock: clock,
            now: now,
            secrets: { LoginSecrets() }
        )
    }

    package init(
        with provider: OpenIDProvider,
        as oauthClient: OAuthClient = .sigstore,
        over client: WebClient,
        timeLimit: Duration = IdentityLogin.defaultTimeLimit,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date,
        secrets: @escaping @Sendable () -> LoginSecrets
    ) {
        (self.provider, self.oauthClient, self.client) = (provider, oauthClient, client)
        (self.timeLimit, self.clock, self.now, self.secrets) = (timeLimit, clock, now, secrets)
    }

    /// Logs in with a browser that comes back to `receiver` (RFC 6749 §4.1, RFC 8252).
    ///
    /// - Throws: ``SigstoreClientError`` with `loginTimedOut`, `loginRefused`, `otherLogin`, `providerFailed`,
    ///   `unusableProvider`, or as ``IdentityToken/init(parsing:audience:now:)``; what `receiver` throws.
    public func withBrowser(_ receiver: some RedirectReceiver) async throws -> IdentityToken {
        let request = request(redirectURI: receiver.redirectURI)
        let page = try request.url()
        let redirect = try await withinTimeLimit { try await receiver.redirect(from: page) }
        do {
            let response = try AuthorizationResponse(parsing: redirect.query, to: request)
            let token = try await token(for: response.code, of: request)
            await redirect.finish(.success)
            return token
        } catch {
            await redirect.finish(.failure("\(error)"))
            throw error
        }
    }

    /// Logs in with a browser anywhere, which shows a code to bring here.
    ///
    /// Not all providers offer this: it was an extension of one of them, and is called `urn:ietf:wg:oauth:2.0:oob`.
    /// - Parameter ask: Shows the login page's URL to the person and returns the code that they give.
    /// - Throws: As ``withBrowser(_:)``; what `ask` throws.
    public func withCode(_ ask: (URL) async throws -> String) async throws -> IdentityToken {
        let request = request(redirectURI: "urn:ietf:wg:oauth:2.0:oob")
        let text = try await ask(request.url())
        let code = try AuthorizationResponse.code(IdentityToken.trimmed(Array(text.utf8)), of: request)
        return try await token(for: code, of: request)
    }

    private func request(redirectURI: String) -> AuthorizationRequest {
        AuthorizationRequest(provider: provider, client: oauthClient, redirectURI: redirectURI, secrets: secrets())
    }

    /// Exchanges a code (RFC 6749 §4.1.3, RFC 7636 §4.5).
    private func token(for code: String, of request: AuthorizationRequest) async throws -> IdentityToken {
        let form = FormFields([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.redirectURI),
            ("code_verifier", request.secrets.verifier),
        ])
        let endpoint = TokenEndpoint(provider: provider, oauthClient: oauthClient, client: client)
        switch try await endpoint.send(form) {
        case .token(let text): return try accept(text, nonce: request.secrets.nonce)
        case .error(let error):
            let words = error.shown(hiding: request.secretTexts + [code])
            throw SigstoreClientError(
                .loginRefused,
                "'\(provider.issuer.excerpt())' gives no token for this login, and says \(words)"
            )
        }
    }

    /// Checks a token that came from the provider itself (OpenID Connect Core 1.0 §3.1.3.7).
    ///
    /// - Parameter nonce: What it must repeat; nil for grants that send none.
    func accept(_ text: String, nonce: String?) throws(SigstoreClientError) -> IdentityToken {
        let claims = try IdentityClaims(parsing: text)
        guard claims.issuer.hasSameBytes(as: provider.issuer) else {
            throw SigstoreClientError(
                .otherLogin,
                "'\(provider.issuer.excerpt())' gave a token of another issuer, '\(claims.issuer.excerpt())'"
            )
        }
        if let nonce {
            guard let found = claims.nonce, found.hasSameBytes(as: nonce) else {
                throw SigstoreClientError(
                    .otherLogin,
                    "'\(provider.issuer.excerpt())' gave a token of another login than the one that was begun here"
                )
            }
        }
        return try IdentityToken(claims, audience: oauthClient.identifier, now: now())
    }

    private func withinTimeLimit<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await work() }
            group.addTask { [self] in
                try await clock.sleep(for: timeLimit)
                throw timeOut()
            }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    func timeOut() -> SigstoreClientError {
        SigstoreClientError(
            .loginTimedOut,
            "nobody logged in at '\(provider.issuer.excerpt())' in time: start again, and finish in the browser within"
                + " \(timeLimit.components.seconds) seconds"
        )
    }
}
