// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// Names and values as OAuth sends them in queries and bodies: `application/x-www-form-urlencoded` (RFC 6749 appendix
/// B).
package struct FormFields: Sendable {
    static let contentType = "application/x-www-form-urlencoded"
    static let maximumByteCount = 16 << 10
    static let maximumCount = 64

    private var fields: [(name: String, value: String)]

    init(_ fields: [(String, String)] = []) { self.fields = fields.map { (name: $0.0, value: $0.1) } }

    /// Reads a query; nil when it is none: an escape without two digits, bytes that are not UTF-8, a name twice, too
    /// much.
    ///
    /// Nothing here may come twice (RFC 6749 §3.1).
    package init?(parsing text: String) {
        guard text.utf8.count <= Self.maximumByteCount else { return nil }
        fields = []
        var names: Set<[UInt8]> = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = halves.first.flatMap(Self.decode),
                let value = Self.decode(halves.dropFirst().first ?? ""[...].utf8),
                names.insert(Array(name.utf8)).inserted, names.count <= Self.maximumCount
            else { return nil }
            fields.append((name: name, value: value))
        }
    }

    package subscript(_ name: String) -> String? { fields.first { $0.name.hasSameBytes(as: name) }?.value }

    mutating func append(_ name: String, _ value: String) { fields.append((name: name, value: value)) }

    package var encoded: String {
        fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }

    private static func decode(_ text: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst(), let low = rest.popFirst(),
                    let value = Hexadecimal.decode(String(decoding: [high, low], as: UTF8.self))?.first
                else { return nil }
                bytes.append(value)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
