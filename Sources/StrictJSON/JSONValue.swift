// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// One JSON text (RFC 8259), with nothing lost: member order, number spelling and string bytes are kept.
///
/// Read with `init(parsing:limits:)`, which accepts less than most parsers do; see there.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Parses a whole UTF-8 document; only whitespace may follow the value.
    ///
    /// The grammar is RFC 8259 and nothing more. Where the RFC leaves a choice, this parser rejects: a byte order mark,
    /// an unpaired surrogate escape, and two members of one object whose names are the same bytes after unescaping.
    /// Time is linear in the input; stack use is bounded by `limits.maximumDepth`.
    /// - Throws: `tooLarge`, `tooDeep`, `invalidUTF8`, `syntax`, `duplicateKey`, `trailingBytes`.
    package init(parsing bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, limits: limits)
        self = try parser.document()
    }

    /// What the value is, as words for a message.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue: Equatable {
    /// Compares spelling: strings byte by byte, numbers by literal, objects member by member in order.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}
