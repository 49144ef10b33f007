// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Damaged copies of an input.
enum Mutation {
    /// Every proper prefix.
    static func truncations(of bytes: [UInt8]) -> some Sequence<[UInt8]> {
        bytes.indices.lazy.map { Array(bytes[..<$0]) }
    }

    /// Every copy that differs in one bit.
    static func bitFlips(of bytes: [UInt8]) -> some Sequence<[UInt8]> {
        (0..<bytes.count * 8).lazy.map { bit in
            var copy = bytes
            copy[bit / 8] ^= 1 << (bit % 8)
            return copy
        }
    }

    /// Copies of which each differs in one bit of another byte.
    static func byteFlips(of bytes: [UInt8]) -> some Sequence<[UInt8]> {
        bytes.indices.lazy.map { index in
            var copy = bytes
            copy[index] ^= 1 << (index % 8)
            return copy
        }
    }
}

extension [UInt8] {
    /// A copy with the one place where `old` stands replaced by `new`; nil if there is not exactly one.
    func replacing(_ old: [UInt8], with new: [UInt8]) -> [UInt8]? {
        let places = indices.filter { self[$0...].starts(with: old) }
        guard places.count == 1, let place = places.first else { return nil }
        return self[..<place] + new + self[(place + old.count)...]
    }
}

/// One DER element.
func der(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
    let content = content.flatMap { $0 }
    let digits = Array(withUnsafeBytes(of: content.count.bigEndian, Array.init).drop { $0 == 0 })
    let length = content.count < 0x80 ? [UInt8(content.count)] : [0x80 | UInt8(digits.count)] + digits
    return [tag] + length + content
}
