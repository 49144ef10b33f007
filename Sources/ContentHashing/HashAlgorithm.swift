// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A hash algorithm for file contents, named as the OMS algorithm registry names it.
public enum HashAlgorithm: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    /// SHA-256 (FIPS 180-4), 32 bytes.
    case sha256
    /// BLAKE2b without a key (RFC 7693), 64 bytes.
    case blake2b
    /// BLAKE3 in its hash mode, 32 bytes.
    case blake3

    /// The length of a digest in bytes.
    public var digestByteCount: Int {
        switch self {
        case .sha256, .blake3: 32
        case .blake2b: 64
        }
    }

    /// The registry's identifier.
    public var description: String { rawValue }
}
