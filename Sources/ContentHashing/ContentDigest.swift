// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The digest of some content and the algorithm that made it.
public struct ContentDigest: Sendable, Hashable, CustomStringConvertible {
    /// The algorithm that made ``bytes``.
    public let algorithm: HashAlgorithm
    /// The raw digest, `algorithm.digestByteCount` bytes long.
    public let bytes: [UInt8]

    /// Creates a digest from raw bytes; `nil` when their count is not the algorithm's.
    public init?(algorithm: HashAlgorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.digestByteCount else { return nil }
        (self.algorithm, self.bytes) = (algorithm, bytes)
    }

    /// Reads hexadecimal digits of either case; `nil` when they are not exactly one digest.
    public init?(algorithm: HashAlgorithm, hex: String) {
        let digits = hex.utf8
        guard digits.count == 2 * algorithm.digestByteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(algorithm.digestByteCount)
        var high: UInt8?
        for digit in digits {
            guard let value = hexValue(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    /// Lower-case hexadecimal, two digits a byte.
    public var hex: String { hexadecimal(bytes) }

    /// `sha256:` and the hexadecimal digits.
    public var description: String { "\(algorithm):\(hex)" }
}

extension ContentDigest: Codable {
    private enum CodingKeys: String, CodingKey { case algorithm, hex }

    /// Reads `{"algorithm": …, "hex": …}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let algorithm = try container.decode(HashAlgorithm.self, forKey: .algorithm)
        let hex = try container.decode(String.self, forKey: .hex)
        guard let digest = ContentDigest(algorithm: algorithm, hex: hex) else {
            throw DecodingError.dataCorruptedError(
                forKey: .hex,
                in: container,
                debugDescription: "not \(algorithm.digestByteCount) bytes in hexadecimal"
            )
        }
        self = digest
    }

    /// Writes `{"algorithm": …, "hex": …}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(algorithm, forKey: .algorithm)
        try container.encode(hex, forKey: .hex)
    }
}

/// The bytes as lower-case hexadecimal digits.
package func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    let digits: StaticString = "0123456789abcdef"
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
        var end = 0
        for byte in bytes {
            buffer[end] = digits.utf8Start[Int(byte >> 4)]
            buffer[end + 1] = digits.utf8Start[Int(byte & 15)]
            end += 2
        }
        return end
    }
}

private func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
