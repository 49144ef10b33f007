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
    /// The encoded point, if the second version carries it.
    let publicPoint: [UInt8]?

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
                let point: ASN1BitString? = try DER.optionalImplicitlyTagged(
                    &nodes,
                    tag: ASN1Identifier(tagWithNumber: 1, tagClass: .contextSpecific)
                )
                return Self(
                    algorithm: algorithm,
                    privateKey: Array(privateKey),
                    publicPoint: point.map { Array($0.bytes) }
                )
            }
        }
    }

    private init(algorithm: AlgorithmIdentifier, privateKey: [UInt8], publicPoint: [UInt8]?) {
        (self.algorithm, self.privateKey, self.publicPoint) = (algorithm, privateKey, publicPoint)
    }
}
