// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Damaged copies of an input.
enum Mutation {
    /// Every proper prefix.
    static func truncations(of bytes: [UInt8]) -> some Sequence<[UInt8]> {
        bytes.indices.lazy.map { Array(bytes[..<$0]) }
    }

    /// A copy that differs in one bit.
    static func flip(_ bit: Int, of bytes: [UInt8]) -> [UInt8] {
        var copy = bytes
        copy[bit / 8] ^= 1 << (bit % 8)
        return copy
    }
}

extension [UInt8] {
    /// Where these bytes stand for the first time.
    func firstRange(of part: [UInt8]) -> Range<Int>? {
        indices.first { self[$0...].starts(with: part) }.map { $0..<$0 + part.count }
    }
}
