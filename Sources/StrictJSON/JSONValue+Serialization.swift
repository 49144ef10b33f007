// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// The value as UTF-8, members in stored order.
    ///
    /// Escapes only what RFC 8259 §7 requires: `\"`, `\\`, and control characters as `\u00XX`. `pretty` puts each
    /// element on a line of its own, indented by two spaces; without it there is no whitespace at all.
    package func serialized(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(isPretty: pretty)
        writer.write(self, depth: 0)
        return writer.output
    }
}

private struct JSONWriter {
    let isPretty: Bool
    var output: [UInt8] = []

    init(isPretty: Bool) {
        self.isPretty = isPretty
    }

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let bool): output += (bool ? "true" : "false").utf8
        case .number(let number): output += number.literal.utf8
        case .string(let string): write(string)
        case .array(let elements):
            writeList(elements, brackets: "[]", depth: depth) { writer, element in
                writer.write(element, depth: depth + 1)
            }
        case .object(let object):
            writeList(object.members, brackets: "{}", depth: depth) { writer, member in
                writer.write(member.key)
                writer.output.append(UInt8(ascii: ":"))
                if writer.isPretty { writer.output.append(UInt8(ascii: " ")) }
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    /// Writes elements between a pair of brackets.
    private mutating func writeList<Element>(
        _ elements: [Element],
        brackets: StaticString,
        depth: Int,
        writeElement: (inout JSONWriter, Element) -> Void
    ) {
        let (opening, closing) = brackets.withUTF8Buffer { ($0[0], $0[1]) }
        output.append(opening)
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            breakLine(depth: depth + 1)
            writeElement(&self, element)
        }
        if !elements.isEmpty { breakLine(depth: depth) }
        output.append(closing)
    }

    private mutating func breakLine(depth: Int) {
        guard isPretty else { return }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: depth * 2)
    }

    private mutating func write(_ string: String) {
        var string = string
        output.append(UInt8(ascii: "\""))
        string.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where Self.mustEscape(byte) {
                output += UnsafeBufferPointer(rebasing: bytes[start..<index])
                writeEscape(byte)
                start = index + 1
            }
            output += UnsafeBufferPointer(rebasing: bytes[start...])
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscape(_ byte: UInt8) {
        output.append(UInt8(ascii: "\\"))
        guard byte < 0x20 else { return output.append(byte) }
        output += (byte < 0x10 ? "u000" : "u00").utf8
        output += String(byte, radix: 16).utf8
    }
}
