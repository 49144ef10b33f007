// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import X509

/// What a certificate must say about its use before it may sign.
///
/// In both cases an extended key usage that is present must contain `codeSigning`; `anyExtendedKeyUsage` is not enough.
public enum CodeSigningUsage: Sendable, Hashable {
    /// A key usage with `digitalSignature`, or an extended key usage with `codeSigning`, or both.
    case digitalSignatureOrCodeSigning
    /// An extended key usage with `codeSigning`, for anchors that certify other uses too.
    case codeSigning

    /// Checks the leaf of a path.
    /// - Throws: `missingUsage`, `malformedCertificate`.
    package func check(_ leaf: X509Certificate) throws(CertificateTrustError) {
        let usages = try CertificateUsages(leaf)
        if let extended = usages.extended, !extended.contains(.codeSigning) {
            throw Self.missingUsage(leaf, "its extended key usage is \(extended) without codeSigning")
        }
        let mayCodeSign = usages.extended != nil
        switch self {
        case .codeSigning where !mayCodeSign:
            throw Self.missingUsage(leaf, "these trust anchors require the extended key usage codeSigning")
        case .digitalSignatureOrCodeSigning where !mayCodeSign && usages.key?.digitalSignature != true:
            throw Self.missingUsage(
                leaf,
                "it has neither the key usage digitalSignature nor the extended key usage codeSigning"
            )
        default:
            return
        }
    }

    private static func missingUsage(_ leaf: X509Certificate, _ reason: String) -> CertificateTrustError {
        CertificateTrustError(
            .missingUsage,
            "certificate \(leaf.name) is not for signing: \(reason); sign with a certificate issued for code signing"
        )
    }
}
