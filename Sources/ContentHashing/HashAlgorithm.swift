// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A hash algorithm for file contents, named as the OMS algorithm registry names it.
///
/// The set grows with the registry: `blake2b` and `blake3` are in it and not here yet.
public enum HashAlgorithm: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    /// SHA-256 (FIPS 180-4), 32 bytes.
    case sha256

    /// The identifiers that the registry knows and this version cannot compute.
    package static let namesWithoutImplementation: Set<String> = ["blake2b", "blake3"]

    /// The length of a digest in bytes.
    public var digestByteCount: Int {
        switch self {
        case .sha256: 32
        }
    }

    /// The registry's identifier.
    public var description: String { rawValue }
}
