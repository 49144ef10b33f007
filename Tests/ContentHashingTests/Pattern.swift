// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import Testing

/// Content of any length that is no repetition, and its digest as others compute it: `sha256sum`, Python's `hashlib`
/// and `blake3`.
///
/// Byte `i` is the low byte of `7 i + ⌊i / 256⌋`. The lines of `Vectors/pattern.*` are a digest and a length.
struct Pattern: Sendable, CustomTestStringConvertible {
    let algorithm: HashAlgorithm
    let byteCount: Int
    let hex: String

    var testDescription: String { "\(algorithm), \(byteCount) bytes" }
    var bytes: [UInt8] { Self.bytes(0..<byteCount) }

    static func bytes(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    }

    /// The patterns with their SHA-256.
    static let all = of(.sha256)

    static func of(_ algorithm: HashAlgorithm) -> [Pattern] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let file = folder.appending(path: "Vectors/pattern.\(algorithm)")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count == 2, let byteCount = Int(fields[1]) else { return nil }
            return Pattern(algorithm: algorithm, byteCount: byteCount, hex: String(fields[0]))
        }
    }
}
