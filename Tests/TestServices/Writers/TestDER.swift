// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Writes DER by hand, so that these services share no code with what they test, and can write what no library would.
package enum TestDER {
    /// Tag, length in its shortest form, content.
    package static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
        let length = bigEndian(content.count)
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    package static func sequence(_ elements: [UInt8]...) -> [UInt8] { element(0x30, elements.flatMap(\.self)) }
    package static func sequence(_ elements: [[UInt8]]) -> [UInt8] { element(0x30, elements.flatMap(\.self)) }

    /// The content of a SET OF in DER order; the tag is the caller's.
    package static func sorted(_ elements: [[UInt8]]) -> [UInt8] {
        elements.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)
    }

    package static func set(_ elements: [[UInt8]]) -> [UInt8] { element(0x31, sorted(elements)) }

    /// `[number]`, constructed: explicit tagging, or implicit tagging of a SEQUENCE or SET.
    package static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(0xa0 | number, content) }

    /// `[number]`, primitive: implicit tagging of a string.
    package static func primitive(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(0x80 | number, content) }

    package static func integer(_ value: Int) -> [UInt8] { integer(bigEndian(value)) }

    /// A number that is not negative, from its big-endian bytes.
    package static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        let digits = Array(magnitude.drop { $0 == 0 })
        return element(0x02, (digits.first.map { $0 >= 0x80 } ?? true) ? [0] + digits : digits)
    }

    package static func boolean(_ value: Bool) -> [UInt8] { element(0x01, [value ? 0xff : 0]) }
    package static var null: [UInt8] { [0x05, 0] }
    package static func octets(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }
    package static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] { element(0x03, [unused] + bytes) }
    package static func utf8(_ text: String) -> [UInt8] { element(0x0c, Array(text.utf8)) }

    /// An object identifier in dotted decimals.
    package static func identifier(_ text: String) -> [UInt8] {
        let arcs = text.split(separator: ".").compactMap { Int($0) }
        return element(0x06, base128(arcs[0] * 40 + arcs[1]) + arcs.dropFirst(2).flatMap(base128))
    }

    /// `YYYYMMDDHHMMSS[.f]Z`; `fraction` is what stands behind the point.
    package static func generalizedTime(_ date: Date, fraction: String = "") -> [UInt8] {
        element(0x18, Array((digits(of: date) + (fraction.isEmpty ? "" : ".\(fraction)") + "Z").utf8))
    }

    /// UTCTime before 2050 and GeneralizedTime from then on (RFC 5280 §4.1.2.5).
    package static func time(_ date: Date) -> [UInt8] {
        let text = digits(of: date)
        guard text < "2050" else { return generalizedTime(date) }
        return element(0x17, Array((text.dropFirst(2) + "Z").utf8))
    }

    /// An algorithm without parameters, or with those given.
    package static func algorithm(_ name: String, _ parameters: [UInt8] = []) -> [UInt8] {
        sequence(identifier(name), parameters)
    }

    private static func digits(of date: Date) -> String { date.formatted(.iso8601).filter(\.isNumber) }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        var (bytes, rest) = ([UInt8](), UInt(bitPattern: value))
        repeat { (bytes, rest) = ([UInt8(truncatingIfNeeded: rest)] + bytes, rest >> 8) } while rest > 0
        return bytes
    }

    private static func base128(_ value: Int) -> [UInt8] {
        var (bytes, rest) = ([UInt8(value & 0x7f)], value >> 7)
        while rest > 0 { (bytes, rest) = ([UInt8(rest & 0x7f) | 0x80] + bytes, rest >> 7) }
        return bytes
    }
}
