// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
package import X509

extension Certificate.PublicKey {
    /// An RSA key whose exponent, 2^32 + 1, is longer than `SignatureKeys` takes; nobody has its private half.
    package static func withUnsupportedExponent() throws -> Certificate.PublicKey {
        let modulus: [UInt8] = [0x80] + [UInt8](repeating: 0, count: 254) + [1]
        var key = DER.Serializer()
        try key.appendConstructedNode(identifier: .sequence) { numbers in
            try numbers.serialize(modulus[...])
            try numbers.serialize((1 << 32) + 1)
        }
        var info = DER.Serializer()
        try info.appendConstructedNode(identifier: .sequence) { info in
            try info.appendConstructedNode(identifier: .sequence) { algorithm in
                try algorithm.serialize([1, 2, 840, 113549, 1, 1, 1] as ASN1ObjectIdentifier)
                try algorithm.serialize(ASN1Null())
            }
            try info.serialize(ASN1BitString(bytes: key.serializedBytes[...]))
        }
        return try Certificate.PublicKey(
            pemEncoded: PEMDocument(type: "PUBLIC KEY", derBytes: info.serializedBytes).pemString
        )
    }
}
