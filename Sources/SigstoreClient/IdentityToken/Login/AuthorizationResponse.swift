// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// What a provider lets a person's browser bring (RFC 6749 §4.1.2): anybody who can reach the receiver can bring it
/// too.
package struct AuthorizationResponse: Sendable {
    private static let maximumCodeByteCount = 8 << 10

    /// What becomes a token, once.
    package let code: String

    /// Reads the query of a redirect.
    ///
    /// - Throws: `otherLogin` when it does not answer this request; `loginRefused`.
    package init(parsing query: String, to request: AuthorizationRequest) throws(SigstoreClientError) {
        guard let fields = FormFields(parsing: query), let state = fields["state"],
            state.hasSameBytes(as: request.secrets.state)
        else {
            throw SigstoreClientError(
                .otherLogin,
                "the browser came back from another login than the one that was begun here: start again, and use no older window"
            )
        }
        let issuer = fields["iss"]
        guard issuer.map({ $0.hasSameBytes(as: request.provider.issuer) }) ?? !request.provider.namesItselfInRedirects
        else {
            throw SigstoreClientError(
                .otherLogin,
                "the browser came back from another identity provider than '\(request.provider.issuer.excerpt())' (RFC 9207)"
            )
        }
        if let error = OAuthError(fields) {
            let words = error.shown(hiding: request.secretTexts + [fields["code"] ?? ""])
            throw SigstoreClientError(
                .loginRefused,
                "'\(request.provider.issuer.excerpt())' did not log you in, and says \(words)"
            )
        }
        code = try Self.code(fields["code"] ?? "", of: request)
    }

    /// Checks a code, wherever it came from (RFC 6749 appendix A.11).
    ///
    /// - Throws: `loginRefused`.
    static func code(_ text: String, of request: AuthorizationRequest) throws(SigstoreClientError) -> String {
        guard 1...maximumCodeByteCount ~= text.utf8.count, text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
            throw SigstoreClientError(
                .loginRefused,
                "'\(request.provider.issuer.excerpt())' gave no code with which to go on: log in again"
            )
        }
        return text
    }
}

extension AuthorizationRequest {
    /// What messages must not repeat.
    var secretTexts: [String] { [secrets.state, secrets.nonce, secrets.verifier] + client.secrets }
}
