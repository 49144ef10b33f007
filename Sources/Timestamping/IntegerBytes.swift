// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// An INTEGER of any length, as the bytes of its one DER encoding: two's complement, the fewest bytes (X.690 §8.3).
struct IntegerBytes: ASN1IntegerRepresentable, Hashable, Sendable {
    static let isSigned = true

    let bytes: [UInt8]

    init(derIntegerBytes: ArraySlice<UInt8>) {
        bytes = Array(derIntegerBytes)
    }

    init(berIntegerBytes: ArraySlice<UInt8>) {
        bytes = Array(berIntegerBytes)
    }

    /// A number without a sign, big-endian, with or without zeros before it.
    init(unsigned magnitude: [UInt8]) {
        let digits = magnitude.drop { $0 == 0 }
        let isNegativeAsItStands = digits.first.map { $0 & 0x80 != 0 } ?? true
        bytes = (isNegativeAsItStands ? [0] : []) + digits
    }

    func withBigEndianIntegerBytes<Result>(_ body: ([UInt8]) throws -> Result) rethrows -> Result {
        try body(bytes)
    }
}
