// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing

/// How a model is turned into a manifest.
public struct HashingOptions: Sendable {
    /// How files map to resources.
    public var method: Serialization.Method = .files
    /// The hash algorithm.
    public var hashAlgorithm: HashAlgorithm = .sha256
    /// How symbolic links are treated.
    public var symbolicLinks: SymbolicLinkPolicy = .refuse
    /// Paths that are left out, each with everything below it. They are recorded in the manifest.
    public var ignoredPaths: [ResourceName] = []
    /// Whether `.git`, `.github`, `.gitattributes` and `.gitignore` at the top of the model are left out.
    public var ignoresGitPaths = true
    /// The largest number of hashing threads; `nil` for one a core.
    public var threadCount: Int?

    /// Whether digests are remembered, and those of files that did not change are believed: see <doc:ReadingLess>.
    public var cache = DigestCacheUse.none

    /// Creates the specification's defaults.
    public init() {}
}
