// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
public import SignatureKeys
import SwiftASN1
import TextEncodings
package import X509

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One X.509 certificate, its DER kept as it arrived. Nothing about it is trusted.
///
/// Two are equal if their bytes are.
/// - SeeAlso: RFC 5280 §4.
public struct X509Certificate: Sendable {
    /// The largest certificate that is read.
    public static let maximumByteCount = 64 << 10

    private static let unsupported: [CertificateError.ErrorCode] = [
        .unsupportedPublicKeyAlgorithm, .unsupportedSignatureAlgorithm,
    ]

    /// The bytes as they arrived.
    public let der: [UInt8]
    /// The email addresses, URIs and DNS names it was issued for, in their order (RFC 5280 §4.2.1.6).
    public let subjectAlternativeNames: [String]
    /// The parsed form.
    package let x509: X509.Certificate
    /// The `SubjectPublicKeyInfo` as it stands in the certificate.
    let subjectPublicKeyInfo: [UInt8]

    /// Reads exactly one certificate.
    /// - Throws: `tooLarge`, `malformedCertificate`; `unsupportedAlgorithm` for a key or a signature that X509 does
    ///   not know: ML-DSA and RSA-PSS for instance.
    public init(der: [UInt8]) throws(CertificateTrustError) {
        guard der.count <= Self.maximumByteCount else {
            throw CertificateTrustError(
                .tooLarge,
                "a certificate of \(der.count) bytes exceeds the limit of \(Self.maximumByteCount)"
            )
        }
        do {
            let fields = try CertificateFields(der: der)
            guard fields.signatureAlgorithm == fields.signedSignatureAlgorithm else {
                throw CertificateTrustError(
                    .malformedCertificate,
                    "a certificate names one signature algorithm inside and another outside (RFC 5280 §4.1.1.2)"
                )
            }
            let certificate = try X509.Certificate(derEncoded: der)
            guard certificate.version == .v3 || certificate.extensions.isEmpty else {
                throw CertificateTrustError(
                    .malformedCertificate,
                    "a certificate has extensions but not version 3 (RFC 5280 §4.1.2.9)"
                )
            }
            (self.der, x509, subjectPublicKeyInfo) = (der, certificate, Array(fields.publicKey))
            subjectAlternativeNames = try certificate.extensions.subjectAlternativeNames?.compactMap(\.identity) ?? []
        } catch let error as CertificateTrustError {
            throw error
        } catch let error as CertificateError where Self.unsupported.contains(error.code) {
            throw CertificateTrustError(
                .unsupportedAlgorithm,
                """
                a certificate is for a key, or is signed, in a way that cannot be checked: only ECDSA on P-256, P-384 \
                and P-521, RSA PKCS#1 v1.5 and Ed25519 can
                """,
                cause: error
            )
        } catch {
            throw CertificateTrustError(
                .malformedCertificate,
                "\(der.count) bytes are not an X.509 certificate that can be used",
                cause: error
            )
        }
    }

    /// The key it certifies.
    /// - Throws: ``KeyError`` with code `unsupportedKey` for an RSA key of a size or exponent that is not taken, or
    ///   `malformedKey`.
    public func publicKey() throws(KeyError) -> PublicKey {
        try PublicKey(derSPKI: subjectPublicKeyInfo)
    }

    /// Whose key it certifies, as text like that of RFC 4514; may be empty. For people, not for comparing.
    public var subject: String { x509.subject.description }

    /// Who is said to have issued it, in the same form as ``subject``.
    public var issuer: String { x509.issuer.description }

    /// The first second of its validity.
    public var notValidBefore: Date { x509.notValidBefore }

    /// The last second of its validity.
    public var notValidAfter: Date { x509.notValidAfter }

    /// SHA-256 of ``der`` in lower-case hexadecimal.
    public var sha256Fingerprint: String {
        Hexadecimal.encode(Array(SHA256.hash(data: der)))
    }
}

extension X509Certificate: Hashable {
    /// Whether both are the same bytes.
    public static func == (a: Self, b: Self) -> Bool { a.der == b.der }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension X509Certificate {
    /// The longest name that an error message quotes.
    private static let maximumNameLength = 200

    /// The subject for an error message; without one (Fulcio's leaves), the first alternative name or the fingerprint.
    var name: String {
        let name = x509.subject.isEmpty ? subjectAlternativeNames.first ?? "" : subject
        return name.isEmpty ? "with SHA-256 \(sha256Fingerprint)" : Self.abbreviated(name)
    }

    /// The issuer for an error message.
    var issuerName: String { x509.issuer.isEmpty ? "without a name" : Self.abbreviated(issuer) }

    private static func abbreviated(_ name: String) -> String {
        name.excerpt(maximumNameLength)
    }
}

extension GeneralName {
    /// The name as text, if it is one that names a signer.
    fileprivate var identity: String? {
        switch self {
        case .rfc822Name(let name), .uniformResourceIdentifier(let name), .dnsName(let name): name
        default: nil
        }
    }
}
