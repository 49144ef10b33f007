// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How a client shows a certificate authority that it has the private half of the key.
/// - SeeAlso: fulcio.proto, `CreateSigningCertificateRequest`.
public enum KeyProof: Sendable, CaseIterable {
    /// By a signing request (PKCS#10), signed with the key: Sigstore client specification §2.1.3.
    case signingRequest
    /// By a signature over the token's subject: which of the token's claims that is, only the authority's configuration says,
    /// and for providers of one's own it is a guess.
    case ofPossession
}
