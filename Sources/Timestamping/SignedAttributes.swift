// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// The attributes that a signature of CMS covers, and through them the content.
///
/// `SignedAttributes ::= SET SIZE (1..MAX) OF Attribute`,
/// `Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF ANY }`
///
/// RFC 5652 §5.3: "SignedAttributes MUST be DER encoded, even if the rest of the structure is BER encoded." A set that
/// is not sorted is therefore refused rather than sorted: then the bytes that arrived are the bytes that were signed.
struct SignedAttributes: Sendable {
    /// The most attributes; authorities sign four to six.
    static let maximumCount = 32

    /// What is signed. RFC 5652 §5.4: "The IMPLICIT [0] tag in the signedAttrs is not used for the DER encoding, rather
    /// an EXPLICIT SET OF tag is used": the same bytes with another first one.
    let signedBytes: [UInt8]
    private let attributes: [Attribute]

    private struct Attribute: DERParseable {
        let type: ASN1ObjectIdentifier
        let values: [ASN1Any]

        init(derEncoded node: ASN1Node) throws {
            (type, values) = try DER.sequence(node, identifier: .sequence) { nodes in
                (try ASN1ObjectIdentifier(derEncoded: &nodes), try DER.set(identifier: .set, nodes: &nodes))
            }
        }
    }

    /// - Throws: `malformed`, or an `ASN1Error`, also if a set is not sorted.
    init(derEncoded node: ASN1Node) throws {
        attributes = try DER.set(identifier: .context(0), rootNode: node)
        guard (1...Self.maximumCount).contains(attributes.count) else {
            throw TimestampError(
                .malformed,
                "the signature covers \(attributes.count) attributes, and there may be 1 to \(Self.maximumCount)"
            )
        }
        // A constructed node [0] begins with the one byte A0.
        signedBytes = [0x31] + node.encodedBytes.dropFirst()
    }

    /// The one value of an attribute that must be there.
    /// - Throws: `missingAttribute`, `malformed`.
    func value(of type: ASN1ObjectIdentifier, _ name: String) throws(TimestampError) -> ASN1Any {
        guard let value = try optionalValue(of: type, name) else {
            throw TimestampError(.missingAttribute, "the signature does not cover the attribute \(name)")
        }
        return value
    }

    /// The one value of an attribute that may be there once.
    ///
    /// RFC 5652 §11.1: the attributes "MUST NOT include multiple instances", and one "MUST have a single attribute value".
    /// - Throws: `malformed`.
    func optionalValue(of type: ASN1ObjectIdentifier, _ name: String) throws(TimestampError) -> ASN1Any? {
        let matches = attributes.filter { $0.type == type }
        guard let attribute = matches.first else { return nil }
        guard matches.count == 1, attribute.values.count == 1, let value = attribute.values.first else {
            throw TimestampError(
                .malformed,
                "the attribute \(name) is there \(matches.count) times, the first with \(attribute.values.count) values"
            )
        }
        return value
    }
}
