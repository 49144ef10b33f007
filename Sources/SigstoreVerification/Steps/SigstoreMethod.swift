// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import SignatureKeys
import SigstoreBundle

/// What the caller trusts and asks for, when a signature was made through a Sigstore instance.
struct SigstoreMethod: Sendable {
    /// Whose signature is accepted.
    enum Signer: Sendable {
        /// One of these identities, by a certificate of the instance's authority.
        case identities([SigstoreIdentity])
        /// A key that the caller has; the instance witnessed its signature.
        case key(PublicKey)
    }

    let trustedRoot: TrustedRoot
    let signer: Signer
    let policy: SigstorePolicy
}

extension SigstoreMethod.Signer {
    /// Refuses bundles of other methods before anything about them is found missing: that explains best what to do.
    /// - Throws: `wrongMethod`.
    func require(
        _ material: VerificationMaterial,
        version: SignatureBundle.Version
    ) throws(BundleVerificationError) {
        switch (self, material.content) {
        case (.identities, .publicKey):
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed with a bare key, not with a certificate: use the method 'key', or give the "
                    + "signer's public key"
            )
        // OMS v1.0 §4.1: what the method 'certificate' writes.
        case (.identities, .certificateChain)
        where version == .v0_3 && material.transparencyLogEntries.isEmpty && material.timestamps.isEmpty:
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed with a certificate of a private authority, and neither logged nor time-stamped: "
                    + "use the method 'certificate'"
            )
        case (.key, .certificate), (.key, .certificateChain):
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed with a certificate, not with a bare key: expect an identity"
            )
        case (.identities, .certificate), (.identities, .certificateChain), (.key, .publicKey): break
        }
    }
}

/// The key that made a signature, as the bundle and the caller name it.
enum SigningMaterial: Sendable {
    case certificate(X509Certificate, PublicKey)
    case key(PublicKey)

    var key: PublicKey {
        switch self {
        case .certificate(_, let key), .key(let key): key
        }
    }
}

/// What a verification established.
struct VerificationFinding: Sendable {
    let signer: VerifiedSigner
    var logEntries: [LoggedEntry] = []
    let unchecked: [VerificationEvidence.Unchecked]
    var encoding: VerifiedPayload.Encoding = .standard
}
