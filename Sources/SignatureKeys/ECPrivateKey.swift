// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// `ECPrivateKey` of SEC 1 §C.4 (RFC 5915 §3).
///
///     ECPrivateKey ::= SEQUENCE {
///       version        INTEGER { ecPrivkeyVer1(1) },
///       privateKey     OCTET STRING,
///       parameters [0] ECParameters {{ NamedCurve }} OPTIONAL,
///       publicKey  [1] BIT STRING OPTIONAL }
struct ECPrivateKey {
    /// The scalar, big-endian.
    let scalar: ArraySlice<UInt8>
    /// The curve, if the structure names one.
    let curve: ECDSAAlgorithm?
    /// The encoded point, if the structure carries it.
    let publicPoint: [UInt8]?

    init(der: [UInt8]) throws(KeyError) {
        self = try decodeKey("an EC private key (RFC 5915)", from: der) { node in
            try DER.sequence(node, identifier: .sequence) { nodes in
                let version = try Int(derEncoded: &nodes)
                guard version == 1 else {
                    throw KeyError(.malformedKey, "found version \(version) of an EC private key, expected 1")
                }
                let scalar = try ASN1OctetString(derEncoded: &nodes).bytes
                let curve = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) {
                    try ECDSAAlgorithm(curveParameters: $0)
                }
                let point = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 1, tagClass: .contextSpecific) {
                    Array(try ASN1BitString(derEncoded: $0).bytes)
                }
                return Self(scalar: scalar, curve: curve, publicPoint: point)
            }
        }
    }

    private init(scalar: ArraySlice<UInt8>, curve: ECDSAAlgorithm?, publicPoint: [UInt8]?) {
        (self.scalar, self.curve, self.publicPoint) = (scalar, curve, publicPoint)
    }
}
