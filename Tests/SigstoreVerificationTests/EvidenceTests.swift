// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import SigstoreVerification
import TestServices
import Testing

/// What a verification says: what was established, and what was not.
@Suite struct EvidenceTests {
    private static let name = TestLeaf().names[0].text

    @Test func `names the signer, the issuer, the claims and the certificate's logs`() async throws {
        let made = try Scene().make()
        let verified = try await made.verify()
        guard case .sigstore(let signer) = verified.signer.trust else { return #expect(Bool(false)) }
        #expect(signer.identity == Self.name)
        #expect(verified.signer.name == Self.name)
        #expect(signer.issuer == TestSigstore.identityProvider)
        #expect(
            signer.claims == [
                "issuer": TestSigstore.identityProvider,
                "buildSignerURI": "https://github.com/example/model/.github/workflows/sign.yml@refs/heads/main",
                "runnerEnvironment": "github-hosted", "sourceRepositoryURI": "https://github.com/example/model",
                "sourceRepositoryDigest": "0123456789abcdef0123456789abcdef01234567",
                "sourceRepositoryRef": "refs/heads/main", "buildTrigger": "workflow_dispatch",
                "sourceRepositoryVisibilityAtSigning": "public",
            ]
        )
        #expect(signer.certificateLogs == [TestCTLog().instance.baseURL])
        let certificate = try #require(made.parts.certificate)
        #expect(signer.certificate.fingerprint == TestText.hex(TestDigest.sha256.hash(certificate)))
        #expect(signer.certificate.anchorSubject == "CN=fulcio root,O=sigstore.test")
        #expect(signer.certificate.pathFingerprints.count == 3)
        #expect(signer.certificate.subjectAlternativeNames == [Self.name])
        #expect(signer.certificate.notValidBefore == TestLeaf().notBefore)
        #expect(signer.certificate.notValidAfter == TestLeaf().notAfter)
    }

    @Test func `names the identity that was asked for, of several`() async throws {
        var scene = Scene()
        scene.leaf.names = [.email("first@example.com"), .email("second@example.com")]
        scene.identities = [SigstoreIdentity("second@example.com", issuer: TestSigstore.identityProvider)]
        let verified = try await scene.make().verify()
        #expect(verified.signer.name == "second@example.com")
    }

    @Test func `names the entry of Rekor v1 and the time that the log signed`() async throws {
        let made = try Scene().make()
        let verified = try await made.verify()
        let log = TestRekorV1().instance
        let observed = try ObservedTime.make(TestSigstore.now, .transparencyLog, log.baseURL)
        #expect(verified.signer.time.observations == [observed])
        let entry = try #require(verified.logEntries.first)
        #expect(verified.logEntries.count == 1)
        #expect(entry.log == log.baseURL)
        #expect(entry.logID == TestText.hex(try log.key.keyID()))
        #expect(entry.index == made.parts.entries.first?.logIndex)
        #expect(entry.kind == "hashedrekord 0.0.1")
        #expect(entry.integratedTime == TestSigstore.now)
        #expect(entry.treeSize == 8)
        #expect(verified.unchecked == [.logConsistency, .revocation])
        #expect(verified.payload == nil && verified.predicateType == nil)
    }

    @Test func `names the entry of Rekor v2 and the authority that stamped`() async throws {
        var scene = Scene(.rekorV2)
        scene.timestamp.date = TestSigstore.now + 5
        let verified = try await scene.make().verify()
        let observed = try ObservedTime.make(TestSigstore.now + 5, .timestampAuthority, TestTSA().uri)
        #expect(verified.signer.time.observations == [observed])
        let entry = try #require(verified.logEntries.first)
        #expect(entry.log == TestRekorV2().instance.baseURL)
        #expect(entry.index == 3)
        #expect(entry.kind == "hashedrekord 0.0.2")
        #expect(entry.integratedTime == nil)
        #expect(entry.treeSize == 8)
    }

