// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

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
        guard let bytes = Hexadecimal.decode(hex) else { return nil }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    /// Lower-case hexadecimal, two digits a byte.
    public var hex: String { Hexadecimal.encode(bytes) }

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
