// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Names and values as `application/x-www-form-urlencoded` has them (RFC 6749 appendix B).
package struct TestForm: Sendable {
    package var fields: [String: String] = [:]

    package init(_ text: some StringProtocol) {
        for pair in String(text).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[Self.decode(parts[0])] = parts.count > 1 ? Self.decode(parts[1]) : ""
        }
    }

    package subscript(_ name: String) -> String? { fields[name] }

    static func decode(_ text: Substring) -> String {
        var (bytes, rest) = ([UInt8](), text.utf8[...])
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                bytes += TestText.bytes(ofHex: String(decoding: rest.prefix(2), as: UTF8.self)) ?? [byte]
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The pairs as a query, each percent-encoded.
    static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0.percentEncoded())=\($1.percentEncoded())" }.joined(separator: "&")
    }
}

extension TestHTTPRequest {
    /// What stands behind the question mark.
    var query: TestForm { TestForm(target.split(separator: "?", maxSplits: 1).dropFirst().first ?? "") }
}
