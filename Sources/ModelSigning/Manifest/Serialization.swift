// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing

/// How a model's files became resources (OMS v1.0 §5.2.2).
public struct Serialization: Sendable, Hashable, Codable {
    /// How files map to resources (OMS v1.0 §6.3).
    public enum Method: Sendable, Hashable, Codable {
        /// One resource a file.
        case files
        /// One resource for each run of `byteCount` bytes of a file, the last of which may be shorter.
        case shards(byteCount: Int64)

        /// The length of the shards; `nil` for whole files.
        var shardByteCount: Int64? {
            switch self {
            case .files: nil
            case .shards(let byteCount): byteCount
            }
        }
    }

    /// The shard size that the specification recommends, in bytes.
    public static let defaultShardByteCount: Int64 = 1_000_000_000

    /// How files map to resources.
    public let method: Method
    /// The hash algorithm of every resource.
    public let hashAlgorithm: HashAlgorithm
    /// How symbolic links were treated.
    public let symbolicLinks: SymbolicLinkPolicy
    /// Paths from the model's root that were left out, as recorded.
    public let ignoredPaths: [String]

    /// Creates a description of how a model is serialized.
    public init(
        method: Method = .files,
        hashAlgorithm: HashAlgorithm = .sha256,
        symbolicLinks: SymbolicLinkPolicy = .refuse,
        ignoredPaths: [String] = []
    ) {
        (self.method, self.hashAlgorithm) = (method, hashAlgorithm)
        (self.symbolicLinks, self.ignoredPaths) = (symbolicLinks, ignoredPaths)
    }
}
