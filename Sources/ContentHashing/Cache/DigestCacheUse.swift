// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a cache of digests is used for.
public enum DigestCacheUse: Sendable, Hashable {
    /// Nothing: every file is read, and nothing is remembered.
    case none
    /// Every file is read, and its digest is remembered.
    case record(DigestCache)
    /// Files that did not change since they were remembered are not read; the others are, and are remembered.
    case reuse(DigestCache)

    var cache: DigestCache? {
        switch self {
        case .none: nil
        case .record(let cache), .reuse(let cache): cache
        }
    }
}
