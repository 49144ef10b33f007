// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import TextEncodings
import X509

/// What Fulcio says about the identity that it issued a certificate to. Nothing about it is trusted.
///
/// Compare values byte by byte: equality of `String` is Unicode equivalence.
/// - SeeAlso: Fulcio, docs/oid-info.md, 1.3.6.1.4.1.57264.1.
public struct FulcioExtensions: Sendable {
    private let values: [Field: String]

    /// The value of a field, exactly as the certificate has it; `nil` if it is absent.
    public subscript(field: Field) -> String? { values[field] }

    /// Who vouched for the identity: the URI of the OpenID Connect issuer.
    public var issuer: String? { self[.issuer] }

    /// Reads the extensions that are there. Those of this arc that have no ``Field`` are passed over.
    /// - Throws: `malformedCertificate`, `conflictingIssuers`.
    init(_ certificate: X509Certificate) throws(CertificateTrustError) {
        var values: [Field: String] = [:]
        var oldIssuer: String?
        for element in certificate.x509.extensions {
            if element.oid == Field.oldIssuer {
                oldIssuer = try Self.text(element.value, of: element.oid, in: certificate)
            } else if let field = Field.byIdentifier[element.oid] {
                let value = field.isRaw ? element.value : try Self.string(element, in: certificate)
                values[field] = try Self.text(value, of: element.oid, in: certificate)
            }
        }
        if let issuer = values[.issuer], let oldIssuer, !issuer.hasSameBytes(as: oldIssuer) {
            throw CertificateTrustError(
                .conflictingIssuers,
                """
                certificate \(certificate.name) names two issuers of its identity: \(issuer.excerpt()) in \
                1.3.6.1.4.1.57264.1.8 and \(oldIssuer.excerpt()) in 1.3.6.1.4.1.57264.1.1
                """
            )
        }
        values[.issuer] = values[.issuer] ?? oldIssuer
        self.values = values
    }

    /// The content of one DER `UTF8String`.
    private static func string(
        _ element: Certificate.Extension,
        in certificate: X509Certificate
    ) throws(CertificateTrustError) -> ArraySlice<UInt8> {
        do {
            return try ASN1UTF8String(derEncoded: element.value).bytes
        } catch {
            throw CertificateTrustError(
                .malformedCertificate,
                "extension \("\(element.oid)".excerpt()) of certificate \(certificate.name) is not one DER UTF8String",
                cause: error
            )
        }
    }

    private static func text(
        _ bytes: ArraySlice<UInt8>,
        of identifier: ASN1ObjectIdentifier,
        in certificate: X509Certificate
    ) throws(CertificateTrustError) -> String {
        guard let text = bytes.withUnsafeBufferPointer({ String(utf8: $0) }) else {
            throw CertificateTrustError(
                .malformedCertificate,
                "extension \("\(identifier)".excerpt()) of certificate \(certificate.name) is not UTF-8"
            )
        }
        return text
    }
}

extension X509Certificate {
    /// What Fulcio says about the identity that it issued this certificate to.
    ///
    /// - Throws: `malformedCertificate`; `conflictingIssuers` if the old and the new extension name different ones.
    public var fulcio: FulcioExtensions {
        get throws(CertificateTrustError) { try FulcioExtensions(self) }
    }
}
