// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import HTTPTransport
import TextEncodings

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// An identity token of OpenID Connect (OpenID Connect Core 1.0 §2): who somebody is, by the word of a provider.
///
/// Nobody has checked the signature of one: that is the business of the authority that issues a certificate for it,
/// which knows the provider's keys. What is checked here makes errors clear, and keeps tokens from going where they are
/// not meant to go. Whoever has a token can sign in its subject's name until it expires, so it is never shown.
public struct IdentityToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The provider (`iss`): a URL.
    public let issuer: String
    /// Whom the provider asked in turn (`federated_claims.connector_id`); nil when it has its own accounts.
    public let federatedIssuer: String?
    /// The provider's name for whoever it is (`sub`).
    public let subject: String
    /// The address (`email`), which the provider has verified if ``identity`` is that.
    public let email: String?
    /// When the token's time is over (`exp`).
    public let expiry: Date
    /// Whose name a signature will have: the e-mail address, or else the subject.
    ///
    /// Certificates for jobs have a URI that the authority makes of other claims: what to expect of them, the
    /// certificate says.
    public var identity: String { proofSubject }

    /// What a key's holder signs to prove that it is theirs (Fulcio, `proofOfPossession`): the e-mail address where the
    /// issuer is one of addresses, otherwise the subject.
    package let proofSubject: String
    /// The token itself, to be sent to a certificate authority.
    package let bearer: BearerToken

    /// How far a provider's clock may be ahead of this one.
    static let clockLeeway: TimeInterval = 30

    /// Reads a JWS in compact serialization (RFC 7515 §3.1) whose payload is a set of claims (RFC 7519).
    ///
    /// - Parameters:
    ///   - audience: Whom the token must be meant for: the client's identifier.
    ///   - now: What its times are compared with. It must not have expired; it may begin 30 seconds later.
    /// - Throws: `malformedToken`, `otherAudience`, `expiredToken`, `earlyToken`, `unverifiedEmail`.
    public init(parsing text: String, audience: String = "sigstore", now: Date) throws(SigstoreClientError) {
        try self.init(IdentityClaims(parsing: text), audience: audience, now: now)
    }

    init(_ claims: IdentityClaims, audience: String, now: Date) throws(SigstoreClientError) {
        guard claims.audiences.contains(where: audience.hasSameBytes(as:)) else {
            let found = claims.audiences.prefix(4).map { "'\($0.excerpt())'" }.joined(separator: ", ")
            throw SigstoreClientError(
                .otherAudience,
                "the identity token is meant for \(found), not for '\(audience)': ask its issuer for one with that audience"
            )
        }
        guard now < claims.expiry else {
            throw SigstoreClientError(
                .expiredToken,
                "the identity token expired at \(Self.shown(claims.expiry)), and it is \(Self.shown(now)): get a new one"
            )
        }
        for start in [claims.notBefore, claims.issuedAt].compactMap({ $0 }) where start > now + Self.clockLeeway {
            throw SigstoreClientError(
                .earlyToken,
                "the identity token begins at \(Self.shown(start)), and here it is \(Self.shown(now)): check this machine's"
                    + " clock"
            )
        }
        (issuer, federatedIssuer, subject) = (claims.issuer, claims.connector, claims.subject)
        (email, expiry, bearer) = (claims.email, claims.expiry, claims.bearer)
        proofSubject = try ProofClaim.subject(of: claims)
    }

    private static func shown(_ date: Date) -> String { date.formatted(.iso8601) }

    /// Whom it names and who says so, without the token.
    public var description: String { "an identity token of \(issuer.excerpt()) for \(identity.excerpt())" }
    /// The same for a debugger.
    public var debugDescription: String { description }
    /// Shows what ``description`` does to `dump`, and no more.
    public var customMirror: Mirror { Mirror(self, children: ["issuer": issuer, "identity": identity]) }
}
