// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ModelSigning

/// What is made of an accepted predicate, and what the message of a refused one names.
@Suite struct ModelPredicateTests {
    @Test(arguments: ["accepted-unsorted-with-sorted-root", "accepted-unsorted-with-payload-order-root"])
    func `accepts resources in any order, with the root digest of either`(_ name: String) async throws {
        let plain = try await manifest("accepted-plain")
        let unsorted = try await manifest(name)
        #expect(unsorted.resources == plain.resources)
        #expect(unsorted.rootDigest == plain.rootDigest)
    }

    @Test(arguments: [
        "accepted-indented", "accepted-other-key-order", "accepted-unknown-fields", "accepted-upper-case-digits",
        "accepted-another-subject-digest", "accepted-escaped-names", "accepted-shard-size-without-shards",
    ])
    func `reads the same manifest from other spellings`(_ name: String) async throws {
        #expect(try await manifest(name) == manifest("accepted-plain"))
    }

    @Test func `reads the serialization`() async throws {
        let plain = try await manifest("accepted-plain").serialization
        #expect(plain == Serialization(ignoredPaths: [".git", "model.sig"]))
        #expect(try await manifest("accepted-allow-symlinks").serialization.symbolicLinks == .withinRoot)
        for name in ["accepted-no-ignore-paths", "accepted-null-ignore-paths", "accepted-empty-ignore-paths"] {
            #expect(try await manifest(name).serialization.ignoredPaths.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("accepted-shards", 4), ("accepted-sharded-algorithm", 4), ("accepted-shards-unsorted", 4),
            ("accepted-shards-mixed-algorithm-spelling", 4), ("accepted-shard-size-2.0", 2),
            ("accepted-shard-size-1e3", 1000),
            ("accepted-shards-largest-size", .max),
        ] as [(String, Int64)]
    )
    func `reads the size of shards however its number is spelled`(_ name: String, _ byteCount: Int64) async throws {
        #expect(try await manifest(name).serialization.method == .shards(byteCount: byteCount))
    }

    @Test func `splits the names of shards at their last two colons`() async throws {
        let names = try await manifest("accepted-shards-of-names-with-colons").fileNames
        #expect(names.map(\.path) == ["a", "a:0:4"])
    }

    @Test func `keeps recorded paths that can match nothing, and lets them match nothing`() async throws {
        let verified = try await HostileSigner.manifest(signing: StatementVector("accepted-strange-ignore-paths").bytes)
        #expect(verified.manifest.serialization.ignoredPaths.count == 10)
        #expect(verified.manifest.serialization.ignoredPaths.first == "/abs")
        let model = try TestModel(["a.txt": "a", "sub/b.bin": "b", "x": ""])
        // A listed file is verified though it is recorded as ignored; `x/` is no canonical name, so `x` is not ignored.
        let difference = try await model.difference(from: verified)
        #expect(difference?.unsigned.map(\.path) == ["x"])
        try model.remove("x")
        try model.write(["a.txt": "changed"])
        #expect(try await model.difference(from: verified)?.changed.map(\.name) == ["a.txt"])
    }

    @Test(arguments: [
        ("unsupportedHash-sha256-among-blake2b", "'sha256' in a manifest of blake2b"),
        ("unsupportedHash-sha256-among-blake3", "'sha256' in a manifest of blake3"),
        ("malformedManifest-blake2b-of-32-bytes", "not 64 bytes"),
        ("malformedManifest-blake3-of-64-bytes", "not 32 bytes"),
        ("unsupportedHash-unknown", "'sha3-256' is unknown"), ("unsupportedHash-resource-sha512", "'sha512'"),
        ("unsupportedSerialization-unknown", "'tree'"), ("unknownPredicate-slsa", "https://slsa.dev/provenance/v1"),
        ("unsafeName-parent", "'../x'"), ("unsafeName-absolute", "'/x'"), ("duplicateResource-same-name", "'a' twice"),
        ("malformedManifest-digest-short", "'a.txt'"), ("malformedManifest-shard-name-without-range", "'a'"),
        ("malformedManifest-shard-size-2.5", "2.5"), ("malformedManifest-two-subjects", "2 subjects"),
        ("malformedManifest-allow_symlinks-text", "predicate.serialization.allow_symlinks"),
        ("malformedManifest-resource-without-digest", "predicate.resources[0].digest"),
    ])
    func `names the offending value`(_ name: String, _ part: String) async throws {
        let vector = try StatementVector(name)
        let error = await #expect(throws: ModelSigningError.self) {
            try await HostileSigner.manifest(signing: vector.bytes)
        }
        #expect(error?.description.contains(part) == true, "\(error.map(String.init(describing:)) ?? "")")
    }

    private func manifest(_ name: String) async throws -> Manifest {
        try await HostileSigner.manifest(signing: StatementVector(name).bytes).manifest
    }
}
