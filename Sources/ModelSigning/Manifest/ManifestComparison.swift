// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import SystemFiles
import TextEncodings

/// Compares a manifest with a listing: what must be hashed, and after that, what differs.
struct ManifestComparison: Sendable {
    /// The model's folder.
    let root: RootDirectory
    /// How many files the manifest lists.
    let fileCount: Int
    /// What is there and was left out, the signature aside.
    let ignored: [String]
    /// What to hash, in the order of `expected`.
    private(set) var requests: [HashingRequest] = []
    /// What is there and the manifest cannot cover.
    private(set) var notCovered: [String] = []
    private var expected: [Resource] = []
    private var difference = ManifestDifference()
    private var failed: Set<ResourceName> = []

    init(_ manifest: Manifest, _ listing: ModelFiles, in root: RootDirectory, excluding excluded: [ResourceName]) {
        self.root = root
        let signed = manifest.resourcesByFile
        fileCount = signed.count
        ignored = listing.excluded.filter { !excluded.contains($0) }.sorted().map(\.path)
        difference.unsignable = listing.unsignable
        let unsignable = Set(listing.unsignable.map { ResourceName(canonical: $0.path) })
        // Both are sorted by name: one walk over the two finds what only one of them has.
        var rest = signed[...]
        func skipMissing(before name: ResourceName?) {
            while let missing = rest.first?.first?.name, name.map({ missing < $0 }) ?? true {
                if !unsignable.contains(missing) { difference.missing.append(missing) }
                rest = rest.dropFirst()
            }
        }
        for file in listing.files {
            skipMissing(before: file.name)
            if let resources = rest.first, resources.first?.name == file.name {
                add(file, resources)
                rest = rest.dropFirst()
            } else if case .shards = manifest.serialization.method, file.state.byteCount == 0 {
                notCovered.append(file.name.path)
            } else {
                difference.unsigned.append(file.name)
            }
        }
        skipMissing(before: nil)
    }

    private mutating func add(_ file: ModelFile, _ resources: ArraySlice<Resource>) {
        if let end = resources.last?.byteRange?.upperBound, end != file.state.byteCount {
            difference.changed.append(
                .init(name: file.name.path, expected: "\(end) bytes", found: "\(file.state.byteCount) bytes")
            )
            return
        }
        for resource in resources {
            requests.append(HashingRequest(path: file.path, state: file.state, range: resource.byteRange))
            expected.append(resource)
        }
    }

    /// What differs, once the requests have been hashed.
    mutating func difference(given outcomes: [Result<ContentDigest, ContentHashingError>]) -> ManifestDifference {
        for (resource, outcome) in zip(expected, outcomes) {
            switch outcome {
            case .success(let digest) where digest == resource.digest:
                continue
            case .success(let digest):
                difference.changed.append(
                    .init(name: resource.identifier, expected: resource.digest.hex, found: digest.hex)
                )
            case .failure(let error):
                add(error, of: resource.name)
            }
        }
        difference.changed.sort { $0.name.hasBytesBefore($1.name) }
        difference.missing.sort()
        return difference
    }

    /// Notes a file that could not be hashed: once, however many shards it has.
    private mutating func add(_ error: ContentHashingError, of name: ResourceName) {
        guard failed.insert(name).inserted else { return }
        let failure = ManifestDifference.Failure(name: name.path, reason: error.message)
        switch error.code {
        case .vanished: difference.missing.append(name)
        case .changedWhileHashing: difference.changedWhileHashing.append(failure)
        default: difference.unreadable.append(failure)
        }
    }
}
