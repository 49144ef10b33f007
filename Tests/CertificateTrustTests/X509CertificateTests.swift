// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import CryptoExtras
import Foundation
import SignatureKeys
import SwiftASN1
import Testing
import X509

@Suite struct X509CertificateTests {
    @Test func `keeps the bytes and shows the fields`() throws {
        var recipe = try ChainRecipe().leaf
        recipe.alternativeNames.append(.directoryName(recipe.subject))
        recipe.alternativeNames.append(.uniformResourceIdentifier("https://example.com/ci"))
        let certificate = try recipe.make()
        let copy = try X509Certificate(der: certificate.der)
        #expect(copy == certificate && Set([copy, certificate]).count == 1)
        #expect(certificate.subject == "CN=leaf" && certificate.issuer == "CN=intermediate")
        #expect(certificate.notValidBefore == TestClock.now - TestClock.day)
        #expect(certificate.notValidAfter == TestClock.now + TestClock.day)
        #expect(
            certificate.subjectAlternativeNames == ["signer@example.com", "ci.example.com", "https://example.com/ci"]
        )
        let digest = SHA256.hash(data: certificate.der).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        #expect(certificate.sha256Fingerprint == digest.joined())
        #expect(try certificate.publicKey().derSPKI == recipe.key.publicKey.encoded)
    }

    @Test func `gives RSA and Ed25519 keys`() throws {
        let rsa = try Certificate.PrivateKey(_RSA.Signing.PrivateKey(keySize: .bits2048))
        let ed25519 = Certificate.PrivateKey(Curve25519.Signing.PrivateKey())
        for (key, algorithm) in [(rsa, SignatureAlgorithm.rsaPKCS1SHA256), (ed25519, .ed25519)] {
            let publicKey = try CertificateRecipe(selfSigned: "self-signed", key: key).make().publicKey()
            #expect(publicKey.algorithm == algorithm)
            #expect(try publicKey.derSPKI == key.publicKey.encoded)
        }
    }

    @Test func `gives no key of another kind`() throws {
        var recipe = try CertificateRecipe(selfSigned: "RSA with an exponent of 33 bits")
        let modulus = [0x80] + [UInt8](repeating: 0, count: 254) + [1]
        recipe.publicKey = Certificate.PublicKey(try _RSA.Signing.PublicKey(n: modulus, e: [1, 0, 0, 0, 1]))
        let error = #expect(throws: KeyError.self) { try recipe.make().publicKey() }
        #expect(error?.code == .unsupportedKey)
    }

    @Test func `rejects a certificate cut short at any byte, and bytes after it`() async throws {
        let der = try ChainRecipe().leaf.make().der
        for count in der.indices {
            await expectTrustError(.malformedCertificate) { _ = try X509Certificate(der: Array(der.prefix(count))) }
        }
        await expectTrustError(.malformedCertificate) { _ = try X509Certificate(der: der + [0]) }
        await expectTrustError(.malformedCertificate) { _ = try X509Certificate(der: der + der) }
    }

    @Test(.timeLimit(.minutes(2)))
    func `rejects or does not trust a certificate with any bit flipped`() async throws {
        let chain = try ChainRecipe()
        let (leaf, intermediate, root) = (try chain.leaf.make(), try chain.intermediate.make(), try chain.root.make())
        for index in leaf.der.indices {
            var der = leaf.der
            der[index] ^= 1 << (index % 8)
            let error = await #expect(throws: CertificateTrustError.self, "byte \(index)") {
                let changed = try X509Certificate(der: der)
                _ = try await ChainRecipe.validate(changed, [intermediate], trusting: [root])
            }
            #expect(error?.description.isEmpty == false)
        }
    }

    @Test func `reads or rejects a certificate with any bit flipped, without trapping`() throws {
        let der = try ChainRecipe().leaf.make().der
        for bit in 0..<der.count * 8 {
            var der = der
            der[bit / 8] ^= 1 << (bit % 8)
            guard let certificate = try? X509Certificate(der: der) else { continue }
            #expect(certificate.der == der)
            _ = (certificate.subject, certificate.issuer, certificate.notValidBefore, certificate.notValidAfter)
            _ = try? certificate.publicKey()
            try? CodeSigningUsage.digitalSignatureOrCodeSigning.check(certificate)
        }
    }

    @Test func `rejects bytes over the limit before reading them`() async throws {
        let limit = X509Certificate.maximumByteCount
        await expectTrustError(.tooLarge, saying: ["\(limit + 1)", "\(limit)"]) {
            _ = try X509Certificate(der: Array(repeating: 0x30, count: limit + 1))
        }
    }

    @Test(arguments: [[], [0x30, 0x00], [0x30, 0x80, 0x00, 0x00], [0x05, 0x00], Array("-----BEGIN".utf8)])
    func `rejects other bytes`(_ der: [UInt8]) async {
        await expectTrustError(.malformedCertificate) { _ = try X509Certificate(der: der) }
    }

    @Test func `rejects two different signature algorithms`() async throws {
        let der = try ChainRecipe().leaf.make().der
        // ecdsa-with-SHA256, 1.2.840.10045.4.3.2, is there twice; its last byte selects the hash.
        let identifier: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
        let places = der.indices.filter { der[$0...].starts(with: identifier) }
        try #require(places.count == 2)
        for place in places {
            var changed = der
            changed[place + 9] = 0x03
            await expectTrustError(.malformedCertificate, saying: ["§4.1.1.2"]) {
                _ = try X509Certificate(der: changed)
            }
        }
    }

    @Test func `says that a key is of a kind that cannot be used`() async throws {
        let der = try ChainRecipe().leaf.make().der
        // Its curve, prime256v1, becomes prime239v3, and id-ecPublicKey what nobody knows.
        for identifier in [
            [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01],
        ] {
            var der = der
            let place = try #require(der.indices.first { der[$0...].starts(with: identifier.map { UInt8($0) }) })
            der[place + identifier.count - 1] ^= 1
            await expectTrustError(.unsupportedAlgorithm) { [der] in _ = try X509Certificate(der: der) }
        }
    }

    @Test func `says that a signature is of a kind that cannot be used`() async throws {
        var der = try ChainRecipe().leaf.make().der
        // Both identifiers of ecdsa-with-SHA256 become that of ecdsa-with-SHA224.
        let identifier: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
        for place in der.indices where der[place...].starts(with: identifier) { der[place + 7] = 1 }
        await expectTrustError(.unsupportedAlgorithm) { [der] in _ = try X509Certificate(der: der) }
    }

    @Test func `rejects extensions before version 3`() async throws {
        var der = try ChainRecipe().leaf.make().der
        let version = try #require(der.indices.first { der[$0...].starts(with: [0xA0, 0x03, 0x02, 0x01, 0x02]) })
        der[version + 4] = 1
        await expectTrustError(.malformedCertificate, saying: ["§4.1.2.9"]) { _ = try X509Certificate(der: der) }
    }

    @Test func `rejects alternative names that cannot be read`() async throws {
        var recipe = try ChainRecipe().leaf
        recipe.alternativeNames = []
        recipe.otherExtensions = [
            .init(oid: .X509ExtensionID.subjectAlternativeName, critical: true, value: [0x30, 0x02, 0x81, 0x05])
        ]
        await expectTrustError(.malformedCertificate) { _ = try recipe.make() }
    }
}
