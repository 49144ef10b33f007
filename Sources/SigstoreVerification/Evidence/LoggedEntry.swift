// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// An entry of a transparency log that holds this very signature, as its proof shows.
public struct LoggedEntry: Sendable, Hashable, Codable {
    /// The log's URL, from the trust root.
    public let log: String
    /// The log's identifier, in hexadecimal.
    public let logID: String
    /// The entry's index in the log, over all its shards; of an entry of Rekor v1 without a promise, in its shard.
    public let index: Int64
    /// The kind and version of the entry, `hashedrekord 0.0.1` for instance.
    public let kind: String
    /// When the log says that it took the entry; nil unless the log signed it.
    public let integratedTime: Date?
    /// The number of entries in the tree that the proof leads to; nil if only the log's promise was there.
    public let treeSize: Int64?

    init(log: String, logID: String, index: Int64, kind: String, integratedTime: Date?, treeSize: Int64?) {
        (self.log, self.logID, self.index, self.kind) = (log, logID, index, kind)
        (self.integratedTime, self.treeSize) = (integratedTime, treeSize)
    }
}
