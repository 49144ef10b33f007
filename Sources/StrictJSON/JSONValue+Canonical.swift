// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

extension JSONValue {
    /// The value in canonical JSON, which TUF's signatures cover: one spelling for each value.
    ///
    /// Members are sorted by the bytes of their names, there is no whitespace, strings are UTF-8 in which `\` and `"` alone
    /// are escaped, and numbers are integers of any length.
    /// - Throws: `invalidValue` for a number with a fraction or an exponent, even one like `1.0`.
    /// - SeeAlso: wiki.laptop.org, "Canonical JSON"; TUF 1.0.34 §4.1.
    package func canonicalized() throws(JSONError) -> [UInt8] {
        var writer = CanonicalWriter()
        try writer.write(self)
        return writer.output
    }
}

private struct CanonicalWriter {
    var output: [UInt8] = []

    mutating func write(_ value: JSONValue) throws(JSONError) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let bool): output += (bool ? "true" : "false").utf8
        case .number(let number): try write(number)
        case .string(let string): write(string)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                try write(element)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            for (index, member) in object.members.sorted(by: { $0.key.hasBytesBefore($1.key) }).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                write(member.key)
                output.append(UInt8(ascii: ":"))
                try write(member.value)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// An integer has one spelling in JSON, but for zero.
    private mutating func write(_ number: JSONNumber) throws(JSONError) {
        let literal = number.literal
        guard !literal.utf8.contains(where: Self.isFractionOrExponent) else {
            throw JSONError(
                .invalidValue,
                "\(literal.excerpt()) is not an integer, and canonical JSON has no other numbers"
            )
        }
        output += (literal == "-0" ? "0" : literal).utf8
    }

    private static func isFractionOrExponent(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte)
    }

    private mutating func write(_ string: String) {
        output.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { output.append(UInt8(ascii: "\\")) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }
}
