// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing

/// How a model is compared with its manifest.
public struct CheckOptions: Sendable {
    /// What to do about files that the manifest does not list (OMS v1.0 §8.5).
    public enum UnsignedFiles: String, Sendable, Hashable, Codable {
        /// They make the check fail.
        case refused
        /// They are not looked at. An application that then loads one runs something that nobody signed.
        case ignored
    }

    /// What to do about files that the manifest does not list.
    public var unsignedFiles = UnsignedFiles.refused
    /// Paths that may be there unsigned, besides those that the manifest records.
    public var ignoredPaths: [ResourceName] = []
    /// Whether git's files at the top of the model may be there unsigned.
    public var ignoresGitPaths = true
    /// The largest number of hashing threads; `nil` for one a core.
    public var threadCount: Int?

    /// What the comparison of a file with its digest rests on.
    public var contents = Contents.read

    /// What the comparison of files with their digests rests on.
    public enum Contents: Sendable, Hashable {
        /// Every byte is read.
        case read
        /// Files that did not change since this cache remembered them are not read: see <doc:ReadingLess>.
        case remembered(in: DigestCache)

        var cacheUse: DigestCacheUse {
            switch self {
            case .read: .none
            case .remembered(let cache): .reuse(cache)
            }
        }
    }

    /// Creates the specification's defaults.
    public init() {}
}
