// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
public import CertificateTrust
public import SignatureKeys

/// Signs with the key of a certificate; the bundle carries the certificate and its chain (OMS v1.0 §4.1, method
/// `certificate`).
public struct CertificateSigner: BundleSigner {
    private let key: any SigningKey
    private let certificates: [X509Certificate]

    /// Creates a signer from a key, its certificate, and the issuers that verifiers may lack, nearest first.
    ///
    /// Certificates that come twice are taken once: files that hold the whole chain are common.
    /// - Throws: ``SignatureBundleError`` with `unusableSigner` when the certificate is for another key, may not
    ///   sign, or there are too many certificates.
    public init(_ key: some SigningKey, certificate: X509Certificate, chain: [X509Certificate]) throws {
        do {
            try CodeSigningUsage.digitalSignatureOrCodeSigning.check(certificate)
            guard try certificate.publicKey() == key.publicKey else {
                throw SignatureBundleError(
                    .unusableSigner,
                    "the certificate of '\(certificate.subject)' is for another key than the private key given"
                )
            }
        } catch let error as SignatureBundleError {
            throw error
        } catch {
            throw SignatureBundleError(
                .unusableSigner,
                "the certificate of '\(certificate.subject)' cannot sign",
                cause: error
            )
        }
        var seen: Set<X509Certificate> = []
        certificates = ([certificate] + chain).filter { seen.insert($0).inserted }
        guard certificates.count <= VerificationMaterial.maximumCertificateCount else {
            throw SignatureBundleError(
                .unusableSigner,
                "the chain has \(certificates.count) certificates; a bundle carries at most "
                    + "\(VerificationMaterial.maximumCertificateCount)"
            )
        }
        self.key = key
    }

    /// Signs `payload` in a DSSE envelope.
    public func sign(_ payload: [UInt8], type: String) async throws -> SignatureBundle {
        SignatureBundle(
            verificationMaterial: VerificationMaterial(.certificateChain(certificates.map(\.der))),
            envelope: try await DSSEEnvelope(signing: payload, type: type, with: key)
        )
    }
}
