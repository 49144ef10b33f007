// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
package import SignatureKeys

extension SignedCertificateTimestamp {
    /// Verifies that a log's key promised to include the precertificate of `leaf`.
    ///
    /// A log signs with ECDSA or with RSASSA-PKCS1-v1_5, both over SHA-256 (RFC 6962 §2.1.4); RSA keys under 2048 bits
    /// are no ``PublicKey``. Ed25519, which TLS has numbers for (RFC 8422), is not among them.
    /// - Parameters:
    ///   - leaf: The certificate that this timestamp is about.
    ///   - issuer: The certificate of the key that signed `leaf`.
    ///   - key: The key of the log of this ``logID``.
    ///   - entry: What of it the log took.
    /// - Throws: `unsupportedSCTAlgorithm`, `invalidSCT`, `malformedCertificate`.
    package func verify(
        leaf: X509Certificate,
        issuer: X509Certificate,
        key: PublicKey,
        entry: LoggedForm = .precertificate
    ) throws(CertificateTrustError) {
        guard algorithm.hash == Algorithm.sha256, let keys = algorithm.keys else {
            throw CertificateTrustError(
                .unsupportedSCTAlgorithm,
                """
                a signed certificate timestamp of certificate \(leaf.name) is signed with hash \(algorithm.hash) and \
                signature algorithm \(algorithm.signature), which are not among those of RFC 6962 §2.1.4
                """
            )
        }
        guard keys.contains(key.algorithm) else {
            throw CertificateTrustError(
                .invalidSCT,
                """
                a signed certificate timestamp of certificate \(leaf.name) claims another algorithm than that of its \
                log's key, \(key.algorithm)
                """
            )
        }
        let message = try signedBytes(entry, leaf: leaf, issuer: issuer)
        guard key.isValidSignature(signature, for: message, hashedWith: .sha256) else {
            throw CertificateTrustError(
                .invalidSCT,
                """
                a signed certificate timestamp of certificate \(leaf.name) is not signed by its log's key: the \
                certificate, its issuer or the log is another one
                """
            )
        }
    }

    /// What a log took: a certificate before it had the timestamp, which then became a part of it, or the certificate.
    package enum LoggedForm: Sendable {
        case precertificate
        case certificate
    }

    /// What is under the signature.
    ///
    /// ```
    /// struct { Version sct_version; SignatureType signature_type = certificate_timestamp; uint64 timestamp;
    ///          LogEntryType entry_type; select (entry_type) { case x509_entry: ASN.1Cert; case precert_entry: PreCert; };
    ///          CtExtensions extensions; }
    /// opaque ASN.1Cert<1..2^24-1>;
    /// struct { opaque issuer_key_hash[32]; TBSCertificate tbs_certificate<1..2^24-1>; } PreCert;
    /// ```
    /// - SeeAlso: RFC 6962 §3.2.
    private func signedBytes(
        _ entry: LoggedForm,
        leaf: X509Certificate,
        issuer: X509Certificate
    ) throws(CertificateTrustError) -> [UInt8] {
        let certificateTimestamp: UInt8 = 0
        let (entryType, prefix, certificate): ([UInt8], [UInt8], [UInt8]) =
            switch entry {
            case .certificate: ([0, 0], [], leaf.der)
            case .precertificate:
                ([0, 1], Array(SHA256.hash(data: issuer.subjectPublicKeyInfo)), try Precertificate(of: leaf).bytes)
            }
        // A certificate has at most 64 KiB and extensions came with a length of two bytes: both lengths fit.
        return [UInt8(Self.version), certificateTimestamp] + Self.bigEndian(milliseconds, byteCount: 8)
            + entryType + prefix + Self.bigEndian(UInt64(certificate.count), byteCount: 3) + certificate
            + Self.bigEndian(UInt64(extensions.count), byteCount: 2) + extensions
    }

    private static func bigEndian(_ number: UInt64, byteCount: Int) -> [UInt8] {
        (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }
}

extension SignedCertificateTimestamp.Algorithm {
    static let sha256: UInt8 = 4
    static let rsa: UInt8 = 1
    static let ecdsa: UInt8 = 3

    /// The keys that sign so; `nil` if RFC 6962 knows no such signature.
    ///
    /// It names P-256 alone, but logs of private instances have keys on larger curves, and sign SHA-256 all the same.
    fileprivate var keys: Set<SignatureAlgorithm>? {
        switch signature {
        case Self.ecdsa: [.ecdsaP256SHA256, .ecdsaP384SHA384, .ecdsaP521SHA512]
        case Self.rsa: [.rsaPKCS1SHA256]
        default: nil
        }
    }
}
