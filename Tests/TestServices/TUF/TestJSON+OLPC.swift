// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension TestJSON {
    /// The bytes as canonical JSON has them, which is what signatures of TUF metadata cover.
    ///
    /// Members are in the order of their names' code points, which is that of their UTF-8; nothing but quotation marks
    /// and backslashes is escaped; numbers stand as they are, and are integers.
    /// - SeeAlso: OLPC, "Canonical JSON"; TUF 1.0.34 §4.2.2
    package var olpc: [UInt8] {
        switch self {
        case .null: return Array("null".utf8)
        case .bool(let value): return Array("\(value)".utf8)
        case .number(let text), .raw(let text): return Array(text.utf8)
        case .string(let text): return Self.olpcQuoted(text)
        case .array(let values):
            return Self.enclosed("[", values.map(\.olpc), "]")
        case .object(let members):
            let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            return Self.enclosed(
                "{",
                sorted.map { Self.olpcQuoted($0.name) + [UInt8(ascii: ":")] + $0.value.olpc },
                "}"
            )
        }
    }

    private static func enclosed(_ start: Character, _ parts: [[UInt8]], _ end: Character) -> [UInt8] {
        Array(start.utf8) + Array(parts.joined(separator: [UInt8(ascii: ",")])) + Array(end.utf8)
    }

    private static func olpcQuoted(_ text: String) -> [UInt8] {
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        return [quote] + text.utf8.flatMap { $0 == quote || $0 == backslash ? [backslash, $0] : [$0] } + [quote]
    }
}
