// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// Which claim an authority takes for a name, and wants a key's holder to sign.
///
/// Fulcio's configuration says it of each issuer, by the issuer's type: `email` for those that vouch for addresses,
/// `sub` for all others. Clients cannot ask; so these are those of the public instances, and of other issuers a
/// verified address is taken where there is one, as other clients do.
enum ProofClaim: Sendable {
    case email, subject

    private static let known: [String: ProofClaim] = [
        "https://accounts.google.com": .email,
        "https://auth.eclipse.org/auth/realms/foundation-service-accounts": .email,
        "https://issuer.hello.coop": .email,
        "https://oauth2.sigstage.dev/auth": .email,
        "https://oauth2.sigstore.dev/auth": .email,
        "https://sigstore.verify.ibm.com/oauth2": .email,
        "https://www.kaggle.com/api/v1/models/signing": .email,
        "https://agent.buildkite.com": .subject,
        "https://gitlab.com": .subject,
        "https://issuer.enforce.dev": .subject,
        "https://oidc.circleci.com": .subject,
        "https://token.actions.githubusercontent.com": .subject,
    ]

    /// Whether an issuer is known to vouch for addresses and nothing else.
    static func isOfAddresses(_ issuer: String) -> Bool { known[issuer] == .email }

    /// - Throws: `malformedToken` where an address is needed and not there; `unverifiedEmail`.
    static func subject(of claims: IdentityClaims) throws(SigstoreClientError) -> String {
        let claim = known[claims.issuer] ?? (claims.email == nil ? .subject : .email)
        guard claim == .email else { return claims.subject }
        guard let email = claims.email else {
            throw SigstoreClientError(
                .malformedToken,
                "the identity token of \(claims.issuer.excerpt()) has no e-mail address: ask for it with the scope 'email'"
            )
        }
        guard claims.isEmailVerified else {
            throw SigstoreClientError(
                .unverifiedEmail,
                "\(claims.issuer.excerpt()) has not verified the address '\(email.excerpt())': confirm it there, and log in again"
            )
        }
        return email
    }
}
