// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A JSON value that keeps the order of its members, and may have two of a name.
package enum TestJSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// As it is to be written, digit for digit.
    case number(String)
    case string(String)
    case array([TestJSON])
    case object([Member])
    /// Written as it is, whether it is JSON or not.
    case raw(String)

    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: TestJSON

        package init(_ name: String, _ value: TestJSON) { (self.name, self.value) = (name, value) }
    }

    /// Base64 of bytes, as protobuf JSON has them.
    package static func bytes(_ bytes: [UInt8]) -> TestJSON { .string(TestText.base64(bytes)) }

    /// A 64-bit integer as protobuf JSON prefers it: a string.
    package static func integer(_ value: Int64) -> TestJSON { .string("\(value)") }

    /// The first member of that name; set to `nil`, it goes, and a new one is added last.
    package subscript(_ name: String) -> TestJSON? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.name == name }?.value
        }
        set {
            guard case .object(var members) = self else { return }
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }

    /// An element; set to `nil`, it goes, and one behind the last is added.
    package subscript(_ index: Int) -> TestJSON? {
        get {
            guard case .array(let values) = self, values.indices.contains(index) else { return nil }
            return values[index]
        }
        set {
            guard case .array(var values) = self else { return }
            switch newValue {
            case let value? where values.indices.contains(index): values[index] = value
            case let value?: values.append(value)
            case nil where values.indices.contains(index): values.remove(at: index)
            case nil: break
            }
            self = .array(values)
        }
    }

    /// Adds a member, even beside one of the same name.
    package mutating func add(_ name: String, _ value: TestJSON) {
        guard case .object(let members) = self else { return }
        self = .object(members + [Member(name, value)])
    }

    /// The bytes, members in their order, no space.
    package var written: [UInt8] { Array(text(sorted: false).utf8) }

    /// The bytes as RFC 8785 has them; names here are ASCII, so their bytes' order is right.
    package var canonical: [UInt8] { Array(text(sorted: true).utf8) }

    private func text(sorted: Bool) -> String {
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let text), .raw(let text): return text
        case .string(let text): return Self.quoted(text)
        case .array(let values): return "[" + values.map { $0.text(sorted: sorted) }.joined(separator: ",") + "]"
        case .object(let members):
            let members = sorted ? members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } : members
            let texts = members.map { Self.quoted($0.name) + ":" + $0.value.text(sorted: sorted) }
            return "{" + texts.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5c }) else { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{c}": result += "\\f"
            case "\0"..<" ": result += "\\u00" + TestText.hex([UInt8(scalar.value)])
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension TestJSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: TestJSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, TestJSON)...) { self = .object(elements.map { Member($0, $1) }) }
}
