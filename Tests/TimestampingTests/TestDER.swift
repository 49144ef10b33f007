// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Writes DER for tests, without the encoder that the product uses.
enum TestDER {
    /// One element.
    static func element(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
        let content = content.flatMap { $0 }
        let length: [UInt8] =
            switch content.count {
            case ..<0x80: [UInt8(content.count)]
            case ..<0x100: [0x81, UInt8(content.count)]
            case ..<0x1_0000: [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
            default: [0x83, UInt8(content.count >> 16), UInt8(content.count >> 8 & 0xFF), UInt8(content.count & 0xFF)]
            }
        return [tag] + length + content
    }

    static func sequence(_ content: [UInt8]...) -> [UInt8] { element(0x30, content.flatMap { $0 }) }

    /// The elements in the order that DER wants, or as they are.
    static func set(_ elements: [[UInt8]], tag: UInt8 = 0x31, isSorted: Bool = true) -> [UInt8] {
        element(tag, (isSorted ? elements.sorted { $0.lexicographicallyPrecedes($1) } : elements).flatMap { $0 })
    }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }

    /// A number of one byte.
    static func integer(_ value: UInt8) -> [UInt8] { element(0x02, value < 0x80 ? [value] : [0, value]) }

    static func oid(_ dotted: String) -> [UInt8] {
        let numbers = dotted.split(separator: ".").compactMap { UInt($0) }
        return element(0x06, ([numbers[0] * 40 + numbers[1]] + numbers.dropFirst(2)).flatMap(base128))
    }

    static func time(_ text: String) -> [UInt8] { element(0x18, Array(text.utf8)) }

    static let null: [UInt8] = [0x05, 0x00]

    /// An `AlgorithmIdentifier`.
    static func algorithm(_ dotted: String, _ parameters: [UInt8] = []) -> [UInt8] { sequence(oid(dotted), parameters) }

    private static func base128(_ number: UInt) -> [UInt8] {
        var bytes = [UInt8(number & 0x7F)]
        var rest = number >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }
}
