// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import X509

/// The two usage extensions of a certificate, each `nil` if it is absent.
struct CertificateUsages {
    let key: KeyUsage?
    let extended: ExtendedKeyUsage?

    /// - Throws: `malformedCertificate`.
    init(_ certificate: X509Certificate) throws(CertificateTrustError) {
        do {
            key = try certificate.x509.extensions.keyUsage
            extended = try certificate.x509.extensions.extendedKeyUsage
        } catch {
            throw CertificateTrustError(
                .malformedCertificate,
                "the usage extensions of certificate \(certificate.name) cannot be read",
                cause: error
            )
        }
    }
}
