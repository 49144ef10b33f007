// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings
import X509

/// What the certificate of a timestamp authority must say about its use.
///
/// - SeeAlso: RFC 3161 §2.3: its key signs nothing but timestamps, and its certificate says so in one critical extended
///   key usage.
enum TimeStampingUsage {
    /// The key usages that fit: a timestamp is a signature. As in OpenSSL's check, no other may stand beside them.
    private static let fittingKeyUsages = [
        KeyUsage(digitalSignature: true), KeyUsage(nonRepudiation: true),
        KeyUsage(digitalSignature: true, nonRepudiation: true),
    ]

    /// - Throws: `missingUsage`, `contradictoryUsage`, `usageNotCritical`, `malformedCertificate`.
    static func check(_ leaf: X509Certificate) throws(CertificateTrustError) {
        let usages = try CertificateUsages(leaf)
        guard let extended = usages.extended, extended.contains(.timeStamping) else {
            throw error(.missingUsage, leaf, "it lacks the extended key usage timeStamping")
        }
        guard extended.count == 1 else {
            let found = "\(extended)".excerpt()
            throw error(.contradictoryUsage, leaf, "its extended key usage is not timeStamping alone but \(found)")
        }
        guard leaf.x509.extensions[oid: .X509ExtensionID.extendedKeyUsage]?.critical == true else {
            throw error(.usageNotCritical, leaf, "its extended key usage is not critical")
        }
        if let key = usages.key, !fittingKeyUsages.contains(key) {
            let code: CertificateTrustError.Code =
                key.digitalSignature || key.nonRepudiation ? .contradictoryUsage : .missingUsage
            throw error(code, leaf, "its key usage is not digitalSignature or nonRepudiation alone but \(key)")
        }
        guard try !leaf.isAuthority() else {
            throw error(.contradictoryUsage, leaf, "it is a certificate authority")
        }
    }

    private static func error(
        _ code: CertificateTrustError.Code,
        _ leaf: X509Certificate,
        _ reason: String
    ) -> CertificateTrustError {
        CertificateTrustError(code, "certificate \(leaf.name) is not for time stamping: \(reason) (RFC 3161 §2.3)")
    }
}
