// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// One pass over the bytes of a JSON text, by recursive descent.
///
/// Each function starts at `position`, reads one production of the grammar and leaves `position` after it.
struct JSONParser {
    let bytes: [UInt8]
    let limits: JSONLimits
    /// The offset of the next byte; at most `bytes.count`.
    var position = 0
    private var valueCount = 0

    init(bytes: [UInt8], limits: JSONLimits) {
        (self.bytes, self.limits) = (bytes, limits)
    }

    /// Reads `JSON-text = ws value ws` (RFC 8259 §2), which must be all there is.
    mutating func document() throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.maximumByteCount else {
            let message = "the document has \(bytes.count) bytes, more than \(limits.maximumByteCount)"
            throw JSONError(.tooLarge, message)
        }
        skipWhitespace()
        let value = try value(depth: 0)
        skipWhitespace()
        guard position == bytes.count else {
            throw JSONError(.trailingBytes, "the document goes on after its value at byte \(position)")
        }
        return value
    }

    /// Reads a value inside `depth` open arrays and objects.
    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        valueCount += 1
        guard valueCount <= limits.maximumValueCount else {
            throw JSONError(.tooLarge, "the document has more than \(limits.maximumValueCount) values")
        }
        switch peek() {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try checkDepth(depth)
        position += 1
        var elements: [JSONValue] = []
        skipWhitespace()
        if skip(UInt8(ascii: "]")) { return elements }
        repeat {
            skipWhitespace()
            elements.append(try value(depth: depth))
            skipWhitespace()
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw unexpected("',' or ']'") }
        return elements
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        try checkDepth(depth)
        position += 1
        var members: [JSONObject.Member] = []
        var seen = SeenKeys()
        skipWhitespace()
        if skip(UInt8(ascii: "}")) { return JSONObject(uncheckedMembers: members) }
        members.reserveCapacity(4)
        repeat {
            skipWhitespace()
            let key = try key(after: members, seen: &seen)
            skipWhitespace()
            guard skip(UInt8(ascii: ":")) else { throw unexpected("':'") }
            skipWhitespace()
            members.append(JSONObject.Member(key: key, value: try value(depth: depth)))
            skipWhitespace()
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw unexpected("',' or '}'") }
        return JSONObject(uncheckedMembers: members)
    }

    private mutating func key(after members: [JSONObject.Member], seen: inout SeenKeys) throws(JSONError) -> String {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("a member name") }
        let start = position
        let key = try string()
        guard seen.insert(key, after: members) else {
            throw JSONError(.duplicateKey, "an object names '\(key.excerpt())' a second time at byte \(start)")
        }
        return key
    }

    /// Reads a number and keeps its spelling (RFC 8259 §6).
    private mutating func number() throws(JSONError) -> JSONNumber {
        let start = position
        _ = skip(UInt8(ascii: "-"))
        if skip(UInt8(ascii: "0")) {
            if case UInt8(ascii: "0")...UInt8(ascii: "9") = peek() { throw unexpected("no digit after a leading zero") }
        } else {
            try digits()
        }
        if skip(UInt8(ascii: ".")) { try digits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
            try digits()
        }
        return JSONNumber(uncheckedLiteral: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// Reads one digit or more.
    private mutating func digits() throws(JSONError) {
        let start = position
        while case UInt8(ascii: "0")...UInt8(ascii: "9") = peek() { position += 1 }
        guard position > start else { throw unexpected("a digit") }
    }

    private mutating func literal(_ name: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[position...].starts(with: name.utf8) else { throw unexpected("a value") }
        position += name.utf8.count
        return value
    }

    private func checkDepth(_ depth: Int) throws(JSONError) {
        guard depth <= limits.maximumDepth else {
            let message = "arrays and objects are nested more than \(limits.maximumDepth) deep at byte \(position)"
            throw JSONError(.tooDeep, message)
        }
    }
}

extension JSONParser {
    /// The next byte, or 0 at the end of the input: no production allows a NUL, so neither needs its own case.
    func peek() -> UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    /// Moves past the byte if it is next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while true {
            switch peek() {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            default: return
            }
        }
    }

    /// A syntax error at the next byte.
    func unexpected(_ expected: String) -> JSONError {
        guard position < bytes.count else {
            return JSONError(.syntax, "the document ends at byte \(position), where \(expected) was expected")
        }
        let byte = String(bytes[position], radix: 16)
        return JSONError(.syntax, "found 0x\(byte) at byte \(position), where \(expected) was expected")
    }
}
