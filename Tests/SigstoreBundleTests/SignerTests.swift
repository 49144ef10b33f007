// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import Crypto
import SignatureKeys
import SigstoreBundle
import TestServices
import Testing
import X509

@Suite struct KeySignerTests {
    private let payload = Array("payload".utf8)

    @Test(arguments: ECDSAAlgorithm.allCases)
    func `signs the pre-authentication encoding and names its key`(_ algorithm: ECDSAAlgorithm) async throws {
        let key = PrivateKey.generate(algorithm)
        let bundle = try await KeySigner(key).sign(payload, type: "text/plain")
        #expect(bundle.mediaType == SignatureBundle.mediaType)
        #expect(bundle.verificationMaterial.content == .publicKey(.init(hint: key.publicKey.keyID.hex)))
        let envelope = try #require(bundle.envelope)
        #expect(envelope.payload == payload)
        let signature = try envelope.onlySignature()
        #expect(key.publicKey.isValidSignature(signature.sig, for: envelope.preAuthenticationEncoding))
        #expect(!key.publicKey.isValidSignature(signature.sig, for: payload))
    }

    @Test func `writes the form of OMS v1.0 §4.1`() async throws {
        let key = PrivateKey.generate(.ecdsaP256SHA256)
        let bundle = try await KeySigner(key).sign(payload, type: "text/plain")
        let sig = try #require(bundle.envelope?.signatures.first).sig
        let expected = BundleText.with(\.signature, #""sig":"\#(Base64Text(sig))","keyid":"""#)
            .replacing("aGk=", with: Base64Text(payload).description)
            .replacing(#""hint":"aa""#, with: #""hint":"\#(key.publicKey.keyID.hex)""#)
        #expect(String(decoding: bundle.serialized, as: UTF8.self) == expected + "\n")
        #expect(try SignatureBundle(parsing: bundle.serialized).serialized == bundle.serialized)
    }

    @Test(arguments: FaultyKey.Fault.allCases)
    func `a signature that does not verify is never given out`(_ fault: FaultyKey.Fault) async throws {
        let signer = KeySigner(FaultyKey(fault))
        let error = await #expect(throws: SignatureBundleError.self) { try await signer.sign(payload, type: "t") }
        #expect(error?.code == .unusableSigner)
    }

    @Test func `the error of a key passes through`() async throws {
        let signer = KeySigner(UnpluggedToken())
        await #expect(throws: UnpluggedToken.Gone.self) { try await signer.sign(payload, type: "t") }
    }
}

@Suite struct CertificateSignerTests {
    private let payload = Array("payload".utf8)
    private let key = PrivateKey.generate(.ecdsaP384SHA384)
    private let root: TestAuthority
    private let intermediate: TestAuthority

    init() throws {
        root = try TestAuthority()
        intermediate = try root.intermediate()
    }

    private func expectUnusable(_ certificate: X509Certificate, _ chain: [X509Certificate] = [], says word: String) {
        let error = #expect(throws: SignatureBundleError.self) {
            try CertificateSigner(key, certificate: certificate, chain: chain)
        }
        #expect(error?.code == .unusableSigner)
        #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    }

    @Test func `the bundle carries the certificate and its chain, leaf first`() async throws {
        let leaf = try intermediate.certify(key.publicKey)
        let chain = [intermediate.certificate, root.certificate]
        let bundle = try await CertificateSigner(key, certificate: leaf, chain: chain).sign(payload, type: "t")
        #expect(bundle.verificationMaterial.content == .certificateChain(([leaf] + chain).map(\.der)))
        #expect(bundle.unverifiedCertificates == [leaf] + chain)
        let envelope = try #require(bundle.envelope)
        let signature = try envelope.onlySignature().sig
        #expect(key.publicKey.isValidSignature(signature, for: envelope.preAuthenticationEncoding))
        #expect(try SignatureBundle(parsing: bundle.serialized) == bundle)
    }

    @Test func `a chain that begins with the certificate itself holds it once`() async throws {
        let leaf = try intermediate.certify(key.publicKey)
        let signer = try CertificateSigner(key, certificate: leaf, chain: [leaf, intermediate.certificate])
        let bundle = try await signer.sign(payload, type: "t")
        #expect(bundle.verificationMaterial.content == .certificateChain([leaf.der, intermediate.certificate.der]))
    }

    @Test func `refuses a certificate for another key`() throws {
        let other = PrivateKey.generate(.ecdsaP384SHA384)
        expectUnusable(try root.certify(other.publicKey), says: "another key")
    }

    @Test func `refuses a certificate that is not for signing`() throws {
        var content = TestCertificate()
        content.maySign = false
        expectUnusable(try root.certify(key.publicKey, content), says: "not for signing")
    }

    @Test func `refuses a certificate whose key is of another kind`() throws {
        let ed25519 = Certificate.PublicKey(Curve25519.Signing.PrivateKey().publicKey)
        expectUnusable(try root.certify(ed25519, TestCertificate()), says: "for another key")
        let unsupported = try root.certify(.withUnsupportedExponent(), TestCertificate())
        expectUnusable(unsupported, says: "an RSA key with an exponent of 5 bytes")
    }

    @Test func `refuses a chain that is too long for a bundle`() async throws {
        let leaf = try root.certify(key.publicKey)
        let limit = VerificationMaterial.maximumCertificateCount
        let longest = try (1..<limit).map { try root.intermediate(named: "intermediate \($0)").certificate }
        let bundle = try await CertificateSigner(key, certificate: leaf, chain: longest).sign(payload, type: "t")
        #expect(try SignatureBundle(parsing: bundle.serialized) == bundle)
        let twice = try CertificateSigner(key, certificate: leaf, chain: [leaf] + longest + [leaf] + longest)
        #expect(try await twice.sign(payload, type: "t").verificationMaterial == bundle.verificationMaterial)
        expectUnusable(leaf, longest + [root.certificate], says: "\(limit + 1) certificates")
    }

    @Test(arguments: FaultyKey.Fault.allCases)
    func `a signature that does not verify is never given out`(_ fault: FaultyKey.Fault) async throws {
        let key = FaultyKey(fault)
        let signer = try CertificateSigner(key, certificate: root.certify(key.publicKey), chain: [])
        let error = await #expect(throws: SignatureBundleError.self) { try await signer.sign(payload, type: "t") }
        #expect(error?.code == .unusableSigner)
    }
}
