// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import StrictJSON

/// Many roles, called bins, that share keys and divide all paths among them by their hash (TAP 15).
struct SuccinctRoles: Sendable {
    private static let bitCounts: ClosedRange<Int64> = 1...32

    let keys: RoleKeys
    /// There are 2 to the power of this many bins.
    private let bitCount: Int
    private let namePrefix: String

    init(_ fields: inout JSONFields) throws(JSONError) {
        keys = try RoleKeys(&fields)
        let bitCount = try fields.integer("bit_length")
        guard Self.bitCounts.contains(bitCount) else {
            throw JSONError(.invalidValue, "\(fields.path(of: "bit_length")) is \(bitCount), and must be from 1 to 32")
        }
        self.bitCount = Int(bitCount)
        namePrefix = try fields.string("name_prefix")
    }

    /// The bin of a path: its number is the first bits of the path's SHA-256, in as many digits as the last bin's has.
    func role(for path: ExactName) -> ExactName {
        let number = SHA256.hash(data: Array(path.text.utf8)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let bin = String(number >> (32 - bitCount), radix: 16)
        let digitCount = (bitCount + 3) / 4
        return ExactName("\(namePrefix)-\(String(repeating: "0", count: digitCount - bin.utf8.count))\(bin)")
    }
}
