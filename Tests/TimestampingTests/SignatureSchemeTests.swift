// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import CryptoExtras
import SignatureKeys
import Testing
import Timestamping

/// Signers of each kind of key. OpenSSL's vectors have most of these too; Ed25519 it cannot sign with.
@Suite struct SignatureSchemeTests {
    private static let rsa = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    @Test(arguments: DigestChoice.allCases)
    func `verifies ECDSA with any hash on any curve`(_ digest: DigestChoice) async throws {
        let keys: [TestKey] = [
            .p256(P256.Signing.PrivateKey()), .p384(P384.Signing.PrivateKey()), .p521(P521.Signing.PrivateKey()),
        ]
        for key in keys { try await Self.timestamp(key, digest).verify() }
    }

    @Test(arguments: DigestChoice.allCases)
    func `verifies RSA, the hash named by the algorithm or beside it`(_ digest: DigestChoice) async throws {
        var timestamp = try Self.timestamp(.rsa(Self.rsa.get()), digest)
        try await timestamp.verify()
        timestamp.signatureAlgorithm = TestDER.algorithm("1.2.840.113549.1.1.1")
        try await timestamp.verify()
        let number = [DigestChoice.sha256: 11, .sha384: 12, .sha512: 13][digest] ?? 0
        timestamp.signatureAlgorithm = TestDER.algorithm("1.2.840.113549.1.1.\(number)", TestDER.null)
        try await timestamp.verify()
        timestamp.signatureAlgorithm = TestDER.algorithm("1.2.840.113549.1.1.\(number)")
        try await timestamp.verify()
    }

    @Test(arguments: DigestChoice.allCases)
    func `verifies RSA-PSS with one hash and a salt as long`(_ digest: DigestChoice) async throws {
        try await Self.timestamp(.rsa(Self.rsa.get(), isPSS: true), digest).verify()
    }

    @Test(arguments: DigestChoice.allCases)
    func `verifies Ed25519 with any SHA-2 over the content`(_ digest: DigestChoice) async throws {
        try await Self.timestamp(.ed25519(Curve25519.Signing.PrivateKey()), digest).verify()
    }

    @Test(arguments: [
        TestDER.algorithm("1.3.101.112", TestDER.null), TestDER.algorithm("1.3.101.112", TestDER.octets([])),
    ])
    func `refuses Ed25519 with parameters`(_ algorithm: [UInt8]) async throws {
        var timestamp = try Self.timestamp(.ed25519(Curve25519.Signing.PrivateKey()), .sha512)
        timestamp.signatureAlgorithm = algorithm
        let changed = timestamp
        await expectError(.malformed) { try await changed.verify() }
    }

    @Test func `refuses PKCS#1 padding where PSS is named, and the other way round`() async throws {
        var timestamp = try Self.timestamp(.rsa(Self.rsa.get()), .sha256)
        timestamp.signatureAlgorithm = TestKey.pss(.sha256, mask: .sha256, saltByteCount: 32)
        let unpadded = timestamp
        await expectError(.invalidSignature) { try await unpadded.verify() }
        var other = try Self.timestamp(.rsa(Self.rsa.get(), isPSS: true), .sha256)
        other.signatureAlgorithm = TestDER.algorithm("1.2.840.113549.1.1.11", TestDER.null)
        let padded = other
        await expectError(.invalidSignature) { try await padded.verify() }
    }

    @Test(arguments: [
        TestKey.pss(.sha256, mask: .sha256, saltByteCount: 20), TestKey.pss(.sha256, mask: .sha384, saltByteCount: 32),
        TestKey.pss(.sha384, mask: .sha384, saltByteCount: 48),
        TestDER.algorithm("1.2.840.113549.1.1.10", TestDER.sequence()),
    ])
    func `refuses PSS with other parameters`(_ algorithm: [UInt8]) async throws {
        var timestamp = try Self.timestamp(.rsa(Self.rsa.get(), isPSS: true), .sha256)
        timestamp.signatureAlgorithm = algorithm
        let changed = timestamp
        await expectError(.unsupportedAlgorithm) { try await changed.verify() }
    }

    @Test func `refuses PSS without parameters, or with something after them`() async throws {
        var timestamp = try Self.timestamp(.rsa(Self.rsa.get(), isPSS: true), .sha256)
        for parameters in [[], TestDER.sequence(TestDER.null)] {
            timestamp.signatureAlgorithm = TestDER.algorithm("1.2.840.113549.1.1.10", parameters)
            let changed = timestamp
            await expectError(.malformed) { try await changed.verify() }
        }
    }

    @Test func `refuses a signature by another key that is said to be the signer's`() async throws {
        let (authority, other) = (try TestAuthority(), try TestAuthority())
        let foreign = TestTimestamp(other)
        // The names are the same: the hash of the certificate is not, and where it is, the signature.
        await expectError(.signerMismatch) { try await foreign.verify(by: authority.trusted) }
        var forged = TestTimestamp(authority)
        let signature = try other.key.sign([], .sha256)
        forged.signature = { _ in TestDER.octets(signature) }
        let changed = forged
        await expectError(.invalidSignature) { try await changed.verify() }
    }

    private static func timestamp(_ key: TestKey, _ digest: DigestChoice) throws -> TestTimestamp {
        var timestamp = TestTimestamp(try TestAuthority(key))
        timestamp.digest = digest
        return timestamp
    }
}
