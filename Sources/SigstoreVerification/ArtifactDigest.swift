// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import TextEncodings

/// A digest that stands for an artifact.
public struct ArtifactDigest: Sendable, Hashable {
    /// A hash of FIPS 180-4.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable, Codable {
        /// 32 bytes.
        case sha256
        /// 48 bytes.
        case sha384
        /// 64 bytes.
        case sha512
    }

    /// The hash.
    public let algorithm: Algorithm
    /// Its value.
    public let bytes: [UInt8]

    /// Takes a value of the right length; nil for any other.
    public init?(_ algorithm: Algorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.choice.byteCount else { return nil }
        (self.algorithm, self.bytes) = (algorithm, bytes)
    }

    /// Reads `sha256:` and hexadecimal in either case, or the same with another algorithm; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = Algorithm(rawValue: String(parts[0])),
            let bytes = Hexadecimal.decode(String(parts[1]))
        else { return nil }
        self.init(algorithm, bytes: bytes)
    }
}

extension ArtifactDigest: CustomStringConvertible {
    /// As `init(_:)` reads it, in lower case.
    public var description: String { "\(algorithm.rawValue):\(Hexadecimal.encode(bytes))" }
}

extension ArtifactDigest.Algorithm {
    var choice: DigestChoice {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }

    init(_ choice: DigestChoice) {
        switch choice {
        case .sha256: self = .sha256
        case .sha384: self = .sha384
        case .sha512: self = .sha512
        }
    }
}
