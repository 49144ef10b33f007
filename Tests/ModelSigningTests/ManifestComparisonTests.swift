// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Testing

@testable import ModelSigning

/// What becomes of hashing failures. Comparing whole models: ``VerifiedManifestTests``.
@Suite struct ManifestComparisonTests {
    @Test(arguments: [HashingOptions(), .shards(of: 4)])
    func `lists a file that vanished once, as missing`(_ options: HashingOptions) async throws {
        let difference = try await difference(.vanished, options)
        #expect(difference.summary == "1 missing")
        #expect(difference.missing.map(\.path) == ["a"])
    }

    @Test(arguments: [HashingOptions(), .shards(of: 4)])
    func `lists a file that changed while it was hashed once`(_ options: HashingOptions) async throws {
        let difference = try await difference(.changedWhileHashing, options)
        #expect(difference.summary == "1 changed while hashing")
        #expect(difference.changedWhileHashing == [.init(name: "a", reason: "the reason")])
    }

    @Test(
        arguments: [HashingOptions(), .shards(of: 4)],
        [ContentHashingError.Code.unreadable, .notRegularFile, .outOfResources]
    )
    func `lists a file that failed in any other way once, as unreadable`(
        _ options: HashingOptions,
        _ code: ContentHashingError.Code
    ) async throws {
        let difference = try await difference(code, options)
        #expect(difference.summary == "1 unreadable")
        #expect(difference.unreadable == [.init(name: "a", reason: "the reason")])
    }

    @Test func `finds nothing when every digest is the signed one`() async throws {
        let model = try TestModel(["a": "0123456789", "b": "1"])
        var comparison = try await comparison(model, .shards(of: 4))
        let outcomes = comparison.manifest.resources.map { Result<_, ContentHashingError>.success($0.digest) }
        #expect(comparison.value.requests.count == 4)
        #expect(comparison.value.difference(given: outcomes).isEmpty)
    }

    /// What is found when every attempt to hash the file `a` fails.
    private func difference(
        _ code: ContentHashingError.Code,
        _ options: HashingOptions
    ) async throws -> ManifestDifference {
        var comparison = try await comparison(TestModel(["a": "0123456789"]), options)
        let failure = Result<ContentDigest, ContentHashingError>.failure(ContentHashingError(code, "the reason"))
        return comparison.value.difference(given: comparison.value.requests.map { _ in failure })
    }

    private func comparison(
        _ model: TestModel,
        _ options: HashingOptions
    ) async throws -> (value: ManifestComparison, manifest: Manifest) {
        let manifest = try await ModelHasher(options).hash(modelAt: model.url).manifest
        let location = try ModelLocation(model.url)
        let listing = try ModelFiles(of: location, excluding: ExclusionRules(), links: .refuse)
        return (ManifestComparison(manifest, listing, in: location.root, excluding: []), manifest)
    }
}
