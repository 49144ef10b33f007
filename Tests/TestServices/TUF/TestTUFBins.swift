// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Roles that divide all paths among them by the first bits of their SHA-256, with the same keys (TAP 15).
package struct TestTUFBins: Sendable {
    package var prefix: String
    /// How many bits of a path's digest name its bin: 1 to 32.
    package var bitLength: Int

    package init(prefix: String = "bin", bitLength: Int) { (self.prefix, self.bitLength) = (prefix, bitLength) }

    /// The role that a path belongs to.
    package func name(of path: String) -> String {
        let digest = TestDigest.sha256.hash(Array(path.utf8))
        let first = digest.prefix(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return name(first >> UInt64(32 - bitLength))
    }

    /// All roles, in their order.
    package var names: [String] { (0..<(UInt64(1) << UInt64(bitLength))).map(name) }

    /// The prefix, a hyphen, and the number in as many hexadecimal digits as the greatest has.
    private func name(_ number: UInt64) -> String {
        let digitCount = String((UInt64(1) << UInt64(bitLength)) - 1, radix: 16).count
        let digits = String(number, radix: 16)
        return "\(prefix)-" + String(repeating: "0", count: digitCount - digits.count) + digits
    }

    /// `succinct_roles`.
    func json(keys: [TestTUFKey], threshold: Int) throws -> TestJSON {
        [
            "keyids": .array(try keys.map { .string(try $0.id()) }),
            "threshold": .number("\(threshold)"),
            "bit_length": .number("\(bitLength)"),
            "name_prefix": .string(prefix),
        ]
    }
}
