// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import Foundation
import HTTPTransport
import SigstoreBundle
import SigstoreClient
import SigstoreVerification
import TestServices
import Testing

/// Two instances that are trusted together; the first one's authority certifies.
@Suite struct SeveralServicesTests {
    private let (first, second): (TestSigstoreDesk, TestSigstoreDesk)
    private var scene: SigningScene

    init() throws {
        scene = try SigningScene(.rekorV2)
        (first, second) = (scene.desk, try TestSigstoreDesk(TestSigstore(named: "second")))
        scene.transport = HostRouter(hosts: ["sigstore.test": first, "second.test": second])
    }

    /// Whom both instances trust.
    private func trustedRoot() throws -> TrustedRoot {
        var root = try first.trustedRoot()
        let other = try second.trustedRoot()
        for name in ["tlogs", "timestampAuthorities"] {
            guard case .array(let services)? = root[name], case .array(let more)? = other[name] else { continue }
            root[name] = .array(services + more)
        }
        return try TrustedRoot(parsing: root.written)
    }

    private func config(_ logs: [TestEntry.Log], _ selector: TestJSON) throws -> SigningConfig {
        var config = first.signingConfig(logs)
        let other = second.signingConfig(logs, at: "https://second.test")
        for (name, selection) in [("rekorTlogUrls", "rekorTlogConfig"), ("tsaUrls", "tsaConfig")] {
            guard case .array(let services)? = config[name], case .array(var more)? = other[name] else { continue }
            for index in more.indices { more[index]["operator"] = "second.test" }
            config[name] = .array(services + more)
            config[selection] = selector
        }
        return try SigningConfig(parsing: config.written)
    }

    private func sign(_ logs: [TestEntry.Log], _ selector: TestJSON) async throws -> KeylessSignature {
        let scene = scene
        let signer = KeylessSigner(
            trustedRoot: try trustedRoot(),
            signingConfig: try config(logs, selector),
            client: scene.client,
            now: { scene.desk.now },
            identity: { try scene.token() }
        )
        let digest = try #require(ArtifactDigest(.sha256, bytes: TestDigest.sha256.hash(SigningScene.artifact)))
        return try await signer.signature(ofArtifact: digest)
    }

    private func verify(_ signature: KeylessSignature, policy: SigstorePolicy = SigstorePolicy()) async throws {
        let identity = SigstoreIdentity(scene.identity.name, issuer: TestSigstoreDesk.url)
        let verifier = BundleVerifier.sigstore(trustedRoot: try trustedRoot(), identity: identity, policy: policy)
        let bundle = try SignatureBundle(parsing: signature.bundle.serialized)
        _ = try await verifier.verify(bundle, of: SignedArtifact(SigningScene.artifact))
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2], [1, 2, 3])
    func `as many logs and authorities are used as the configuration says`(_ log: TestEntry.Log, _ number: Int)
        async throws
    {
        let selectors: [TestJSON] = [
            ["selector": "ANY"], ["selector": "ALL"], ["selector": "EXACT", "count": .number("2")],
        ]
        let count = number == 1 ? 1 : 2
        let signature = try await sign([log], selectors[number - 1])
        let material = signature.bundle.verificationMaterial
        #expect(material.transparencyLogEntries.count == count && material.timestamps.count == count)
        #expect(Set(signature.logEntries.map(\.log)).count == count)
        try await verify(signature)
        let policy = SigstorePolicy(time: .signedTimestamps(atLeast: count), transparencyLogs: .atLeast(count))
        try await verify(signature, policy: policy)
    }

    @Test func `of two versions, the highest is used and no other`() async throws {
        let signature = try await sign([.rekorV1, .rekorV2], ["selector": "ALL"])
        #expect(signature.logEntries.map(\.kind) == ["hashedrekord 0.0.2", "hashedrekord 0.0.2"])
    }

    @Test func `fewer services than are wanted are too few`() async throws {
        await expect(.unusableSigningConfig) {
            try await sign([.rekorV2], ["selector": "EXACT", "count": .number("3")])
        }
        #expect(first.answers.isEmpty && second.answers.isEmpty)
    }

    @Test(arguments: [TestServiceFault.badProof, .otherBody, .otherLog, .wrongCheckpointSignature])
    func `each log's answer must be good by itself`(_ fault: TestServiceFault) async throws {
        for desk in [first, second] {
            desk.fail(.rekorV2, fault)
            let error = await expect(.untrustedLogEntry) { try await sign([.rekorV2], ["selector": "ALL"]) }
            let host = desk === first ? "sigstore.test" : "second.test"
            #expect(error?.message.contains(host) == true, "\(error?.description ?? "")")
            desk.heal()
        }
    }

    @Test(arguments: [TestServiceFault.otherAuthority, .wrongNonce, .wrongImprint])
    func `and so must each timestamp`(_ fault: TestServiceFault) async throws {
        for desk in [first, second] {
            desk.fail(.timestamps, fault)
            let error = await expect(.untrustedTimestamp) { try await sign([.rekorV2], ["selector": "ALL"]) }
            let host = desk === first ? "sigstore.test" : "second.test"
            #expect(error?.message.contains(host) == true, "\(error?.description ?? "")")
            desk.heal()
        }
        #expect(!(first.answers + second.answers).contains { $0.contains("log/entries") })
    }

    @Test func `a log that has a new key is known by the one that signed`() async throws {
        var services = TestSigstore()
        services.rotateLogKeys(at: TestSigstore.now - 3600)
        // The services sign with the first key that they have, and that shall be the new one.
        services.rekorV2.swapAt(0, 1)
        services.rekorV1.swapAt(0, 1)
        services.certificateLogs.swapAt(0, 1)
        for log in [TestEntry.Log.rekorV1, .rekorV2] {
            for isReversed in [false, true] {
                var scene = try SigningScene(log, services: services)
                scene.root = { json in
                    guard isReversed, case .array(let logs)? = json["tlogs"] else { return }
                    json["tlogs"] = .array(logs.reversed())
                }
                scene.desk.fail(log == .rekorV1 ? .rekorV1 : .rekorV2, .lost, times: 1)
                try await scene.expectVerified(scene.sign())
            }
        }
    }
}
