// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

extension JSONParser {
    /// Reads a string (RFC 8259 §7) that starts at `position`, and unescapes it.
    mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        let first = try unescapedRun()
        guard peek() != UInt8(ascii: "\"") else {
            position += 1
            return try decoded(bytes[first], at: start)
        }
        var content = Array(bytes[first])
        while !skip(UInt8(ascii: "\"")) {
            try appendEscape(to: &content)
            content += bytes[try unescapedRun()]
        }
        return try decoded(content[...], at: start)
    }

    /// Moves to the next quotation mark or backslash.
    private mutating func unescapedRun() throws(JSONError) -> Range<Int> {
        let start = position
        let end = bytes.withUnsafeBufferPointer { buffer in
            buffer[start...].firstIndex { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        }
        position = end ?? bytes.count
        guard end != nil, peek() >= 0x20 else { throw unexpected("the rest of a string") }
        return start..<position
    }

    private func decoded(_ content: ArraySlice<UInt8>, at start: Int) throws(JSONError) -> String {
        guard let string = content.withUnsafeBufferPointer(String.init(utf8:)) else {
            throw JSONError(.invalidUTF8, "the string at byte \(start) is not UTF-8")
        }
        return string
    }

    /// Reads a backslash and what it escapes.
    private mutating func appendEscape(to content: inout [UInt8]) throws(JSONError) {
        position += 1
        switch peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(peek())
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar()
            content.append(contentsOf: String(Character(scalar)).utf8)
            return
        default: throw unexpected("an escape")
        }
        position += 1
    }

    /// Reads `uXXXX`, or `uXXXX\uXXXX` for a surrogate pair.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let start = position
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        guard UTF16.isLeadSurrogate(first), skip(UInt8(ascii: "\\")), peek() == UInt8(ascii: "u") else {
            throw unpairedSurrogate(at: start)
        }
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw unpairedSurrogate(at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    /// Reads `u` and four hexadecimal digits.
    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(peek())).hexDigitValue else {
                throw unexpected("four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private func unpairedSurrogate(at offset: Int) -> JSONError {
        JSONError(.invalidUTF8, "the escape at byte \(offset) is half of a surrogate pair")
    }
}
