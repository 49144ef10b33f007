// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Decodes base64 one symbol at a time (RFC 4648 §4): padded, and with the unused bits zero.
struct Base64Decoder {
    private(set) var bytes: [UInt8] = []
    /// The bits of the symbols of an unfinished group of four.
    private var bits: UInt32 = 0
    private var symbolCount = 0
    private var paddingCount = 0

    /// Takes one symbol; false if it cannot stand at this place.
    mutating func append(_ symbol: UInt8) -> Bool {
        if symbol == UInt8(ascii: "=") {
            guard symbolCount >= 2, symbolCount + paddingCount < 4 else { return false }
            paddingCount += 1
            return true
        }
        guard paddingCount == 0, let value = Self.value(of: symbol) else { return false }
        bits = bits << 6 | value
        symbolCount += 1
        if symbolCount == 4 {
            bytes.append(contentsOf: [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)])
            (bits, symbolCount) = (0, 0)
        }
        return true
    }

    /// Ends the text; false if a group is unfinished or its unused bits are not zero.
    mutating func finish() -> Bool {
        switch (symbolCount, paddingCount) {
        case (0, 0):
            return true
        case (2, 2) where bits & 0xF == 0:
            bytes.append(UInt8(bits >> 4 & 0xFF))
            return true
        case (3, 1) where bits & 0x3 == 0:
            bytes.append(contentsOf: [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)])
            return true
        default:
            return false
        }
    }

    private static func value(of symbol: UInt8) -> UInt32? {
        switch symbol {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(symbol - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(symbol - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(symbol - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
