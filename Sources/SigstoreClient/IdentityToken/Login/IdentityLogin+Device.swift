// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension IdentityLogin {
    private static let grantType = "urn:ietf:params:oauth:grant-type:device_code"
    /// What `slow_down` adds to the interval (RFC 8628 §3.5).
    private static let slowDown: Duration = .seconds(5)

    /// Logs in with a browser on any device, where the person types in a code (RFC 8628).
    ///
    /// The provider is asked until they have, or its time is over; the time limit of this login does not count.
    /// - Parameter show: Shows page and code to the person.
    /// - Throws: ``SigstoreClientError`` with `unsupportedLogin` when the provider does not offer this, and as
    ///   ``withBrowser(_:)``; what `show` throws.
    public func withDevice(_ show: (DeviceAuthorization) async throws -> Void) async throws -> IdentityToken {
        let secrets = secrets()
        let authorization = try await authorization(secrets)
        try await show(authorization)
        let form = FormFields([
            ("grant_type", Self.grantType), ("device_code", authorization.deviceCode),
            // Beyond RFC 8628: some providers tie this grant to its client, too, and others pass over it.
            ("code_verifier", secrets.verifier),
        ])
        var (interval, waited) = (authorization.interval, Duration.zero)
        while waited + interval <= authorization.lifetime {
            try await clock.sleep(for: interval)
            waited += interval
            switch try await poll(form) {
            case .token(let text): return try accept(text, nonce: nil)
            case .wait(let longer): interval = longer ? interval + Self.slowDown : interval
            case .unreachable: interval *= 2
            case .expired: throw timeOut()
            case .refused(let error):
                let words = error.shown(hiding: [authorization.deviceCode, secrets.verifier] + oauthClient.secrets)
                throw SigstoreClientError(
                    .loginRefused,
                    "'\(provider.issuer.excerpt())' did not log you in, and says \(words)"
                )
            }
        }
        throw timeOut()
    }

    private enum Poll {
        case token(String)
        case wait(longer: Bool)
        /// RFC 8628 §3.5 wants longer and longer waits after a failed connection.
        case unreachable
        case expired
        case refused(OAuthError)
    }

    private func poll(_ form: FormFields) async throws -> Poll {
        let endpoint = TokenEndpoint(provider: provider, oauthClient: oauthClient, client: client)
        let answer: TokenEndpoint.Answer
        do {
            answer = try await endpoint.send(form)
        } catch let error as SigstoreClientError where error.isOfConnection {
            return .unreachable
        }
        switch answer {
        case .token(let text): return .token(text)
        case .error(let error):
            switch error.code {
            case "authorization_pending": return .wait(longer: false)
            case "slow_down": return .wait(longer: true)
            case "expired_token": return .expired
            default: return .refused(error)
            }
        }
    }

    /// Begins (RFC 8628 §3.1).
    private func authorization(_ secrets: LoginSecrets) async throws -> DeviceAuthorization {
        guard let endpoint = provider.deviceAuthorizationEndpoint else {
            throw SigstoreClientError(
                .unsupportedLogin,
                "'\(provider.issuer.excerpt())' offers no login on another device: use a browser on this one"
            )
        }
        let form = FormFields([
            ("scope", AuthorizationRequest.scope), ("code_challenge", secrets.challenge),
            ("code_challenge_method", "S256"),
        ])
        let request = provider.post(form, of: oauthClient, to: endpoint)
        let reply = try await ProviderExchange.send(request, with: client)
        guard reply.status.code == 200 else {
            let error = OAuthError(parsing: reply.body)
            let words = error?.shown(hiding: [secrets.verifier] + oauthClient.secrets)
            throw SigstoreClientError(
                error == nil ? .providerFailed : .loginRefused,
                "'\(provider.issuer.excerpt())' begins no login on another device, and says "
                    + (words ?? "status \(reply.status.code)")
            )
        }
        return try DeviceAuthorization(parsing: reply.body, of: provider.issuer)
    }
}

extension SigstoreClientError {
    /// Whether asking again may help.
    fileprivate var isOfConnection: Bool {
        guard code == .providerFailed, let cause = cause as? TransportError else { return false }
        return [.brokenConnection, .timedOut, .unreachable].contains(cause.code)
    }
}
