// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

extension TestKey {
    /// The other signature `(r, n - s)` over the same message, which is as valid; P-256 alone.
    package static func negated(_ signature: [UInt8]) throws -> [UInt8] {
        let raw = Array(try P256.Signing.ECDSASignature(derRepresentation: signature).rawRepresentation)
        var (s, borrow) = (Array(raw[32...]), 0)
        for index in (0..<32).reversed() {
            let difference = Int(order[index]) - Int(s[index]) - borrow
            (s[index], borrow) = (UInt8(truncatingIfNeeded: difference), difference < 0 ? 1 : 0)
        }
        return Array(try P256.Signing.ECDSASignature(rawRepresentation: raw[..<32] + s).derRepresentation)
    }

    /// n of P-256.
    private static let order: [UInt8] = [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ]

    /// SubjectPublicKeyInfo of an RSA key that may sign with PSS alone: id-RSASSA-PSS, without parameters.
    package func pssPublicKeyInfo() throws -> [UInt8] {
        TestDER.sequence(TestDER.algorithm("1.2.840.113549.1.1.10"), TestDER.bits(try rawPublicKey()))
    }
}