    @Test func `gives every time with its observer, those too that were not needed`() async throws {
        var scene = Scene()
        scene.services.timestampAuthorities.append(TestTSA(named: "second"))
        scene.timestamps = [TestTimestamp(authority: 1), TestTimestamp()]
        scene.timestamps?[0].date = TestSigstore.now + 2
        let verified = try await scene.make().verify()
        let second = scene.services.timestampAuthorities[1].uri
        #expect(
            verified.signer.time.observations == [
                try .make(TestSigstore.now + 2, .timestampAuthority, second),
                try .make(TestSigstore.now, .timestampAuthority, TestTSA().uri),
                try .make(TestSigstore.now, .transparencyLog, TestRekorV1().instance.baseURL),
            ]
        )
    }

    @Test func `a time that nobody signed is not among them`() async throws {
        var scene = Scene()
        scene.entry.hasPromise = false
        scene.entry.integratedTime = TestSigstore.now + 7
        scene.timestamps = [TestTimestamp()]
        let verified = try await scene.make().verify()
        #expect(verified.signer.time.observations == [try .make(TestSigstore.now, .timestampAuthority, TestTSA().uri)])
        #expect(verified.logEntries.first?.integratedTime == nil)
    }

    @Test func `an index that nobody signed is not given`() async throws {
        var scene = Scene()
        scene.entry.hasPromise = false
        scene.entry.made = { $0.logIndex = 77 }
        scene.timestamps = [TestTimestamp()]
        let verified = try await scene.make().verify()
        #expect(verified.logEntries.first?.index != 77)
    }

    @Test func `a promise alone has no tree`() async throws {
        var scene = Scene()
        (scene.version, scene.entry.hasProof) = (.v0_1, false)
        let verified = try await scene.make().verify()
        #expect(verified.logEntries.map(\.treeSize) == [nil])
        #expect(verified.unchecked == [.logConsistency, .revocation])
    }

    @Test func `lists both of two entries`() async throws {
        var scene = Scene()
        scene.entries.append(TestEntry(.rekorV2))
        let verified = try await scene.make().verify()
        let logs = [TestRekorV1().instance.baseURL, TestRekorV2().instance.baseURL]
        #expect(verified.logEntries.map(\.log) == logs)
    }

    @Test func `says that no log was checked`() async throws {
        var scene = Scene(.none)
        scene.timestamps = [TestTimestamp()]
        scene.policy.transparencyLogs = .notRequired
        let verified = try await scene.make().verify()
        #expect(verified.logEntries.isEmpty)
        #expect(verified.unchecked == [.transparencyLog, .revocation])
    }

    @Test func `says that no log of certificates was checked`() async throws {
        var scene = Scene()
        scene.leaf.timestamps = []
        scene.policy.certificateLogs = .notRequired
        let verified = try await scene.make().verify()
        guard case .sigstore(let signer) = verified.signer.trust else { return #expect(Bool(false)) }
        #expect(signer.certificateLogs.isEmpty)
        #expect(verified.unchecked == [.logConsistency, .certificateLog, .revocation])
    }

    @Test func `what was not needed and is there is checked, and not said to be unchecked`() async throws {
        var scene = Scene()
        (scene.policy.certificateLogs, scene.policy.transparencyLogs) = (.notRequired, .notRequired)
        let verified = try await scene.make().verify()
        #expect(verified.logEntries.count == 1)
        #expect(verified.unchecked == [.logConsistency, .revocation])
    }

    @Test func `a key has no certificate to revoke or to log`() async throws {
        var scene = Scene(.rekorV2)
        scene.signer = .managedKey
        let verified = try await scene.make().verify()
        guard case .key(let key) = verified.signer.trust else { return #expect(Bool(false)) }
        #expect(key.algorithm == "ECDSA P-256 with SHA-256")
        #expect(verified.signer.time.observations?.count == 1)
        #expect(verified.unchecked == [.logConsistency])
    }

    @Test func `gives out the statement that was signed`() async throws {
        let made = try Scene(.rekorV1, .envelope()).make()
        let verified = try await made.verify()
        let payload = try #require(verified.payload)
        #expect(payload.bytes == TestEnvelope.statement(about: made.parts.artifact))
        #expect(payload.type == TestEnvelope.inToto)
        #expect(payload.signers == [verified.signer])
        #expect(payload.evidence.logEntries == verified.logEntries)
        #expect(payload.evidence.payloadSHA256 == TestText.hex(TestDigest.sha256.hash(payload.bytes)))
        #expect(verified.predicateType == "https://sigstore.test/predicate/v1")
    }

    @Test func `a payload needs no artifact, and may be no statement`() async throws {
        let made = try Scene(.rekorV1, .envelope(payload: [1, 2, 3], type: "application/octet-stream")).make()
        let payload = try await made.verifier.verify(SignatureBundle(parsing: made.parts.bundleJSON))
        #expect(payload.bytes == [1, 2, 3] && payload.type == "application/octet-stream")
    }

    @Test func `a signed artifact is no payload`() async throws {
        let made = try Scene().make()
        let bundle = try SignatureBundle(parsing: made.parts.bundleJSON)
        await expectRefusal(of: bundle, by: made.verifier, .wrongContent)
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2], [TestBundle.Signer.certificate, .managedKey])
    func `is the same after it was written as JSON`(_ log: TestEntry.Log, _ signer: TestBundle.Signer) async throws {
        var scene = Scene(log, .envelope())
        scene.signer = signer
        let verified = try await scene.make().verify()
        let signerJSON = try JSONEncoder().encode(verified.signer)
        #expect(try JSONDecoder().decode(VerifiedSigner.self, from: signerJSON) == verified.signer)
        let evidence = try #require(verified.payload?.evidence)
        let evidenceJSON = try JSONEncoder().encode(evidence)
        #expect(try JSONDecoder().decode(VerificationEvidence.self, from: evidenceJSON) == evidence)
        let whole = try JSONSerialization.jsonObject(with: JSONEncoder().encode(verified)) as? [String: Any]
        #expect(whole.map { Set($0.keys) } == ["signer", "logEntries", "unchecked"])
    }
}

extension VerifiedSigner.EvaluationTime {
    /// The times that others observed.
    fileprivate var observations: [ObservedTime]? {
        if case .observed(let times) = self { times } else { nil }
    }
}

extension ObservedTime {
    /// Reads the value from JSON: only a verifier makes one otherwise.
    fileprivate static func make(_ date: Date, _ source: Source, _ observer: String) throws -> ObservedTime {
        struct Fields: Encodable {
            let date: Date
            let source: Source
            let observer: String
        }
        let json = try JSONEncoder().encode(Fields(date: date, source: source, observer: observer))
        return try JSONDecoder().decode(ObservedTime.self, from: json)
    }
}
