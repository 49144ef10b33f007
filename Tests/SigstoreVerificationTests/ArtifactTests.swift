// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreVerification
import Synchronization
import TestServices
import Testing

/// What is verified against: an artifact, its digest, or a way to get at both.
@Suite struct ArtifactTests {
    @Test(arguments: messages)
    func `a message's signature is over the artifact`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: statements)
    func `a statement is about the artifact`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: unavailable)
    func `says so when a digest is not enough`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private static let artifact = TestBundle().artifact
    private static let other = Array("another artifact\n".utf8)

    private static func digest(_ algorithm: ArtifactDigest.Algorithm, of bytes: [UInt8] = artifact) -> SignedArtifact? {
        let made =
            switch algorithm {
            case .sha256: TestDigest.sha256
            case .sha384: TestDigest.sha384
            case .sha512: TestDigest.sha512
            }
        return ArtifactDigest(algorithm, bytes: made.hash(bytes)).map(SignedArtifact.init(digest:))
    }

    private static let messages: [Variation] = [
        .good("as its digest") { $0.given = digest(.sha256) },
        .good("as its digest, Rekor v2", in: .rekorV2) { $0.given = digest(.sha256) },
        .good("as the digest that a P-384 key needs") {
            $0.key = TestKey(.p384, named: "signer")
            $0.given = digest(.sha384)
        },
        .good("as the digest that a P-521 key needs") {
            $0.key = TestKey(.p521, named: "signer")
            $0.given = digest(.sha512)
        },
        .good("as closures") {
            $0.given = SignedArtifact(digest: { try ArtifactTests.hash(artifact, $0) }, content: { artifact })
        },
        .good("as closures, for Ed25519") {
            $0.key = TestKey(.ed25519, named: "signer")
            $0.given = SignedArtifact(digest: { try ArtifactTests.hash(artifact, $0) }, content: { artifact })
        },
        .bad("another artifact", .artifactMismatch) { $0.given = SignedArtifact(other) },
        .bad("another digest", .artifactMismatch) { $0.given = digest(.sha256, of: other) },
        .bad("another artifact as closures", .artifactMismatch) {
            $0.given = SignedArtifact(digest: { try ArtifactTests.hash(other, $0) }, content: { other })
        },
        .bad("another artifact, and a bundle without its digest", .logEntryMismatch) {
            $0.signature.hasMessageDigest = false
            $0.given = SignedArtifact(other)
        },
        .bad("another artifact, no digest, no log", .invalidSignature, in: .none) {
            $0.signature.hasMessageDigest = false
            $0.timestamps = [TestTimestamp()]
            $0.policy.transparencyLogs = .notRequired
            $0.given = SignedArtifact(other)
        },
        .bad("another message digest", .artifactMismatch) { $0.signature.messageDigest = { $0[0] ^= 1 } },
        .bad("a message digest that is too short", .artifactMismatch) {
            $0.signature.messageDigest = { $0.removeLast() }
        },
        .bad("a message digest of no bytes", .artifactMismatch) { $0.signature.messageDigest = { $0 = [] } },
        .bad("a message digest of a hash that is not supported", .unsupportedAlgorithm) {
            $0.bundleJSON = { $0["messageSignature"]?["messageDigest"]?["algorithm"] = "SHA3_256" }
        },
        .bad("a message digest of another hash than it says", .artifactMismatch) {
            $0.bundleJSON = { $0["messageSignature"]?["messageDigest"]?["algorithm"] = "SHA2_384" }
        },
        .bad("a message digest of no hash", .unsupportedAlgorithm) {
            $0.bundleJSON = { $0["messageSignature"]?["messageDigest"]?["algorithm"] = nil }
        },
        .bad("a digest where the payload was signed in an envelope", .artifactMismatch, in: .rekorV1, .envelope()) {
            $0.given = digest(.sha256, of: other)
        },
    ]

    private static func statement(_ changes: @escaping @Sendable (inout TestJSON) -> Void) -> TestBundle.Content {
        var json: TestJSON = [
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [
                ["name": "artifact", "digest": ["sha256": .string(TestText.hex(TestDigest.sha256.hash(artifact)))]]
            ],
            "predicateType": "https://sigstore.test/predicate/v1",
            "predicate": [:],
        ]
        changes(&json)
        return .envelope(payload: json.written)
    }

    private static func subject(_ digests: [(String, [UInt8])], name: String? = "artifact") -> TestJSON {
        var subject: TestJSON = ["digest": .object(digests.map { .init($0, .string(TestText.hex($1))) })]
        if let name { subject["name"] = .string(name) }
        return subject
    }

    private static let sha256 = TestDigest.sha256.hash(artifact)
    private static let sha512 = TestDigest.sha512.hash(artifact)

    private static let statements: [Variation] = [
        .good("by its digest", in: .rekorV1, .envelope()) { $0.given = digest(.sha256) },
        .good("of the version before", in: .rekorV1, statement { $0["_type"] = "https://in-toto.io/Statement/v0.1" }),
        .good("with SHA-512 alone", in: .rekorV1, statement { $0["subject"] = [subject([("sha512", sha512)])] }),
        .good("without a name", in: .rekorV1, statement { $0["subject"] = [subject([("sha256", sha256)], name: nil)] }),
        .good(
            "with a digest that nobody knows",
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("gitCommit", [1, 2]), ("sha256", sha256)])]
            }
        ),
        .good(
            "with the second subject",
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("sha256", TestDigest.sha256.hash(other))]), subject([("sha256", sha256)])]
            }
        ),
        .good(
            "with both digests",
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("sha256", sha256), ("sha512", sha512)])]
            }
        ),
        .good("with a field that nobody knows", in: .rekorV1, statement { $0.add("more", [:]) }),
        .bad("about another artifact", .artifactMismatch, in: .rekorV1, .envelope()) {
            $0.given = SignedArtifact(other)
        },
        .bad("about another artifact, Rekor v2", .artifactMismatch, in: .rekorV2, .envelope()) {
            $0.given = SignedArtifact(other)
        },
        .bad(
            "with SHA-512 that contradicts",
            .artifactMismatch,
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("sha256", sha256), ("sha512", TestDigest.sha512.hash(other))])]
            }
        ) { _ in },
        .bad(
            "with digests of two subjects",
            .artifactMismatch,
            in: .rekorV1,
            statement {
                $0["subject"] = [
                    subject([("sha256", sha256), ("sha512", TestDigest.sha512.hash(other))]),
                    subject([("sha256", TestDigest.sha256.hash(other)), ("sha512", sha512)]),
                ]
            }
        ) { _ in },
        .bad(
            "with a digest under another name",
            .artifactMismatch,
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("sha512", sha256)])]
            }
        ) { _ in },
        .bad(
            "with digests that nobody knows",
            .artifactMismatch,
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("gitCommit", sha256)])]
            }
        ) { _ in },
        .bad(
            "with SHA-512 alone, and SHA-256 is given",
            .artifactMismatch,
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("sha512", sha512)])]
            }
        ) { $0.given = digest(.sha256) },
        .good(
            "with capital letters in a digest",
            in: .rekorV1,
            statement {
                $0["subject"] = [["digest": ["sha256": .string(TestText.hex(sha256).uppercased())]]]
            }
        ) { _ in },
        .bad("about nothing", .wrongContent, in: .rekorV1, statement { $0["subject"] = [] }) { _ in },
        .bad("about no digest", .wrongContent, in: .rekorV1, statement { $0["subject"] = [["digest": [:]]] }) { _ in },
        .bad(
            "with a subject twice",
            .wrongContent,
            in: .rekorV1,
            statement {
                $0.add("subject", [subject([("sha256", sha256)])])
            }
        ) { _ in },
        .bad(
            "with a digest twice",
            .wrongContent,
            in: .rekorV1,
            statement {
                $0["subject"] = [subject([("sha256", sha256), ("sha256", sha256)])]
            }
        ) { _ in },
        .bad(
            "of another type",
            .wrongContent,
            in: .rekorV1,
            statement { $0["_type"] = "https://in-toto.io/Statement/v2" }
        ) { _ in },
        .bad("of no predicate", .wrongContent, in: .rekorV1, statement { $0["predicateType"] = nil }) { _ in },
        .bad("that is no JSON", .wrongContent, in: .rekorV1, .envelope(payload: Array("text".utf8))) { _ in },
        .bad("in an envelope of another type", .wrongContent, in: .rekorV1, .envelope(type: "application/json")) { _ in
        },
        .bad(
            "in an envelope of nearly that type",
            .wrongContent,
            in: .rekorV1,
            .envelope(type: "application/vnd.in-toto+JSON")
        ) { _ in },
    ]

    private static let unavailable: [Variation] = [
        .bad("SHA-256 for a P-384 key", .artifactUnavailable) {
            $0.key = TestKey(.p384, named: "signer")
            $0.given = digest(.sha256)
        },
        .bad("SHA-512 for a P-256 key", .artifactUnavailable) { $0.given = digest(.sha512) },
        .bad("SHA-256 for an Ed25519 key", .artifactUnavailable) {
            $0.key = TestKey(.ed25519, named: "signer")
            $0.given = digest(.sha256)
        },
        .bad("SHA-256 for an Ed25519 key, Rekor v2", .artifactUnavailable, in: .rekorV2) {
            $0.key = TestKey(.ed25519, named: "signer")
            $0.given = digest(.sha256)
        },
        .bad("SHA-256 for an ML-DSA key", .artifactUnavailable) {
            ($0.signer, $0.key) = (.managedKey, TestKey(.mlDSA65, named: "managed"))
            $0.given = digest(.sha256)
        },
        .good("SHA-256 for an Ed25519 key, in an envelope", in: .rekorV1, .envelope()) {
            $0.key = TestKey(.ed25519, named: "signer")
            $0.given = digest(.sha256)
        },
    ]

    private static func hash(_ bytes: [UInt8], _ algorithm: ArtifactDigest.Algorithm) throws -> [UInt8] {
        try #require(TestDigest(rawValue: algorithm.rawValue)).hash(bytes)
    }

    private struct Unreadable: Error {}

    @Test func `errors of reading an artifact come out as they are`() async throws {
        var scene = Scene()
        scene.given = SignedArtifact(digest: { _ in throw Unreadable() }, content: { throw Unreadable() })
        let made = try scene.make()
        await #expect(throws: Unreadable.self) { try await made.verify() }
    }

    @Test func `an artifact is hashed as its signature needs, and not read whole`() async throws {
        let asked = Mutex<[ArtifactDigest.Algorithm]>([])
        var scene = Scene()
        scene.key = TestKey(.p384, named: "signer")
        let artifact = scene.artifact
        let given = SignedArtifact(
            digest: { algorithm in
                asked.withLock { $0.append(algorithm) }
                return try Self.hash(artifact, algorithm)
            },
            content: { throw Unreadable() }
        )
        scene.given = given
        try await scene.make().verify()
        #expect(Set(asked.withLock { $0 }) == [.sha384])
    }

    @Test func `a digest is written as its algorithm and hexadecimal`() throws {
        let hex = TestText.hex(Self.sha256)
        let digest = try #require(ArtifactDigest("sha256:\(hex)"))
        #expect(digest.algorithm == .sha256 && digest.bytes == Self.sha256)
        #expect(digest.description == "sha256:\(hex)")
        #expect(ArtifactDigest("sha256:\(hex.uppercased())") == digest)
        let wrong = [
            "", "sha256", "sha256:", hex, ":\(hex)", "SHA256:\(hex)", "md5:\(hex)", "sha512:\(hex)",
            "sha256:\(hex)0", "sha256:\(hex.dropLast(2))", "sha256:\(hex) ", " sha256:\(hex)",
        ]
        #expect(wrong.allSatisfy { ArtifactDigest($0) == nil })
        #expect(ArtifactDigest(.sha256, bytes: Self.sha512) == nil)
    }
}
