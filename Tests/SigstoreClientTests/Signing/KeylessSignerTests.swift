// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import Foundation
import HTTPTransport
import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import TestServices
import Testing

@Suite struct KeylessSignerTests {
    static let logs: [[TestEntry.Log]] = [[.rekorV1], [.rekorV2], [.rekorV1, .rekorV2]]
    static let identities: [TestIdentity] = [
        .email(SigningScene.address), .uri("https://example.com/machine"), .workflow(SigningScene.workflow),
    ]

    @Test(arguments: logs, identities)
    func `a file's signature verifies for whoever has the token`(
        _ logs: [TestEntry.Log],
        _ identity: TestIdentity
    ) async throws {
        var scene = try SigningScene()
        (scene.logs, scene.identity) = (logs, identity)
        let signature = try await scene.sign()
        let verified = try await scene.expectVerified(signature)
        #expect(verified.payload == nil)
        #expect(signature.signer.name == identity.name)
        // The highest version that is known is the one that counts.
        let kind = logs.contains(.rekorV2) ? "hashedrekord 0.0.2" : "hashedrekord 0.0.1"
        #expect(signature.logEntries.map(\.kind) == [kind])
    }

    @Test(arguments: logs)
    func `a payload comes back as it was`(_ logs: [TestEntry.Log]) async throws {
        var scene = try SigningScene()
        scene.logs = logs
        for payload in [[], Array("payload".utf8), [UInt8](repeating: 0xFF, count: 100_000)] {
            let bundle = try await scene.signer().sign(payload, type: "application/octet-stream")
            let verified = try await scene.verifier().verify(SignatureBundle(parsing: bundle.serialized))
            #expect(verified.bytes == payload && verified.type == "application/octet-stream")
        }
    }

    @Test(arguments: logs)
    func `a statement is signed as it is, and verifies for its subject`(_ logs: [TestEntry.Log]) async throws {
        var scene = try SigningScene()
        scene.logs = logs
        let text = TestEnvelope.statement(about: SigningScene.artifact) + Array(" \n".utf8)
        let signature = try await scene.signer().signature(of: SignableStatement(text))
        let verified = try await scene.expectVerified(signature)
        #expect(verified.payload?.bytes == text && verified.payload?.type == "application/vnd.in-toto+json")
        #expect(verified.predicateType == "https://sigstore.test/predicate/v1")
    }

    @Test(arguments: ["", "{}", "[]", "{\"_type\":\"https://in-toto.io/Statement/v1\"}", "no JSON"])
    func `what is no statement is not signed as one`(_ text: String) {
        expect(.unusableStatement) { try SignableStatement(Array(text.utf8)) }
    }

    @Test func `a statement that is too large is not signed`() {
        expect(.unusableStatement) {
            try SignableStatement([UInt8](repeating: 0x20, count: SignableStatement.maximumByteCount + 1))
        }
    }

    @Test(arguments: KeyProof.allCases)
    func `either proof gives a signature`(_ proof: KeyProof) async throws {
        var scene = try SigningScene()
        scene.proof = proof
        try await scene.expectVerified(scene.sign())
    }

