// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing

/// A file of a model, or a byte range of one, and its digest (OMS v1.0 §5.2.1).
public struct Resource: Sendable, Hashable, Codable {
    /// The file's name.
    public let name: ResourceName
    /// The bytes that the digest covers; `nil` for the whole file.
    public let byteRange: Range<Int64>?
    /// The digest of those bytes.
    public let digest: ContentDigest

    /// Creates a resource.
    public init(name: ResourceName, byteRange: Range<Int64>? = nil, digest: ContentDigest) {
        (self.name, self.byteRange, self.digest) = (name, byteRange, digest)
    }

    /// The name in the manifest: `path`, or `path:start:end` for a shard (OMS v1.0 §6.3.2).
    public var identifier: String {
        byteRange.map { "\(name.path):\($0.lowerBound):\($0.upperBound)" } ?? name.path
    }
}
