// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Base64 with the alphabet for URLs and without padding (RFC 4648 §5, as RFC 7515 §2 has it): each value has one
/// spelling.
package enum Base64URL {
    /// Encodes without padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        let standard = Base64.encode(bytes).utf8.prefix { $0 != UInt8(ascii: "=") }
        return String(
            decoding: standard.map { byte in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: byte
                }
            },
            as: UTF8.self
        )
    }

    /// Decodes a text; nil when it has any other character, padding included, or the wrong length.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let others: [UInt8] = [UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "=")]
        guard !text.utf8.contains(where: others.contains) else { return nil }
        return Base64.decode(String(text), allowing: [.urlSafeAlphabet, .missingPadding])
    }
}
