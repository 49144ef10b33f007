// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle

/// The Go implementation, given no chain, writes the field of the Sigstore method (`certificate`) for the method
/// `certificate`, which OMS v1.0 §11.1 forbids ("distinct types, not interchangeable").
///
/// Read as a chain of one, as a stated deviation, and only without log entries: those make it a Sigstore bundle.
/// Can go when that implementation writes `x509CertificateChain`.
extension BundleVerifier {
    static func singleCertificateChain(
        _ certificate: [UInt8],
        in bundle: SignatureBundle
    ) throws(BundleVerificationError) -> [[UInt8]] {
        guard bundle.verificationMaterial.transparencyLogEntries.isEmpty else {
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed by the method 'sigstore', not with a certificate of a private authority"
            )
        }
        return [certificate]
    }
}
