// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What a person's browser asks a provider (OpenID Connect Core 1.0 §3.1.2.1, RFC 7636 §4.3).
package struct AuthorizationRequest: Sendable {
    static let scope = "openid email"

    let provider: OpenIDProvider
    let client: OAuthClient
    /// Where the provider sends the browser afterwards.
    let redirectURI: String
    let secrets: LoginSecrets

    package init(provider: OpenIDProvider, client: OAuthClient, redirectURI: String, secrets: LoginSecrets) {
        (self.provider, self.client, self.redirectURI, self.secrets) = (provider, client, redirectURI, secrets)
    }

    /// - Throws: `unusableProvider`.
    package func url() throws(SigstoreClientError) -> URL {
        let query = FormFields([
            ("response_type", "code"), ("client_id", client.identifier), ("redirect_uri", redirectURI),
            ("scope", Self.scope), ("state", secrets.state), ("nonce", secrets.nonce),
            ("code_challenge", secrets.challenge), ("code_challenge_method", "S256"),
        ])
        let endpoint = provider.authorizationEndpoint.absoluteString
        // A query that is there already stays (RFC 6749 §3.1).
        let separator = endpoint.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        guard let url = URL(string: endpoint + separator + query.encoded) else {
            throw SigstoreClientError(.unusableProvider, "'\(endpoint.excerpt())' is no URL to go to")
        }
        return url
    }
}
