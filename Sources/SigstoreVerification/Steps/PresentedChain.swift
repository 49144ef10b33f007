// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SigstoreBundle
import TextEncodings

/// The certificates that a bundle brings: the signer's, and intermediates that the trust root may lack. None is trusted.
struct PresentedChain {
    let leaf: X509Certificate
    let key: PublicKey
    let intermediates: [X509Certificate]

    /// - Throws: `wrongMethod`, `unusableCertificate`, `unexpectedCertificates`.
    init(_ material: VerificationMaterial, version: SignatureBundle.Version) throws(BundleVerificationError) {
        let ders: [[UInt8]]
        switch material.content {
        case .certificate(let der): ders = [der]
        case .certificateChain(let chain):
            // sigstore_bundle.proto: "When used in a 0.3 bundle […] form (3) MUST be used."
            guard version != .v0_3 else {
                throw BundleVerificationError(
                    .unexpectedCertificates,
                    "a bundle of version 0.3 brings a chain of certificates, and must bring the signer's alone"
                )
            }
            ders = chain
        case .publicKey:
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed with a bare key, not with a certificate: give the signer's public key"
            )
        }
        let certificates: [X509Certificate]
        do {
            certificates = try ders.map { der throws(CertificateTrustError) in try X509Certificate(der: der) }
            guard let first = certificates.first else {
                throw BundleVerificationError(.unusableCertificate, "the bundle holds no certificate")
            }
            (leaf, key, intermediates) = (first, try first.publicKey(), Array(certificates.dropFirst()))
        } catch let error as BundleVerificationError {
            throw error
        } catch {
            throw BundleVerificationError(
                .unusableCertificate,
                "a certificate in the bundle cannot be used",
                cause: error
            )
        }
        // sigstore_bundle.proto: "Signers MUST NOT include root CA certificates in bundles".
        if let root = intermediates.first(where: \.isSelfIssued) {
            throw BundleVerificationError(
                .unexpectedCertificates,
                "the bundle brings the root certificate '\(root.subject.excerpt())': roots come from the caller alone"
            )
        }
    }
}
