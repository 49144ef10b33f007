// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import X509

/// The certificate that was shown to the logs before the final one was issued, as far as they sign it.
///
/// It is the final one's `TBSCertificate` without the extension that holds their timestamps; all else is kept byte for
/// byte, and only the lengths around the extensions are encoded anew.
/// - SeeAlso: RFC 6962 §3.2, "it is also possible to reconstruct this TBSCertificate from the final certificate".
struct Precertificate {
    /// A DER `TBSCertificate`.
    let bytes: [UInt8]

    /// - Throws: `malformedCertificate`.
    init(of certificate: X509Certificate) throws(CertificateTrustError) {
        do {
            bytes = try Self.withoutTimestamps(DER.parse(certificate.x509.tbsCertificateBytes))
        } catch {
            throw CertificateTrustError(
                .malformedCertificate,
                "the fields of certificate \(certificate.name) cannot be read one by one",
                cause: error
            )
        }
    }

    /// `TBSCertificate ::= SEQUENCE { …, extensions [3] EXPLICIT SEQUENCE OF Extension OPTIONAL }`
    private static func withoutTimestamps(_ certificate: ASN1Node) throws -> [UInt8] {
        let extensions = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { output in
            for field in try children(of: certificate) {
                if field.identifier == extensions {
                    try append(withoutTimestamps(extensions: field), to: &output)
                } else {
                    output.serializeRawBytes(field.encodedBytes)
                }
            }
        }
        return serializer.serializedBytes
    }

    /// The extensions to keep, each as it arrived.
    private static func withoutTimestamps(extensions: ASN1Node) throws -> [ASN1Node] {
        let list = try children(of: extensions)
        guard let sequence = list.first, list.count == 1 else {
            throw ASN1Error.invalidASN1Object(reason: "a tag of extensions holds one list")
        }
        return try children(of: sequence).filter { node in
            try children(of: node).first.map { try ASN1ObjectIdentifier(derEncoded: $0) } != .timestampList
        }
    }

    /// Extensions are at least one or absent (RFC 5280 §4.1).
    private static func append(_ extensions: [ASN1Node], to output: inout DER.Serializer) throws {
        guard !extensions.isEmpty else { return }
        let tag = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
        output.appendConstructedNode(identifier: tag) { output in
            output.appendConstructedNode(identifier: .sequence) { output in
                for element in extensions { output.serializeRawBytes(element.encodedBytes) }
            }
        }
    }

    private static func children(of node: ASN1Node) throws -> [ASN1Node] {
        guard case .constructed(let children) = node.content else {
            throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        return Array(children)
    }
}

extension ASN1ObjectIdentifier {
    /// The extension of signed certificate timestamps (RFC 6962 §3.3).
    static let timestampList: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2]
}
