// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings
import X509

/// What a certificate must say about its use before it may sign.
///
/// In both cases an extended key usage that is present must contain `codeSigning`; `anyExtendedKeyUsage` is not enough.
public enum CodeSigningUsage: Sendable, Hashable {
    /// A key usage with `digitalSignature`, or an extended key usage with `codeSigning`, or both.
    case digitalSignatureOrCodeSigning
    /// An extended key usage with `codeSigning`, for anchors that certify other uses too.
    case codeSigning
    /// What Fulcio's certificates say: the key usage `digitalSignature`, the extended key usage `codeSigning`, nothing
    /// that contradicts them, and not an authority.
    ///
    /// A key that issues certificates or revokes them, speaks for a web server, an OCSP responder or a timestamp
    /// authority, issues precertificates, or may do anything is not a signer's. (Fulcio's certificate-specification.md,
    /// "Issued Certificate", allows no second usage at all; other authorities' emailProtection and the like do no harm.
    /// CA/Browser Forum, Code Signing Baseline Requirements §7.1.2.3 (f), RFC 3161 §2.3, RFC 6960 §4.2.2.2 and RFC 6962
    /// §3.1 are why these do.)
    case sigstore

    private static let contradictions: [ExtendedKeyUsage.Usage] = [
        .any, .serverAuth, .timeStamping, .ocspSigning, .certificateTransparency,
    ]

    /// Checks the leaf of a path.
    /// - Throws: `missingUsage`, `malformedCertificate`; `contradictoryUsage` for ``sigstore`` alone.
    package func check(_ leaf: X509Certificate) throws(CertificateTrustError) {
        let usages = try CertificateUsages(leaf)
        if let extended = usages.extended, !extended.contains(.codeSigning) {
            throw Self.missingUsage(leaf, "its extended key usage is \("\(extended)".excerpt()) without codeSigning")
        }
        let mayCodeSign = usages.extended != nil
        let maySign = usages.key?.digitalSignature == true
        switch self {
        case .codeSigning, .sigstore:
            guard mayCodeSign else {
                throw Self.missingUsage(leaf, "these trust anchors require the extended key usage codeSigning")
            }
        case .digitalSignatureOrCodeSigning:
            guard mayCodeSign || maySign else {
                throw Self.missingUsage(
                    leaf,
                    "it has neither the key usage digitalSignature nor the extended key usage codeSigning"
                )
            }
        }
        if self == .sigstore { try Self.checkProfile(leaf, usages) }
    }

    /// The rules of ``sigstore`` beyond `codeSigning`.
    private static func checkProfile(
        _ leaf: X509Certificate,
        _ usages: CertificateUsages
    ) throws(CertificateTrustError) {
        guard let key = usages.key, key.digitalSignature else {
            throw missingUsage(leaf, "its key usage lacks digitalSignature")
        }
        guard !key.keyCertSign, !key.cRLSign else {
            throw contradictoryUsage(leaf, "its key usage is \(key)")
        }
        if let extended = usages.extended, let other = contradictions.first(where: extended.contains) {
            throw contradictoryUsage(leaf, "its extended key usage has \(other) beside codeSigning")
        }
        guard try !leaf.isAuthority() else {
            throw contradictoryUsage(leaf, "it is a certificate authority")
        }
    }

    private static func missingUsage(_ leaf: X509Certificate, _ reason: String) -> CertificateTrustError {
        CertificateTrustError(
            .missingUsage,
            "certificate \(leaf.name) is not for signing: \(reason); sign with a certificate issued for code signing"
        )
    }

    private static func contradictoryUsage(_ leaf: X509Certificate, _ reason: String) -> CertificateTrustError {
        CertificateTrustError(
            .contradictoryUsage,
            "certificate \(leaf.name) is not for signing alone: \(reason), which no signer of Sigstore has"
        )
    }
}
