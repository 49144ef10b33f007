// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import X509

extension X509Certificate {
    /// Whether it names itself as its issuer, as roots do (RFC 5280 §3.2). Any certificate can say so.
    package var isSelfIssued: Bool { x509.subject == x509.issuer }

    /// Whether it names itself as its issuer and its own key signed it. Whoever refuses roots asks ``isSelfIssued``.
    package var isSelfSigned: Bool { hasIssued(self) }

    /// Whether name and signature say that this certificate's key issued the other one.
    package func hasIssued(_ certificate: X509Certificate) -> Bool {
        x509.subject == certificate.x509.issuer
            && x509.publicKey.isValidSignature(certificate.x509.signature, for: certificate.x509)
    }

    /// Whether and how deep it may issue others (RFC 5280 §4.2.1.9); `nil` if it does not say.
    /// - Throws: `malformedCertificate`.
    func basicConstraints() throws(CertificateTrustError) -> BasicConstraints? {
        do {
            return try x509.extensions.basicConstraints
        } catch {
            throw CertificateTrustError(
                .malformedCertificate,
                "the basic constraints of certificate \(name) cannot be read",
                cause: error
            )
        }
    }

    /// Whether it says that it is an authority.
    /// - Throws: `malformedCertificate`.
    func isAuthority() throws(CertificateTrustError) -> Bool {
        switch try basicConstraints() {
        case .isCertificateAuthority: true
        case .notCertificateAuthority, .none: false
        }
    }
}
