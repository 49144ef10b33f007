// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Which paths of a model are left out (OMS v1.0 §6.2): exact paths from the root, each with all that is below it.
package struct ExclusionRules: Sendable, Equatable {
    /// Left out by default, at the top of the model only (OMS v1.0 §6.2.1).
    package static let gitPaths = [".git", ".gitattributes", ".github", ".gitignore"]

    private var paths: Set<ResourceName>

    /// Creates rules for `paths`, and git's files unless `ignoringGitPaths` is false.
    package init(_ paths: some Sequence<ResourceName> = [], ignoringGitPaths: Bool = true) {
        self.paths = Set(paths)
        if ignoringGitPaths { insert(recorded: Self.gitPaths) }
    }

    /// Adds paths as a manifest records them. One that is not a canonical name cannot match any file and is passed
    /// over: some producers record paths from their own working directory.
    package mutating func insert(recorded: [String]) {
        for path in recorded {
            if let name = try? ResourceName(path) { paths.insert(name) }
        }
    }

    /// Whether exactly this path is left out; the caller does not go below one that is.
    func contains(_ name: ResourceName) -> Bool { paths.contains(name) }

    /// The names of `listed` that an exclusion covers.
    ///
    /// A resource that was signed is verified even there.
    func exceptions(for listed: some Sequence<ResourceName>) -> NameTree {
        let excluded = NameTree(paths)
        return NameTree(listed.filter(excluded.covers))
    }

    /// What a manifest records: sorted by bytes.
    ///
    /// A signature whose name has the characters of patterns is left out like any other and not recorded: OMS v1.0
    /// §6.2.1 forbids those characters, and verifiers leave out the signature by themselves.
    package var recorded: [String] { paths.filter { !IgnorePath.isPattern($0.path) }.sorted().map(\.path) }
}
