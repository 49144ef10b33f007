// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How one manifest differs from an earlier one of the same model: for people, and no part of verification.
public struct ManifestChanges: Sendable, Hashable, Encodable {
    /// Files of both whose digests differ, or whose digests cannot be compared: see ``areComparable``.
    public let changed: [String]
    /// Files that only the later one has.
    public let added: [String]
    /// Files that only the earlier one has.
    public let removed: [String]
    /// Whether both were made with one hash algorithm and method. Where not, every file of both counts as changed.
    public let areComparable: Bool

    init(from earlier: Manifest, to later: Manifest) {
        areComparable =
            earlier.serialization.hashAlgorithm == later.serialization.hashAlgorithm
            && earlier.serialization.method == later.serialization.method
        var old: [ResourceName: [Resource]] = [:]
        for file in earlier.resourcesByFile {
            if let name = file.first?.name { old[name] = Array(file) }
        }
        var changed: [String] = []
        var added: [String] = []
        for file in later.resourcesByFile {
            guard let name = file.first?.name else { continue }
            if let before = old.removeValue(forKey: name) {
                if !areComparable || before != Array(file) { changed.append(name.path) }
            } else {
                added.append(name.path)
            }
        }
        (self.changed, self.added) = (changed, added)
        removed = old.keys.sorted().map(\.path)
    }
}

extension Manifest {
    /// What changed since `earlier` was signed.
    public func changes(since earlier: VerifiedManifest) -> ManifestChanges {
        ManifestChanges(from: earlier.manifest, to: self)
    }
}
