// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import CryptoExtras
import Foundation
import SignatureKeys
import Testing
import X509

@Suite struct CertificatePathValidatorTests {
    private static let rsa = Result { try Certificate.PrivateKey(_RSA.Signing.PrivateKey(keySize: .bits2048)) }

    @Test func `returns the path from the leaf to the anchor`() async throws {
        let chain = try ChainRecipe()
        let (leaf, intermediate, root) = (try chain.leaf.make(), try chain.intermediate.make(), try chain.root.make())
        let path = try await ChainRecipe.validate(leaf, [intermediate], trusting: [root], at: TestClock.now + 0.5)
        #expect(path.certificates == [leaf, intermediate, root])
        #expect(path.leaf == leaf && path.anchor == root && path.issuers == [intermediate, root])
        #expect(path.date == TestClock.now)
        #expect(try path.leaf.publicKey().derSPKI == Array(chain.leaf.key.publicKey.encoded))
    }

    @Test func `accepts RSA authorities`() async throws {
        let key = try Self.rsa.get()
        _ = try await ChainRecipe(rootKey: key, intermediateKey: key).validate()
    }

    @Test func `accepts authorities and leaves on every curve`() async throws {
        _ = try await ChainRecipe(
            rootKey: .init(P521.Signing.PrivateKey()),
            intermediateKey: .init(Curve25519.Signing.PrivateKey()),
            leafKey: .init(P384.Signing.PrivateKey())
        ).validate()
    }

    @Test func `accepts leaves with every kind of key that X509 reads`() async throws {
        let keys: [(Certificate.PrivateKey, SignatureAlgorithm)] = [
            (.init(P521.Signing.PrivateKey()), .ecdsaP521SHA512), (try Self.rsa.get(), .rsaPKCS1SHA256),
            (.init(Curve25519.Signing.PrivateKey()), .ed25519),
        ]
        for (key, algorithm) in keys {
            let chain = try ChainRecipe(rootKey: key, intermediateKey: key, leafKey: key)
            #expect(try await chain.validate().leaf.publicKey().algorithm == algorithm)
            #expect(try chain.root.make().isSelfSigned)
        }
    }

    @Test func `ignores a root among the intermediates, and their order`() async throws {
        var chain = try ChainRecipe()
        var second = try CertificateRecipe(selfSigned: "second")
        second.becomeAuthority(under: chain.intermediate)
        chain.leaf.issuedBy(second)
        let (root, intermediates) = (try chain.root.make(), [try second.make(), try chain.intermediate.make()])
        for order in [[root] + intermediates, intermediates.reversed() + [root]] {
            let path = try await ChainRecipe.validate(chain.leaf.make(), order, trusting: [root])
            #expect(path.issuers.map(\.subject) == ["CN=second", "CN=intermediate", "CN=root"])
        }
    }

    @Test func `never trusts a root that came with the signature`() async throws {
        let chain = try ChainRecipe()
        let stranger = try CertificateRecipe(selfSigned: "stranger").make()
        await expectTrustError(.untrusted) {
            let intermediates = [try chain.intermediate.make(), try chain.root.make()]
            _ = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [stranger])
        }
    }

    @Test func `accepts an intermediate as anchor`() async throws {
        let chain = try ChainRecipe()
        let anchor = try chain.intermediate.make()
        for intermediates in [[], [anchor], [try chain.root.make()]] {
            let path = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [anchor])
            #expect(path.issuers == [anchor])
        }
    }

    @Test func `accepts a leaf that is an authority and has its issuer's name`() async throws {
        var chain = try ChainRecipe()
        chain.leaf.subject = chain.intermediate.subject
        chain.leaf.basicConstraints = .isCertificateAuthority(maxPathLength: nil)
        #expect(try await chain.validate().issuers.count == 2)
    }

    @Test func `accepts a leaf without a subject`() async throws {
        var chain = try ChainRecipe()
        chain.leaf.subject = DistinguishedName()
        #expect(try await chain.validate().leaf.subjectAlternativeNames == ["signer@example.com", "ci.example.com"])
    }

    @Test(arguments: [true, false])
    func `chooses among issuers of one name`(withKeyIdentifiers: Bool) async throws {
        var chain = try ChainRecipe()
        var namesake = try CertificateRecipe(selfSigned: "intermediate")
        namesake.becomeAuthority(under: chain.root)
        chain.leaf.hasKeyIdentifiers = withKeyIdentifiers
        chain.intermediate.hasKeyIdentifiers = withKeyIdentifiers
        namesake.hasKeyIdentifiers = withKeyIdentifiers
        let (right, wrong) = (try chain.intermediate.make(), try namesake.make())
        for candidates in [[right, wrong], [wrong, right]] {
            let path = try await ChainRecipe.validate(chain.leaf.make(), candidates, trusting: [chain.root.make()])
            #expect(path.issuers.first == right)
        }
    }

    @Test func `chooses the issuer that is valid at the date`() async throws {
        let chain = try ChainRecipe()
        var old = chain.intermediate
        old.notValidAfter = TestClock.now - 1
        let intermediates = [try old.make(), try chain.intermediate.make()]
        let path = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [chain.root.make()])
        #expect(path.issuers.first == intermediates[1])
    }

    @Test func `accepts an anchor of version 1, which nothing marks as an authority`() async throws {
        var chain = try ChainRecipe()
        chain.root.version = .v1
        _ = try await chain.validate()
    }

    /// X509 offers this only as an SPI: without it the first check would fail, as its certificates expired in 2025.
    @Test func `validates at the given date, whatever the clock says`() async throws {
        let chain = try ChainRecipe()
        try #require(Date.now > TestClock.now + 2 * TestClock.day)
        _ = try await chain.validate(at: TestClock.now)
        await expectTrustError(.expired) { _ = try await chain.validate(at: .now) }
    }

    @Test(arguments: [ExtendedKeyUsage.Usage.any, .codeSigning])
    func `accepts intermediates that may certify signers`(usage: ExtendedKeyUsage.Usage) async throws {
        var chain = try ChainRecipe()
        chain.intermediate.extendedKeyUsage = [.serverAuth, usage]
        _ = try await chain.validate()
    }

    @Test func `accepts the first and the last second of validity`() async throws {
        let chain = try ChainRecipe()
        _ = try await chain.validate(at: chain.leaf.notValidBefore)
        _ = try await chain.validate(at: chain.leaf.notValidAfter + 0.9)
        await expectTrustError(.notYetValid) { _ = try await chain.validate(at: chain.leaf.notValidBefore - 0.1) }
        await expectTrustError(.expired) { _ = try await chain.validate(at: chain.leaf.notValidAfter + 1) }
    }

    @Test(arguments: [-62_135_596_801, 253_402_300_800, 1e300, -.infinity, .nan])
    func `rejects a date that no certificate can express`(seconds: TimeInterval) async throws {
        let chain = try ChainRecipe()
        await expectTrustError(.invalidDate) {
            _ = try await chain.validate(at: Date(timeIntervalSince1970: seconds))
        }
    }

    @Test(arguments: [-62_135_596_800, 253_402_300_799])
    func `compares with the first and the last date that can be expressed`(seconds: TimeInterval) async throws {
        let chain = try ChainRecipe()
        await expectTrustError(seconds < 0 ? .notYetValid : .expired) {
            _ = try await chain.validate(at: Date(timeIntervalSince1970: seconds))
        }
    }
}
