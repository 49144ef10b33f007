// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SwiftASN1
import TextEncodings

extension TimestampToken {
    /// Verifies that an authority saw a message at the time that the timestamp says.
    ///
    /// The signer's certificate must have been valid then, with every other one up to the authority's anchor; whether
    /// any has expired since does not matter. There is no revocation check.
    /// - Parameter message: The message itself, not its hash. Under Sigstore, the bytes of the signature.
    /// - Throws: `imprintMismatch`, `untrustedAuthority`, `missingCertificate`, `missingAttribute`, `attributeMismatch`,
    ///   `signerMismatch`, `unsupportedAlgorithm`, `invalidSignature`, `missingUsage`, `notValidAtTime`,
    ///   `tooManyCertificates`, `malformed`.
    public func verify(
        over message: [UInt8],
        by authority: TimestampAuthority
    ) async throws(TimestampError) -> VerifiedTimestamp {
        let algorithm = messageImprint.algorithm
        guard MessageImprint(of: message, algorithm: algorithm) == messageImprint else {
            throw TimestampError(
                .imprintMismatch,
                "the timestamp is over another message: its \(algorithm) hash is not the one of these \(message.count) bytes"
            )
        }
        let signer = try authority.signer(of: self)
        try checkAttributes()
        try checkBinding(to: signer)
        try checkSignature(by: signer.certificate)
        let path = try await authority.path(of: signer.certificate, with: certificates, at: date)
        return VerifiedTimestamp(self, path: path)
    }

    /// What the signature covers is this content (RFC 5652 §5.4, §11.1, §11.2).
    private func checkAttributes() throws(TimestampError) {
        let (contentType, digest) = try signedDescription()
        guard contentType == .timestampInfo else {
            throw TimestampError(
                .attributeMismatch,
                "the signature is over content of the type \(contentType.dotted), and the content is a timestamp"
            )
        }
        guard try digest == signedData.signer.digestAlgorithm.digest().hash(signedData.content) else {
            throw TimestampError(
                .attributeMismatch,
                "the content of the timestamp is not what was signed: its hash is not the signed one"
            )
        }
    }

    private func signedDescription() throws(TimestampError) -> (type: ASN1ObjectIdentifier, digest: [UInt8]) {
        let attributes = signedData.signer.attributes
        let contentType = try attributes.value(of: .contentType, "contentType")
        let messageDigest = try attributes.value(of: .messageDigest, "messageDigest")
        return try TimestampError.reading("the attributes contentType and messageDigest") {
            (try ASN1ObjectIdentifier(asn1Any: contentType), Array(try ASN1OctetString(asn1Any: messageDigest).bytes))
        }
    }

    /// What is signed names this certificate, everywhere that it names one.
    private func checkBinding(to signer: SignerCertificate) throws(TimestampError) {
        for identifier in try SigningCertificate.all(in: signedData.signer.attributes) { try identifier.check(signer) }
        guard let name = info.authorityName else { return }
        // RFC 3161 §2.4.2: "it MUST correspond to one of the subject names included in the certificate"
        guard try TimestampError.reading("the name of the authority", { try signer.isNamed(name) }) else {
            throw TimestampError(
                .signerMismatch,
                "the timestamp names another authority than its signer, \(signer.certificate.subject.excerpt())"
            )
        }
    }

    private func checkSignature(by certificate: X509Certificate) throws(TimestampError) {
        let signer = signedData.signer
        let scheme = try SignatureScheme(signer.signatureAlgorithm, digestAlgorithm: signer.digestAlgorithm)
        let key: PublicKey
        do {
            key = try certificate.publicKey()
        } catch {
            throw TimestampError(
                .unsupportedAlgorithm,
                "the key of the authority \(certificate.subject.excerpt()) is not used here",
                cause: error
            )
        }
        guard try scheme.isValid(signer.signature, for: signer.attributes.signedBytes, by: key) else {
            throw TimestampError(
                .invalidSignature,
                "the timestamp was not signed by \(certificate.subject.excerpt()), or was changed since"
            )
        }
    }
}
