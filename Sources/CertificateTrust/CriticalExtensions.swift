// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import TextEncodings
import X509

/// The extensions whose rules are applied here or in X509's RFC 5280 policy. Any other that is critical is an error.
///
/// - SeeAlso: RFC 5280 §4.2: "A certificate-using system MUST reject the certificate if it encounters a critical
///   extension it does not recognize or a critical extension that contains information that it cannot process."
enum CriticalExtensions {
    static let handled: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.basicConstraints,
        .X509ExtensionID.nameConstraints,
        .X509ExtensionID.keyUsage,
        .X509ExtensionID.extendedKeyUsage,
        // The names are for the caller's identity policy; Fulcio's leaves have no other and mark them critical.
        .X509ExtensionID.subjectAlternativeName,
    ]

    /// - Throws: `unhandledCriticalExtension`, naming the object identifier.
    static func check(_ certificate: X509Certificate) throws(CertificateTrustError) {
        for element in certificate.x509.extensions where element.critical && !handled.contains(element.oid) {
            throw CertificateTrustError(
                .unhandledCriticalExtension,
                """
                certificate \(certificate.name) has the critical extension \("\(element.oid)".excerpt()), which this version does \
                not know and must not ignore: use a certificate without it
                """
            )
        }
    }
}
