// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import Foundation
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import Testing

/// OMS v1.0 §8.2, method `key`.
@Suite struct KeyVerificationTests {
    private let key = PrivateKey.generate(.ecdsaP256SHA256)
    private let other = PrivateKey.generate(.ecdsaP256SHA256)
    private var verifier: BundleVerifier { .key(key.publicKey) }

    private func bundle(hint: String?, legacyPEM: [UInt8]? = nil) throws -> SignatureBundle {
        try SignedPayload.bundle(by: key, .publicKey(.init(hint: hint, legacyPEM: legacyPEM)))
    }

    @Test(arguments: ECDSAAlgorithm.allCases)
    func `gives out what the key signed, and says which`(_ algorithm: ECDSAAlgorithm) async throws {
        let key = PrivateKey.generate(algorithm)
        let verified = try await BundleVerifier.key(key.publicKey).verify(SignedPayload.bundle(by: key))
        #expect(verified.bytes == SignedPayload.bytes)
        #expect(verified.type == SignedPayload.type)
        #expect(verified.encoding == .standard)
        #expect(verified.evidence.payloadSHA256.utf8.count == 64)
        #expect(!verified.evidence.unchecked.contains(.expiry))
        let signer = try #require(verified.signers.first)
        #expect(verified.signers.count == 1)
        #expect(signer.time == .notApplicable)
        guard case .key(let trust) = signer.trust else { return #expect(Bool(false), "\(signer)") }
        #expect(trust.algorithm == algorithm.signatureAlgorithm.description)
        #expect(trust.keyID == key.publicKey.keyID.hex)
        #expect(signer.name == "key \(key.publicKey.keyID.hex)")
        #expect(try JSONDecoder().decode(VerifiedSigner.self, from: JSONEncoder().encode(signer)) == signer)
    }

    @Test func `an absent or empty hint decides nothing`() async throws {
        for hint in [nil, ""] {
            _ = try await verifier.verify(bundle(hint: hint))
            await expectRefusal(of: try bundle(hint: hint), by: .key(other.publicKey), .invalidSignature)
        }
    }

    @Test func `a hint may be that of the DER, in hexadecimal or base64`() async throws {
        let digest = try digestOfDER(key.publicKey)
        _ = try await verifier.verify(
            bundle(hint: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        )
        _ = try await verifier.verify(bundle(hint: Data(digest).base64EncodedString()))
    }

    @Test func `a hint that names another key is refused, whatever the signature`() async throws {
        let hint = other.publicKey.keyID.hex
        let error = await expectRefusal(of: try bundle(hint: hint), by: verifier, .keyMismatch)
        #expect(error?.message.contains(hint) == true)
        #expect(error?.message.contains(key.publicKey.keyID.hex) == true)
        for hint in [key.publicKey.keyID.hex.uppercased(), " ", String(key.publicKey.keyID.hex.dropLast()), "\0"] {
            await expectRefusal(of: try bundle(hint: hint), by: verifier, .keyMismatch)
        }
    }

    @Test func `a hint makes no signature good`() async throws {
        let bundle = try SignedPayload.bundle(by: other, .publicKey(.init(hint: key.publicKey.keyID.hex)))
        await expectRefusal(of: bundle, by: verifier, .invalidSignature)
    }

    @Test func `an embedded key must be the one that is expected`() async throws {
        _ = try await verifier.verify(bundle(hint: nil, legacyPEM: Array(key.publicKey.pem.utf8)))
        let reflowed = key.publicKey.pem.replacing("\n", with: "\r\n")
        _ = try await verifier.verify(bundle(hint: nil, legacyPEM: Array(reflowed.utf8)))
        for pem in [other.publicKey.pem, "", "text", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
            await expectRefusal(of: try bundle(hint: nil, legacyPEM: Array(pem.utf8)), by: verifier, .keyMismatch)
        }
    }

    @Test func `an embedded key makes no signature good`() async throws {
        let content = VerificationMaterial.Content.publicKey(
            .init(hint: nil, legacyPEM: Array(key.publicKey.pem.utf8))
        )
        await expectRefusal(of: try SignedPayload.bundle(by: other, content), by: verifier, .invalidSignature)
    }

    @Test func `a bundle with a certificate is of another method`() async throws {
        for content in [VerificationMaterial.Content.certificate([0]), .certificateChain([[0]])] {
            await expectRefusal(of: try SignedPayload.bundle(by: key, content), by: verifier, .wrongMethod)
        }
    }

    @Test func `there must be one signature`() async throws {
        let hint = VerificationMaterial.Content.publicKey(.init(hint: nil))
        let none = try SignedPayload.bundle(by: key, hint) { _ in [] }
        await expectRefusal(of: none, by: verifier, .signatureCount)
        let two = try SignedPayload.bundle(by: key, hint) { [$0, $0] }
        let error = await expectRefusal(of: two, by: verifier, .signatureCount)
        #expect((error?.cause as? AttestationError)?.code == .severalSignatures)
    }

    @Test func `a signature covers the payload and its type`() async throws {
        let hint = VerificationMaterial.Content.publicKey(.init(hint: nil))
        let payload = try SignedPayload.bundle(by: key, hint, payload: SignedPayload.bytes + [0x20])
        await expectRefusal(of: payload, by: verifier, .invalidSignature)
        let type = try SignedPayload.bundle(by: key, hint, type: "application/json")
        await expectRefusal(of: type, by: verifier, .invalidSignature)
    }

    @Test func `a signature with any bit flipped is refused`() async throws {
        let bundle = try await SignedPayload.bundle(by: key)
        let signature = try #require(bundle.envelope).onlySignature().sig
        for bit in 0..<signature.count * 8 {
            var flipped = signature
            flipped[bit / 8] ^= 1 << (bit % 8)
            let spoilt = SignatureBundle(
                verificationMaterial: bundle.verificationMaterial,
                envelope: DSSEEnvelope(
                    payload: SignedPayload.bytes,
                    payloadType: SignedPayload.type,
                    signatures: [.init(sig: flipped)]
                )
            )
            await expectRefusal(of: spoilt, by: verifier, .invalidSignature)
        }
    }

    @Test func `a bundle with any bit flipped is refused or says the same`() async throws {
        let bytes = try await SignedPayload.bundle(by: key).serialized
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            guard let bundle = try? SignatureBundle(parsing: flipped),
                let verified = try? await verifier.verify(bundle)
            else { continue }
            #expect(verified.bytes == SignedPayload.bytes)
            #expect(verified.type.utf8.elementsEqual(SignedPayload.type.utf8))
        }
    }

    @Test func `the faulty encoding of model-signing v0.2.0 is not for keys`() async throws {
        let content = VerificationMaterial.Content.publicKey(.init(hint: nil))
        let bundle = try ModelSigningV02.bundle(by: PrivateKeyPair(), content)
        await expectRefusal(of: bundle.bundle, by: .key(bundle.key), .invalidSignature)
    }

    private func digestOfDER(_ key: PublicKey) throws -> [UInt8] { SHA256Digest.of(key.derSPKI) }
}
