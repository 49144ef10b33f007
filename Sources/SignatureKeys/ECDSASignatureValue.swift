// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// `ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` in DER (RFC 3279 §2.2.3).
///
/// Strict: positive integers in their fewest bytes and nothing after them, on every platform alike.
package struct ECDSASignatureValue {
    /// `r` and `s`, each filled with zeros on the left to a coordinate of the curve (IEEE P1363).
    package let raw: [UInt8]

    /// The longest signature: two P-521 scalars of 66 bytes with their headers.
    static let maximumByteCount = 3 + 2 * (2 + 66)

    /// Reads a signature; nil if it is not in DER or too long for the curve.
    init?(der: [UInt8], for algorithm: ECDSAAlgorithm) {
        guard der.count <= Self.maximumByteCount, let node = try? DER.parse(der) else { return nil }
        let integers = try? DER.sequence(node, identifier: .sequence) { nodes in
            [try ArraySlice<UInt8>(derEncoded: &nodes), try ArraySlice<UInt8>(derEncoded: &nodes)]
        }
        guard let integers else { return nil }
        var raw: [UInt8] = []
        for integer in integers {
            guard let padded = integer.leftPadded(toByteCount: algorithm.coordinateByteCount) else { return nil }
            raw += padded
        }
        self.raw = raw
    }

    /// Takes a signature as tokens make it (PKCS #11 v2.40 §2.3.1): `r` and `s`, each as long as a coordinate of the curve.
    ///
    /// - Throws: ``KeyError`` with code `malformedSignature` for another length.
    package init(raw: [UInt8], for algorithm: ECDSAAlgorithm) throws(KeyError) {
        guard raw.count == 2 * algorithm.coordinateByteCount else {
            throw KeyError(
                .malformedSignature,
                "found a signature of \(raw.count) bytes, expected \(2 * algorithm.coordinateByteCount) of a key on "
                    + algorithm.curveName
            )
        }
        self.raw = raw
    }

    /// The signature in DER.
    package var der: [UInt8] {
        let halves = [raw.prefix(raw.count / 2), raw.suffix(raw.count / 2)]
        let content = halves.reduce(into: [UInt8]()) { $0 += Self.integer($1) }
        return Self.element(0x30, content)
    }

    /// A positive `INTEGER` in its fewest bytes (X.690 §8.3).
    private static func integer(_ number: ArraySlice<UInt8>) -> [UInt8] {
        let digits = Array(number.drop { $0 == 0 })
        let isPadded = digits.first.map { $0 & 0x80 != 0 } ?? true
        return element(0x02, isPadded ? [0] + digits : digits)
    }

    /// A value of fewer than 256 bytes (X.690 §8.1.3), which all of these have.
    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = UInt8(truncatingIfNeeded: content.count)
        return (content.count < 0x80 ? [tag, length] : [tag, 0x81, length]) + content
    }
}

extension ArraySlice<UInt8> {
    /// A big-endian number in exactly `byteCount` bytes, or nil if it does not fit.
    func leftPadded(toByteCount byteCount: Int) -> [UInt8]? {
        let digits = drop { $0 == 0 }
        guard digits.count <= byteCount else { return nil }
        return [UInt8](repeating: 0, count: byteCount - digits.count) + digits
    }
}
