// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How far hashing has come.
public struct HashingProgress: Sendable, Hashable {
    /// Bytes read so far, and in all.
    public let byteCount: Int64, totalByteCount: Int64
    /// Files (or shards) done so far, and in all.
    public let fileCount: Int, totalFileCount: Int
}
