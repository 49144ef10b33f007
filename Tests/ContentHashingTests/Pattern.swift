// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Content of any length that is no repetition, and its digest as `sha256sum` gives it.
///
/// Byte `i` is the low byte of `7 i + ⌊i / 256⌋`. The lines of `Vectors/pattern.sha256` are a digest and a length.
struct Pattern: Sendable, CustomTestStringConvertible {
    let byteCount: Int
    let hex: String

    var testDescription: String { "\(byteCount) bytes" }
    var bytes: [UInt8] { Self.bytes(0..<byteCount) }

    static func bytes(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    }

    static let all: [Pattern] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/pattern.sha256")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count == 2, let byteCount = Int(fields[1]) else { return nil }
            return Pattern(byteCount: byteCount, hex: String(fields[0]))
        }
    }()
}
