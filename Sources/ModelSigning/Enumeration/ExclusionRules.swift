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

    /// The names of `listed` that are below an excluded path, and the folders that lead to them.
    ///
    /// A resource that was signed is verified even where an exclusion covers it.
    func exceptions(for listed: some Sequence<ResourceName>) -> Set<ResourceName> {
        var exceptions: Set<ResourceName> = []
        for name in listed {
            let prefixes = name.prefixes
            if prefixes.contains(where: paths.contains) { exceptions.formUnion(prefixes) }
        }
        return exceptions
    }

    /// What a manifest records: sorted by bytes.
    package var recorded: [String] { paths.sorted().map(\.path) }
}
