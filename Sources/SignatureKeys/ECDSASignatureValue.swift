// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// `ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` in DER (RFC 3279 §2.2.3).
///
/// Strict: positive integers in their fewest bytes and nothing after them, on every platform alike.
struct ECDSASignatureValue {
    /// `r` and `s`, each filled with zeros on the left to a coordinate of the curve (IEEE P1363).
    let raw: [UInt8]

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
}

extension ArraySlice<UInt8> {
    /// A big-endian number in exactly `byteCount` bytes, or nil if it does not fit.
    func leftPadded(toByteCount byteCount: Int) -> [UInt8]? {
        let digits = drop { $0 == 0 }
        guard digits.count <= byteCount else { return nil }
        return [UInt8](repeating: 0, count: byteCount - digits.count) + digits
    }
}
