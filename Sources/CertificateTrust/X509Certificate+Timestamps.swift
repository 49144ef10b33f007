// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import X509

extension X509Certificate {
    /// Reads what logs promised about this certificate, in their order; none if it carries nothing of the kind.
    ///
    /// The extension 1.3.6.1.4.1.11129.2.4.2 holds an `OCTET STRING` around the list.
    /// - Throws: `malformedSCT`, `tooManySCTs`.
    /// - SeeAlso: RFC 6962 §3.3.
    public func signedCertificateTimestamps() throws(CertificateTrustError) -> [SignedCertificateTimestamp] {
        guard let element = x509.extensions[oid: .timestampList] else { return [] }
        let list: [UInt8]
        do {
            list = Array(try ASN1OctetString(derEncoded: element.value).bytes)
        } catch {
            throw CertificateTrustError(
                .malformedSCT,
                "the signed certificate timestamps of certificate \(name) are not in an OCTET STRING (RFC 6962 §3.3)",
                cause: error
            )
        }
        return try SignedCertificateTimestamp.parse(list: list)
    }
}
