// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The host of a URL: a DNS name in ASCII, or an address in its one usual spelling.
///
/// Whatever else a resolver would take for an address (`2130706433`, `0x7f.1`, `127.1`, `[::ffff:127.0.0.1]`) is
/// refused, so that rules about addresses cannot be evaded by spelling.
package struct WebHost: Sendable, Hashable {
    package static let maximumByteCount = 253
    private static let maximumLabelByteCount = 63

    private enum Kind: Sendable, Hashable {
        case name
        case ipv4([UInt8])
        case ipv6([UInt8])
    }

    /// As URLs write it, in lower case: IPv6 addresses in brackets.
    package let text: String
    private let kind: Kind

    /// `nil` if it is not a host, or not in its usual spelling.
    package init?(_ spelling: some StringProtocol) {
        let text = spelling.lowercased()
        if text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]"), text.utf8.count > 2 {
            guard let bytes = Self.addressBytes(text.dropFirst().dropLast()), bytes.count == 16, Self.isPlainIPv6(bytes)
            else {
                return nil
            }
            (self.text, kind) = (text, .ipv6(bytes))
            return
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumByteCount, labels.allSatisfy(Self.isLabel), let last = labels.last else {
            return nil
        }
        if Self.isNumber(last) {
            // `0.0.0.0/8` is nowhere, and a few systems connect to themselves.
            guard let bytes = Self.addressBytes(text[...]), bytes.count == 4, bytes.first != 0 else { return nil }
            (self.text, kind) = (text, .ipv4(bytes))
        } else {
            (self.text, kind) = (text, .name)
        }
    }

    /// Whether it is this machine for certain: `127.0.0.0/8`, `::1` or `localhost`.
    package var isLoopback: Bool {
        switch kind {
        case .name: text == "localhost"
        case .ipv4(let bytes): bytes.first == 127
        case .ipv6(let bytes): bytes == [UInt8](repeating: 0, count: 15) + [1]
        }
    }

    /// Whether it may well be this machine: names below `localhost` too (RFC 6761 §6.3).
    package var isNearLoopback: Bool { isLoopback || text.hasSuffix(".localhost") }

    /// Whether it is the server that tells a machine of a cloud's about itself: an address of the link (RFC 3927), or
    /// its name.
    package var isMetadataServer: Bool {
        switch kind {
        case .name: text == "metadata.google.internal"
        case .ipv4(let bytes): bytes.starts(with: [169, 254])
        case .ipv6: false
        }
    }

    /// The bytes of an address, from the most significant on; `nil` for a name.
    package var address: [UInt8]? {
        switch kind {
        case .name: nil
        case .ipv4(let bytes), .ipv6(let bytes): bytes
        }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        1...maximumLabelByteCount ~= label.utf8.count
            && label.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// Whether resolvers take a host that ends in this label for an address (WHATWG URL, "ends in a number").
    private static func isNumber(_ label: Substring) -> Bool {
        let isDecimal = label.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        let isHexadecimal = label.hasPrefix("0x") && label.dropFirst(2).allSatisfy(\.isHexDigit)
        return isDecimal || isHexadecimal
    }

    /// The bytes of four decimal numbers without leading zeros (RFC 3986 §3.2.2), or of an IPv6 address without
    /// brackets.
    package static func addressBytes(_ text: Substring) -> [UInt8]? {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = numbers.compactMap { number in UInt8(number).flatMap { "\($0)" == number ? $0 : nil } }
        if bytes.count == 4, numbers.count == 4 { return bytes }
        var long = [UInt8](repeating: 0, count: 16)
        return String(text).withCString { inet_pton(AF_INET6, $0, &long) == 1 } ? long : nil
    }

    /// Not `::`, nor an IPv4 address in disguise.
    private static func isPlainIPv6(_ bytes: [UInt8]) -> Bool {
        let isCompatible = bytes.prefix(12).allSatisfy { $0 == 0 } && bytes.suffix(4) != [0, 0, 0, 1]
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10..<12] == [0xff, 0xff]
        return !isCompatible && !isMapped
    }
}