    @Test(arguments: [ArtifactDigest.Algorithm.sha384, .sha512])
    func `digests of other hashes are not signed`(_ algorithm: ArtifactDigest.Algorithm) async throws {
        let scene = try SigningScene()
        let count = algorithm == .sha384 ? 48 : 64
        let digest = try #require(ArtifactDigest(algorithm, bytes: [UInt8](repeating: 1, count: count)))
        await expect(.unusableDigest) { try await scene.signer().signature(ofArtifact: digest) }
        #expect(scene.desk.answers.isEmpty && scene.tokens.count == 0)
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `a bundle holds one certificate, one entry and one timestamp`(_ log: TestEntry.Log) async throws {
        let scene = try SigningScene(log)
        let bundle = try await scene.sign().bundle
        let material = bundle.verificationMaterial
        guard case .certificate(let der) = material.content else {
            Issue.record("\(material.content)")
            return
        }
        #expect(bundle.unverifiedCertificates.map(\.der) == [der])
        #expect(material.transparencyLogEntries.count == 1 && material.timestamps.count == 1)
        let entry = material.transparencyLogEntries[0]
        #expect(entry.inclusionProof != nil && (entry.inclusionPromise != nil) == (log == .rekorV1))
        guard case .messageSignature(let message) = bundle.content else {
            Issue.record("\(bundle.content)")
            return
        }
        #expect(message.digest == TestDigest.sha256.hash(SigningScene.artifact) && message.digestAlgorithm == .sha256)
        let text = String(decoding: bundle.serialized, as: UTF8.self)
        #expect(text.contains("application/vnd.dev.sigstore.bundle.v0.3+json"))
        for part in ["PRIVATE KEY", "x509CertificateChain", "publicKeyIdentifier"] { #expect(!text.contains(part)) }
    }

    @Test func `services are asked in an order in which nothing is logged in vain, and one alone sees the token`()
        async throws
    {
        let scene = try SigningScene(.rekorV1)
        _ = try await scene.sign()
        #expect(
            scene.desk.answers == [
                "POST /api/v2/signingCert 200", "POST /api/v1/timestamp 201", "POST /api/v1/log/entries 201",
            ]
        )
        let token = try #require(scene.tokens.all.first)
        for path in ["/api/v2/signingCert", "/api/v1/timestamp", "/api/v1/log/entries"] {
            let text = String(decoding: scene.desk.bodies(of: path).flatMap(\.self), as: UTF8.self)
            #expect(!text.isEmpty && !text.contains(token) && !text.contains("PRIVATE"))
        }
    }

    @Test func `without a timestamp authority, the log of Rekor v1 says when`() async throws {
        var scene = try SigningScene(.rekorV1)
        scene.isStamped = false
        let signature = try await scene.sign()
        #expect(signature.bundle.verificationMaterial.timestamps.isEmpty)
        try await scene.expectVerified(signature)
        // Then its promise is needed.
        scene.desk.fail(.rekorV1, .withoutPromise)
        await scene.expectRefused(.untrustedLogEntry)
    }

    @Test func `each signature has its own key and nonces`() async throws {
        let scene = try SigningScene(.rekorV1)
        let (first, second) = (try await scene.sign().bundle, try await scene.sign().bundle)
        let keys = try [first, second].flatMap(\.unverifiedCertificates).map { try $0.publicKey() }
        #expect(keys.count == 2 && keys[0] != keys[1])
        let requests = scene.desk.bodies(of: "/api/v1/timestamp")
        #expect(requests.count == 2 && requests[0] != requests[1])
    }

    @Test func `what says who signs fails the signature, and nobody was asked`() async throws {
        struct NobodyHere: Error {}
        let scene = try SigningScene()
        let signer = try scene.signer { throw NobodyHere() }
        await #expect(throws: NobodyHere.self) { try await signer.sign([], type: "text/plain") }
        #expect(scene.desk.answers.isEmpty)
    }

    @Test func `a signature that is given up says so`() async throws {
        var scene = try SigningScene()
        let desk = scene.desk
        scene.transport = AnsweringTransport { request, body in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await desk.exchange(request, body: body, limits: ExchangeLimits())
        }
        scene.desk.fail(.fulcio, .status(503))
        let signing = scene
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await signing.sign() }
                try await group.waitForAll()
            }
        }
    }

    @Test func `errors and descriptions of a token do not show it`() throws {
        let scene = try SigningScene()
        let token = try scene.token()
        var dumped = ""
        dump(token, to: &dumped)
        let text = try #require(scene.tokens.all.first)
        for shown in [dumped, "\(token)", String(reflecting: token)] { #expect(!shown.contains(text.suffix(40))) }
    }
}
