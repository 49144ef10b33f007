// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// One signature of CMS, and what is signed beside the content.
///
/// ```
/// SignerInfo ::= SEQUENCE { version INTEGER, sid SignerIdentifier, digestAlgorithm AlgorithmIdentifier,
///     signedAttrs [0] IMPLICIT SET OF Attribute, signatureAlgorithm AlgorithmIdentifier, signature OCTET STRING,
///     unsignedAttrs [1] IMPLICIT SET OF Attribute OPTIONAL }
/// ```
/// Signed attributes are required because the content is not plain data; unsigned ones are not looked at.
/// - SeeAlso: RFC 5652 §5.3.
struct SignerInfo: Sendable {
    let identifier: SignerIdentifier
    let digestAlgorithm: AlgorithmIdentifier
    let attributes: SignedAttributes
    let signatureAlgorithm: AlgorithmIdentifier
    let signature: [UInt8]

    /// - Throws: `malformed`, `missingAttribute`, or an `ASN1Error`.
    init(derEncoded node: ASN1Node) throws {
        self = try DER.sequence(node, identifier: .sequence) { try Self(&$0) }
    }

    private init(_ nodes: inout ASN1NodeCollection.Iterator) throws {
        let version = try Int(derEncoded: &nodes)
        identifier = try SignerIdentifier(derEncoded: nodes.required("the signer's identifier"))
        // "If the SignerIdentifier is the CHOICE issuerAndSerialNumber, then the version MUST be 1. If … 3."
        guard version == identifier.signerInfoVersion else {
            throw TimestampError(
                .malformed,
                "the signature has version \(version) and not \(identifier.signerInfoVersion) (RFC 5652 §5.3)"
            )
        }
        digestAlgorithm = try AlgorithmIdentifier(derEncoded: &nodes)
        guard let attributes = nodes.next(if: .context(0)) else {
            throw TimestampError(.missingAttribute, "the signature has no signed attributes (RFC 5652 §5.3)")
        }
        self.attributes = try SignedAttributes(derEncoded: attributes)
        signatureAlgorithm = try AlgorithmIdentifier(derEncoded: &nodes)
        signature = Array(try ASN1OctetString(derEncoded: &nodes).bytes)
        if let unsigned = nodes.next(if: .context(1)) { _ = try unsigned.children }
    }
}
