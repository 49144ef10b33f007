// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// `PrivateKeyInfo`, or PKCS#8 (RFC 5208 §5), and its second version with the public key (RFC 5958 §2).
///
///     OneAsymmetricKey ::= SEQUENCE {
///       version                   INTEGER { v1(0), v2(1) },
///       privateKeyAlgorithm       AlgorithmIdentifier,
///       privateKey                OCTET STRING,
///       attributes            [0] IMPLICIT Attributes OPTIONAL,
///       publicKey             [1] IMPLICIT BIT STRING OPTIONAL }
struct PrivateKeyInfo {
    let algorithm: AlgorithmIdentifier
    let privateKey: [UInt8]
    /// The public key's bits, if the second version carries them: of an elliptic curve key, the encoded point.
    let publicKey: [UInt8]?

    init(der: [UInt8]) throws(KeyError) {
        self = try decodeKey("a PKCS#8 private key", from: der) { node in
            try DER.sequence(node, identifier: .sequence) { nodes in
                let version = try Int(derEncoded: &nodes)
                guard (0...1).contains(version) else {
                    throw KeyError(.malformedKey, "found version \(version) of a PKCS#8 private key, expected 0 or 1")
                }
                let algorithm = try AlgorithmIdentifier(derEncoded: &nodes)
                let privateKey = try ASN1OctetString(derEncoded: &nodes).bytes
                DER.optionalImplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { _ in }
                let publicKey: ASN1BitString? = try DER.optionalImplicitlyTagged(
                    &nodes,
                    tag: ASN1Identifier(tagWithNumber: 1, tagClass: .contextSpecific)
                )
                return Self(
                    algorithm: algorithm,
                    privateKey: Array(privateKey),
                    publicKey: publicKey.map { Array($0.bytes) }
                )
            }
        }
    }

    private init(algorithm: AlgorithmIdentifier, privateKey: [UInt8], publicKey: [UInt8]?) {
        (self.algorithm, self.privateKey, self.publicKey) = (algorithm, privateKey, publicKey)
    }

    /// Writes the first version in DER.
    ///
    /// - Parameters:
    ///   - parameters: Those of the algorithm; nil for none.
    ///   - key: Writes what the algorithm's private key is (RFC 8410 §7, RFC 8017 §A.1.2, RFC 9881 §6).
    static func der(
        _ algorithm: ASN1ObjectIdentifier,
        parameters: (any DERSerializable)? = nil,
        key: (inout DER.Serializer) throws -> Void
    ) throws(KeyError) -> [UInt8] {
        do {
            var content = DER.Serializer()
            try key(&content)
            var serializer = DER.Serializer()
            try serializer.appendConstructedNode(identifier: .sequence) { info in
                try info.serialize(0)
                try info.appendConstructedNode(identifier: .sequence) { identifier in
                    try identifier.serialize(algorithm)
                    if let parameters { try identifier.serialize(parameters) }
                }
                try info.serialize(ASN1OctetString(contentBytes: content.serializedBytes[...]))
            }
            return serializer.serializedBytes
        } catch {
            throw KeyError(.malformedKey, "the private key cannot be written in DER", cause: error)
        }
    }
}
