// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import StrictJSON
import TextEncodings

/// Where a grant becomes a token (RFC 6749 §3.2, OpenID Connect Core 1.0 §3.1.3).
package struct TokenEndpoint: Sendable {
    /// An identity token, an access token, and what is around them.
    static let maximumByteCount = 256 << 10

    /// What came back.
    package enum Answer: Sendable {
        /// An identity token, which nobody has looked at.
        case token(String)
        case error(OAuthError)
    }

    let provider: OpenIDProvider
    let oauthClient: OAuthClient
    let client: WebClient

    /// Asks once: a code that was used is used up.
    ///
    /// - Throws: `providerFailed`, `unusableProvider`.
    func send(_ form: FormFields) async throws -> Answer {
        let reply = try await post(form)
        guard reply.status.code == 200 else {
            guard 400..<500 ~= reply.status.code, let error = OAuthError(parsing: reply.body) else {
                throw SigstoreClientError(
                    .providerFailed,
                    "the identity provider '\(provider.issuer.excerpt())' gives no token: status \(reply.status.code)"
                )
            }
            return .error(error)
        }
        return try Self.answer(parsing: reply.body, of: provider.issuer)
    }

    private func post(_ form: FormFields) async throws -> Reply {
        let request = provider.post(form, of: oauthClient, to: provider.tokenEndpoint)
        return try await ProviderExchange.send(request, with: client)
    }

    /// Reads a reply that says it is a success (OpenID Connect Core 1.0 §3.1.3.3).
    ///
    /// Some services answer errors with status 200.
    /// - Throws: `unusableProvider`.
    package static func answer(parsing body: [UInt8], of issuer: String) throws(SigstoreClientError) -> Answer {
        if let error = OAuthError(parsing: body) { return .error(error) }
        do throws(JSONError) {
            var fields = try ProviderExchange.fields(body, maximumByteCount: maximumByteCount)
            return .token(try fields.string("id_token"))
        } catch {
            throw SigstoreClientError(
                .unusableProvider,
                "the answer of '\(issuer.excerpt())' holds no identity token: \(error)"
            )
        }
    }
}
