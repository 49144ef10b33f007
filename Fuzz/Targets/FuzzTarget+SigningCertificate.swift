// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SigstoreClient

extension FuzzTarget {
    /// What a certificate authority answers holds a certificate, and a log's timestamp that can be a certificate's.
    static func signingCertificate(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let issued: IssuedCertificate
        do {
            issued = try IssuedCertificate(parsing: input)
        } catch {
            _ = "\(error)"
            return .refused
        }
        let certificate = issued.certificate
        try require((try? X509Certificate(der: certificate.der)) == certificate, "a certificate is its bytes")
        guard let timestamp = issued.timestamp else { return .accepted }
        _ = timestamp.date
        try require(
            timestamp.logID.count == 32 && timestamp.extensions.count < 1 << 16,
            "a timestamp's fields have room"
        )
        if let key = try? certificate.publicKey() {
            do throws(CertificateTrustError) {
                try timestamp.verify(leaf: certificate, issuer: certificate, key: key, entry: .certificate)
            } catch {
                _ = error.description
            }
        }
        return .accepted
    }
}
