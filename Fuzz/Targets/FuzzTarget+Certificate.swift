// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys

extension FuzzTarget {
    /// A certificate is the bytes it was read from, and a path begins with the leaf and ends with an anchor.
    ///
    /// PEM may hold several: the first is the leaf, the last the anchor.
    static func certificate(_ input: [UInt8]) async throws(BrokenProperty) -> Outcome {
        let certificates: [X509Certificate]
        do {
            certificates = try input.looksLikeDER ? [X509Certificate(der: input)] : X509Certificate.parse(pem: input)
        } catch {
            return .refused(error)
        }
        for certificate in certificates {
            try describe(certificate)
            try readExtensions(of: certificate)
        }
        guard let leaf = certificates.first, let last = certificates.last else {
            throw BrokenProperty("a file of certificates that is accepted holds one")
        }
        for certificate in certificates.dropFirst() { verifyTimestamps(of: leaf, issuedBy: certificate) }
        try await validate(leaf, certificates.dropFirst(), trusting: last)
        if let authority = SeedAuthority.certificate {
            try await validate(leaf, certificates.dropFirst(), trusting: authority)
        }
        return .accepted
    }

    /// Makes what people are shown, and reads the certificate again.
    private static func describe(_ certificate: X509Certificate) throws(BrokenProperty) {
        _ = (certificate.subject, certificate.issuer, certificate.subjectAlternativeNames)
        _ = (certificate.notValidBefore, certificate.notValidAfter)
        _ = try? certificate.publicKey()
        try require(certificate.sha256Fingerprint.utf8.count == 64, "a fingerprint has 64 digits")
        let pem = pemText(label: "CERTIFICATE", der: certificate.der)
        let again = try? X509Certificate.parse(pem: Array(pem.utf8))
        try require(again == [certificate], "a certificate that was written reads as the same certificate")
    }

    /// Reads what Sigstore's certificates say besides.
    private static func readExtensions(of certificate: X509Certificate) throws(BrokenProperty) {
        if let names = try? certificate.identities() {
            try require(
                names.filter { $0.kind != .otherName }.map(\.value) == certificate.subjectAlternativeNames,
                "the names of a certificate are its alternative names"
            )
        }
        if let fulcio = try? certificate.fulcio {
            try require(fulcio.issuer == fulcio[.issuer], "an issuer is a field")
            for field in FulcioExtensions.Field.allCases { _ = fulcio[field] }
        }
        for purpose in [CertificatePurpose.codeSigning(.sigstore), .timeStamping] {
            do throws(CertificateTrustError) {
                try purpose.check(certificate)
            } catch {
                _ = error.description
            }
        }
        try require(!certificate.isSelfSigned || certificate.isSelfIssued, "what signs itself issues itself")
    }

    /// Verifies the timestamps of a certificate as if the certificate's own key were the log's.
    private static func verifyTimestamps(of leaf: X509Certificate, issuedBy issuer: X509Certificate) {
        guard let timestamps = try? leaf.signedCertificateTimestamps(), let key = try? leaf.publicKey() else { return }
        for timestamp in timestamps {
            do throws(CertificateTrustError) {
                try timestamp.verify(leaf: leaf, issuer: issuer, key: key)
            } catch {
                _ = error.description
            }
        }
    }

    private static func validate(
        _ leaf: X509Certificate,
        _ intermediates: ArraySlice<X509Certificate>,
        trusting anchor: X509Certificate
    ) async throws(BrokenProperty) {
        let path: CertificatePath
        do throws(CertificateTrustError) {
            path = try await CertificatePathValidator(anchors: TrustAnchors([anchor]))
                .validate(leaf, intermediates: Array(intermediates), at: leaf.notValidBefore)
        } catch {
            _ = error.description
            return
        }
        try require(path.leaf == leaf, "a path begins with the leaf")
        try require(path.anchor == anchor, "a path ends with the anchor")
        try require(path.issuers.dropLast().allSatisfy(intermediates.contains), "a path leads through what was given")
    }
}
