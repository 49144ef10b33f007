// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A JSON number, kept as it was spelled.
///
/// `1`, `1.0` and `1e0` are three different values here: equality compares literals.
package struct JSONNumber: Sendable, Equatable {
    /// The spelling, always within the grammar of RFC 8259 §6.
    package let literal: String

    package init(_ value: Int64) {
        literal = String(value)
    }

    /// Only for a literal that follows the grammar.
    init(uncheckedLiteral literal: String) {
        self.literal = literal
    }

    /// The value of a literal without fraction and exponent; nil when it has either or is out of range.
    package var integer: Int64? {
        Int64(literal)
    }

    /// The value when it is exactly an integer in range, however it is spelled: also `2.0`, `1e3` and `1200e-2`.
    ///
    /// The work is linear in the length of the literal, whatever its exponent.
    package var integralValue: Int64? {
        let (isNegative, digits, scale) = normalized
        // The last digit is not zero, so a negative scale leaves a fraction, and a large one leaves the range.
        guard !digits.isEmpty else { return 0 }
        guard digits.count <= Self.maximumDigitCount, 0...Int64(Self.maximumDigitCount) ~= scale else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard let next = Self.appending(digit, to: value, isNegative: isNegative) else { return nil }
            value = next
        }
        for _ in 0..<scale {
            guard let next = Self.appending(0, to: value, isNegative: isNegative) else { return nil }
            value = next
        }
        return value
    }
}

extension JSONNumber {
    /// The number of decimal digits in the greatest `Int64`.
    private static let maximumDigitCount = 19
    /// Exponents stop here: far more than the digits of any input can make up for.
    private static let exponentCeiling: Int64 = 1 << 48

    private static func appending(_ digit: UInt8, to value: Int64, isNegative: Bool) -> Int64? {
        let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        let (sum, carry) =
            isNegative
            ? shifted.subtractingReportingOverflow(Int64(digit)) : shifted.addingReportingOverflow(Int64(digit))
        return carry ? nil : sum
    }

    /// The number as `±digits × 10^scale`, without zeros at either end of the digits; zero has no digits.
    private var normalized: (isNegative: Bool, digits: ArraySlice<UInt8>, scale: Int64) {
        var digits: [UInt8] = []
        var isNegative = false
        var isFraction = false
        var fractionDigitCount: Int64 = 0
        var rest = literal.utf8[...]
        scan: while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
            default:
                digits.append(byte &- UInt8(ascii: "0"))
                if isFraction { fractionDigitCount += 1 }
            }
        }
        let end = (digits.lastIndex { $0 != 0 }).map { $0 + 1 } ?? 0
        let start = digits.firstIndex { $0 != 0 } ?? end
        let scale = Self.exponent(rest) - fractionDigitCount + Int64(digits.count - end)
        return (isNegative, digits[start..<end], scale)
    }

    /// The value of what follows `e`, within ±`exponentCeiling`.
    private static func exponent(_ text: Substring.UTF8View) -> Int64 {
        var magnitude: Int64 = 0
        var isNegative = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): continue
            default: magnitude = min(magnitude * 10 + Int64(byte &- UInt8(ascii: "0")), exponentCeiling)
            }
        }
        return isNegative ? -magnitude : magnitude
    }
}
