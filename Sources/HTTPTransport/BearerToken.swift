// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A token that lets its bearer in (RFC 6750): sent once where it is meant to go, and never printed.
public struct BearerToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    static let maximumByteCount = 64 << 10

    private let text: String

    /// Takes a `b64token` (RFC 6750 §2.1); `nil` if it is none, or longer than 64 KiB.
    ///
    /// ```
    /// b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
    /// ```
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumByteCount else { return nil }
        let rest = text.utf8.drop(while: Self.isAllowed)
        guard rest.startIndex > text.utf8.startIndex, rest.allSatisfy({ $0 == UInt8(ascii: "=") }) else { return nil }
        self.text = text
    }

    /// The `Authorization` field's value.
    var credentials: String { "Bearer \(text)" }

    /// How many bytes of a token in a row give it away in a text.
    private static let tellingByteCount = 12

    /// A text without the parts of the token that a server may have put into it.
    package func redacted(from text: String) -> String {
        let (secret, bytes, length) = (Array(self.text.utf8), Array(text.utf8), Self.tellingByteCount)
        guard secret.count >= length, bytes.count >= length else { return text }
        let telling = Set((0...(secret.count - length)).map { secret[$0..<($0 + length)] }.map(Array.init))
        var isSecret = [Bool](repeating: false, count: bytes.count)
        for start in 0...(bytes.count - length) where telling.contains(Array(bytes[start..<(start + length)])) {
            for index in start..<(start + length) { isSecret[index] = true }
        }
        var (result, wasSecret): ([UInt8], Bool) = ([], false)
        for (byte, isSecret) in zip(bytes, isSecret) {
            if isSecret, !wasSecret { result += Array("[token]".utf8) }
            if !isSecret { result.append(byte) }
            wasSecret = isSecret
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Says what it is, not which.
    public var description: String { "a bearer token" }
    /// The same for a debugger.
    public var debugDescription: String { description }
    /// Shows nothing to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~+/".utf8.contains(byte)
        }
    }
}
