// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

extension FuzzTarget {
    /// A value that was read is the same after it was written, in either layout; its numbers mean what they say.
    static func json(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: input)
        } catch {
            return .refused(error)
        }
        try checkNumbers(in: value)
        for isPretty in [false, true] {
            let written = value.serialized(pretty: isPretty)
            let again = try? JSONValue(parsing: written)
            try require(again == value, "JSON that was written reads as the same value (pretty: \(isPretty))")
        }
        return .accepted
    }

    /// Compares the integers with what the standard library makes of the same literals.
    private static func checkNumbers(in value: JSONValue) throws(BrokenProperty) {
        switch value {
        case .array(let elements):
            for element in elements { try checkNumbers(in: element) }
        case .object(let object):
            for member in object.members { try checkNumbers(in: member.value) }
        case .number(let number):
            let integer = Int64(number.literal)
            try require(number.integer == integer, "an integer is the number it is spelled as")
            let integral = number.integralValue
            try require(integer == nil || integral == integer, "an integer is integral")
            let isExact = integral.map { Double($0) == Double(number.literal) } ?? true
            try require(isExact, "an integral number is its value")
        case .null, .bool, .string:
            return
        }
    }
}
