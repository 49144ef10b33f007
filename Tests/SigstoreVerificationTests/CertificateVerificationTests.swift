// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import Crypto
import Foundation
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestServices
import Testing
import X509

/// OMS v1.0 §8.2, method `certificate`.
@Suite struct CertificateVerificationTests {
    private let key = PrivateKey.generate(.ecdsaP256SHA256)
    private let root: TestAuthority
    private let intermediate: TestAuthority

    init() throws {
        root = try TestAuthority()
        intermediate = try root.intermediate()
    }

    private func verifier(
        _ anchors: [X509Certificate]? = nil,
        identity: CertificateIdentity = .any,
        time: CertificateTimePolicy = .currentTime,
        now: Date = TestAuthority.now
    ) throws -> BundleVerifier {
        let anchors = try TrustAnchors(anchors ?? [root.certificate])
        return .certificate(anchors: anchors, identity: identity, time: time) { now }
    }

    private func bundle(_ content: TestCertificate = TestCertificate()) throws -> SignatureBundle {
        try bundle(leaf: intermediate.certify(key.publicKey, content))
    }

    private func bundle(leaf: X509Certificate) throws -> SignatureBundle {
        try SignedPayload.bundle(by: key, .certificateChain([leaf.der, intermediate.certificate.der]))
    }

    private func expectUntrusted(
        _ bundle: SignatureBundle,
        by verifier: BundleVerifier,
        _ code: CertificateTrustError.Code,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let error = await expectRefusal(of: bundle, by: verifier, .untrustedCertificate, sourceLocation: sourceLocation)
        #expect((error?.cause as? CertificateTrustError)?.code == code, sourceLocation: sourceLocation)
    }

