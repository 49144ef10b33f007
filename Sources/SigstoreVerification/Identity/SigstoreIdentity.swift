// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import CertificateTrust
import TextEncodings

/// Whose certificates are accepted: a name, who vouched for it, and what else the certificate must say.
///
/// A name means nothing without its issuer: any provider can issue any name. So both are always given.
/// - SeeAlso: Sigstore client specification §4.3.
public struct SigstoreIdentity: Sendable, Hashable {
    /// The subject alternative name: an e-mail address, a workflow's URI, a service account.
    public enum Subject: Sendable, Hashable {
        /// Exactly this, byte for byte.
        case exactly(String)
        /// The whole of it matches a pattern.
        case matching(IdentityPattern)

        func accepts(_ value: String) -> Bool {
            switch self {
            case .exactly(let name): value.hasSameBytes(as: name)
            case .matching(let pattern): pattern.matches(value)
            }
        }
    }

    /// Which name.
    public let subject: Subject
    /// The URLs of the OpenID Connect providers that may have vouched for it; one of them, byte for byte.
    public let issuers: [String]
    /// What Fulcio's other extensions must say, byte for byte: the source repository, say, or the workflow's trigger.
    public let claims: [FulcioExtensions.Field: String]

    /// Accepts exactly one name from one provider.
    public init(_ name: String, issuer: String, claims: [FulcioExtensions.Field: String] = [:]) {
        self.init(.exactly(name), issuers: [issuer], claims: claims)
    }

    /// Accepts names of one or more providers. Without a provider nothing is accepted.
    public init(_ subject: Subject, issuers: [String], claims: [FulcioExtensions.Field: String] = [:]) {
        (self.subject, self.issuers, self.claims) = (subject, issuers, claims)
    }
}
