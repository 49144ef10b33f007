// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing

/// What was not read of a model, because a ``DigestCache`` remembered its digest.
public struct UnreadContent: Sendable, Hashable, Codable {
    /// How many files were not read at all.
    public let files: Int
    /// How many bytes were not read.
    public let bytes: Int64
    /// Why the cache was not used, or not written, if it was to be.
    public let cacheFault: String?

    init(_ outcome: RememberingHasher.Outcome, of requests: [HashingRequest]) {
        cacheFault = outcome.fault?.message
        bytes = outcome.remembered.map { requests[$0] }.totalByteCount
        var unread = Set(outcome.remembered.map { requests[$0].path })
        // Of a file in shards some may be remembered and others not.
        if !unread.isEmpty {
            let remembered = Set(outcome.remembered)
            for index in requests.indices where !remembered.contains(index) { unread.remove(requests[index].path) }
        }
        files = unread.count
    }
}