    @Test func `gives out what was signed, by whom, and when that was evaluated`() async throws {
        var content = TestCertificate()
        content.names = [.rfc822Name("signer@example.com"), .uniformResourceIdentifier("https://example.com/ci")]
        let leaf = try intermediate.certify(key.publicKey, content)
        let verified = try await verifier().verify(bundle(leaf: leaf))
        #expect(verified.bytes == SignedPayload.bytes)
        #expect(verified.type == SignedPayload.type)
        #expect(verified.encoding == .standard)
        let signer = try #require(verified.signers.first)
        #expect(signer.time == .currentTime(TestAuthority.now))
        guard case .certificate(let trust) = signer.trust else { return #expect(Bool(false), "\(signer)") }
        #expect(trust.subject == "CN=signer")
        #expect(trust.subjectAlternativeNames == ["signer@example.com", "https://example.com/ci"])
        #expect(trust.anchorSubject == "CN=root")
        #expect(trust.anchorFingerprint == root.certificate.sha256Fingerprint)
        let path = [leaf, intermediate.certificate, root.certificate]
        #expect(trust.pathFingerprints == path.map(\.sha256Fingerprint))
        #expect(trust.notValidAfter == content.notValidAfter)
        #expect(signer.name == "CN=signer, signer@example.com, https://example.com/ci")
        #expect(try JSONDecoder().decode(VerifiedSigner.self, from: JSONEncoder().encode(signer)) == signer)
    }

    @Test func `verifies what a certificate signer makes`() async throws {
        let leaf = try intermediate.certify(key.publicKey)
        let signer = try CertificateSigner(key, certificate: leaf, chain: [intermediate.certificate])
        let bundle = try await signer.sign(SignedPayload.bytes, type: SignedPayload.type)
        #expect(try await verifier().verify(bundle).bytes == SignedPayload.bytes)
        #expect(try await verifier().verify(SignatureBundle(parsing: bundle.serialized)).bytes == SignedPayload.bytes)
    }

    @Test func `a certificate must be valid now`() async throws {
        let bundle = try bundle()
        let (start, end) = (TestAuthority.now - TestAuthority.day, TestAuthority.now + TestAuthority.day)
        for date in [start, end] { _ = try await verifier(now: date).verify(bundle) }
        await expectUntrusted(bundle, by: try verifier(now: start - 1), .notYetValid)
        await expectUntrusted(bundle, by: try verifier(now: end + 1), .expired)
    }

    @Test func `unsafeCertificateStart accepts an expired certificate and says so`() async throws {
        var content = TestCertificate()
        content.notValidBefore = TestAuthority.now - 0.5 * TestAuthority.day
        content.notValidAfter = TestAuthority.now - 0.25 * TestAuthority.day
        await expectUntrusted(try bundle(content), by: try verifier(), .expired)
        let verified = try await verifier(time: .unsafeCertificateStart).verify(bundle(content))
        #expect(verified.signers.first?.time == .uncheckedCertificateStart(content.notValidBefore))
        #expect(verified.evidence.unchecked.contains(.expiry))
        #expect(try await verifier().verify(bundle()).evidence.unchecked.contains(.expiry) == false)
    }

    @Test func `unsafeCertificateStart does not accept a certificate that has not begun`() async throws {
        var content = TestCertificate()
        content.notValidBefore = TestAuthority.now + 1
        await expectUntrusted(try bundle(content), by: try verifier(time: .unsafeCertificateStart), .notYetValid)
    }

    @Test func `unsafeCertificateStart still wants issuers that were valid then`() async throws {
        var content = TestCertificate()
        content.notValidBefore = TestAuthority.now - 2 * TestAuthority.day
        await expectUntrusted(try bundle(content), by: try verifier(time: .unsafeCertificateStart), .notYetValid)
    }

    @Test func `a certificate must lead to an anchor, and may mark its use`() async throws {
        let stranger = try TestAuthority(named: "stranger")
        await expectUntrusted(try bundle(), by: try verifier([stranger.certificate]), .untrusted)
        let namesake = try TestAuthority()
        await expectUntrusted(try bundle(), by: try verifier([namesake.certificate]), .untrusted)
        var content = TestCertificate()
        content.maySign = false
        await expectUntrusted(try bundle(content), by: try verifier(), .missingUsage)
    }

    @Test func `nothing in a bundle is an anchor`() async throws {
        let stranger = try TestAuthority(named: "stranger")
        let leaf = try stranger.certify(key.publicKey)
        let chain = [leaf, stranger.certificate, root.certificate].map(\.der)
        let bundle = try SignedPayload.bundle(by: key, .certificateChain(chain))
        await expectUntrusted(bundle, by: try verifier(), .untrusted)
    }

    @Test func `an intermediate or the certificate itself may be the anchor`() async throws {
        let leaf = try intermediate.certify(key.publicKey)
        for anchor in [intermediate.certificate, leaf] {
            let verified = try await verifier([anchor]).verify(bundle(leaf: leaf))
            guard case .certificate(let trust)? = verified.signers.first?.trust else { return #expect(Bool(false)) }
            #expect(trust.anchorFingerprint == anchor.sha256Fingerprint)
        }
    }

    @Test func `accepts only the identity that was asked for`() async throws {
        var content = TestCertificate()
        content.names = [.rfc822Name("signer@example.com"), .dnsName("example.com")]
        let bundle = try bundle(content)
        for name in ["signer@example.com", "example.com"] {
            _ = try await verifier(identity: .subjectAlternativeName(name)).verify(bundle)
        }
        for name in ["", "Signer@example.com", "signer@example.com ", "example", "CN=signer", "signer"] {
            let verifier = try verifier(identity: .subjectAlternativeName(name))
            let error = await expectRefusal(of: bundle, by: verifier, .wrongIdentity)
            #expect(error?.message.contains("'signer@example.com', 'example.com'") == true)
        }
    }

    @Test func `a certificate without names is nobody's`() async throws {
        let verifier = try verifier(identity: .subjectAlternativeName("signer@example.com"))
        let error = await expectRefusal(of: try bundle(), by: verifier, .wrongIdentity)
        #expect(error?.message.contains("no named identity") == true)
    }

    @Test func `one certificate counts as a chain, unless log entries make the bundle Sigstore's`() async throws {
        let leaf = try root.certify(key.publicKey)
        let bundle = try SignedPayload.bundle(by: key, .certificate(leaf.der))
        #expect(try await verifier().verify(bundle).bytes == SignedPayload.bytes)
        let entry = TransparencyLogEntry(
            logIndex: 1,
            logID: [0],
            kind: "dsse",
            version: "0.0.1",
            integratedTime: 0,
            inclusionPromise: nil,
            inclusionProof: nil,
            canonicalizedBody: []
        )
        let logged = SignatureBundle(
            verificationMaterial: VerificationMaterial(.certificate(leaf.der), transparencyLogEntries: [entry]),
            content: bundle.content
        )
        await expectRefusal(of: logged, by: try verifier(), .wrongMethod)
    }

    @Test func `a bundle that signs a bare file has no payload, whatever it is signed with`() async throws {
        let signature = MessageSignature(digestAlgorithm: nil, digest: [], signature: [0])
        let leaf = try root.certify(key.publicKey)
        for content in [VerificationMaterial.Content.certificate(leaf.der), .publicKey(.init(hint: nil))] {
            let bundle = SignatureBundle(
                verificationMaterial: VerificationMaterial(content),
                content: .messageSignature(signature)
            )
            await expectRefusal(of: bundle, by: try verifier(), .wrongContent)
            await expectRefusal(of: bundle, by: .key(key.publicKey), .wrongContent)
        }
    }

    @Test func `a bundle of a bare key is of another method`() async throws {
        await expectRefusal(of: try await SignedPayload.bundle(by: key), by: try verifier(), .wrongMethod)
    }

    @Test func `there must be one signature`() async throws {
        let chain = try bundle().verificationMaterial.content
        let none = try SignedPayload.bundle(by: key, chain) { _ in [] }
        await expectRefusal(of: none, by: try verifier(), .signatureCount)
        let two = try SignedPayload.bundle(by: key, chain) { [$0, $0] }
        await expectRefusal(of: two, by: try verifier(), .signatureCount)
    }

    @Test func `a signature covers the payload and its type, and is the certificate's`() async throws {
        let chain = try bundle().verificationMaterial.content
        let payload = try SignedPayload.bundle(by: key, chain, payload: SignedPayload.bytes + [0x20])
        await expectRefusal(of: payload, by: try verifier(), .invalidSignature)
        let type = try SignedPayload.bundle(by: key, chain, type: "application/json")
        await expectRefusal(of: type, by: try verifier(), .invalidSignature)
        let stranger = try SignedPayload.bundle(by: .generate(.ecdsaP256SHA256), chain)
        await expectRefusal(of: stranger, by: try verifier(), .invalidSignature)
    }

    @Test func `refuses certificates that cannot be read or whose key is of another kind`() async throws {
        let leaf = try intermediate.certify(key.publicKey)
        for chain in [[[]], [leaf.der.dropLast()], [leaf.der + [0]], [leaf.der[...], [0x30, 0]]]
            as [[ArraySlice<UInt8>]]
        {
            let bundle = try SignedPayload.bundle(by: key, .certificateChain(chain.map { Array($0) }))
            await expectRefusal(of: bundle, by: try verifier(), .unusableCertificate)
        }
        let foreign = try bundle(leaf: intermediate.certify(.withUnsupportedExponent(), TestCertificate()))
        let error = await expectRefusal(of: foreign, by: try verifier(), .unusableCertificate)
        #expect((error?.cause as? KeyError)?.code == .unsupportedKey)
    }

    @Test func `the system's authorities do not vouch for a private one`() async throws {
        // Without a file of roots there is no verifier.
        guard
            let verifier = try? BundleVerifier.systemCertificate(
                subjectAlternativeName: "x",
                now: { TestAuthority.now }
            )
        else { return }
        await expectRefusal(of: try bundle(), by: verifier, .untrustedCertificate)
    }
}
