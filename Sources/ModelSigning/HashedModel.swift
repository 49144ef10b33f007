// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A model's manifest, not signed, and what it leaves out.
public struct HashedModel: Sendable, Encodable {
    /// The manifest.
    public let manifest: Manifest
    /// How many files were listed.
    public let fileCount: Int
    /// How many bytes the digests cover.
    public let byteCount: Int64
    /// What the manifest cannot cover: empty files, in a manifest of shards.
    public let notCovered: [String]
    /// What was not read, because its digest was remembered.
    public let unread: UnreadContent
}
