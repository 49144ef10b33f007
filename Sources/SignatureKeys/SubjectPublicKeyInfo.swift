// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// `SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }` (RFC 5280 §4.1.2.7).
struct SubjectPublicKeyInfo {
    let algorithm: AlgorithmIdentifier
    /// The content of the bit string, whose form depends on the algorithm.
    let key: [UInt8]

    /// - Throws: ``KeyError`` with code `tooLarge` or `malformedKey`.
    init(der: [UInt8]) throws(KeyError) {
        self = try decodeKey("a public key", from: der) { node in
            try DER.sequence(node, identifier: .sequence) { nodes in
                let algorithm = try AlgorithmIdentifier(derEncoded: &nodes)
                let bits = try ASN1BitString(derEncoded: &nodes)
                guard bits.paddingBits == 0 else {
                    throw KeyError(.malformedKey, "the public key's bits are not whole bytes")
                }
                return Self(algorithm: algorithm, key: Array(bits.bytes))
            }
        }
    }

    private init(algorithm: AlgorithmIdentifier, key: [UInt8]) { (self.algorithm, self.key) = (algorithm, key) }

    /// Writes the structure in DER.
    ///
    /// - Parameter parameters: those of the algorithm; nil for none.
    /// - Throws: ``KeyError`` with code `malformedKey`; nothing that is written here makes it do so.
    static func der(
        _ algorithm: ASN1ObjectIdentifier,
        parameters: (any DERSerializable)? = nil,
        key: [UInt8]
    ) throws(KeyError) -> [UInt8] {
        do {
            var serializer = DER.Serializer()
            try serializer.appendConstructedNode(identifier: .sequence) { info in
                try info.appendConstructedNode(identifier: .sequence) { identifier in
                    try identifier.serialize(algorithm)
                    if let parameters { try identifier.serialize(parameters) }
                }
                try info.serialize(ASN1BitString(bytes: key[...]))
            }
            return serializer.serializedBytes
        } catch {
            throw KeyError(.malformedKey, "the public key cannot be written in DER", cause: error)
        }
    }
}
