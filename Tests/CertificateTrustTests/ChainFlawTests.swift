// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import Testing
import X509

/// One change that makes a valid chain invalid.
struct ChainFlaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: CertificateTrustError.Code
    /// Words that the message must contain.
    let words: [String]
    let spoil: @Sendable (inout ChainRecipe) throws -> Void

    init(
        _ name: String,
        _ code: CertificateTrustError.Code,
        saying words: String...,
        spoil: @escaping @Sendable (inout ChainRecipe) throws -> Void
    ) {
        (testDescription, self.code, self.words, self.spoil) = (name, code, words, spoil)
    }

    static let all = times + usages + issuers + trust

    private static let times = [
        ChainFlaw("expired leaf", .expired, saying: "CN=leaf", "2025-06-15T15:06:39Z", "2025-06-15T15:06:40Z") {
            $0.leaf.notValidAfter = TestClock.now - 1
        },
        ChainFlaw("expired intermediate", .expired, saying: "CN=intermediate expired") {
            $0.intermediate.notValidAfter = TestClock.now - 1
        },
        ChainFlaw("expired anchor", .expired, saying: "CN=root expired") {
            $0.root.notValidAfter = TestClock.now - 1
        },
        ChainFlaw("leaf not yet valid", .notYetValid, saying: "CN=leaf", "2025-06-15T15:06:41Z") {
            $0.leaf.notValidBefore = TestClock.now + 1
        },
        ChainFlaw("intermediate not yet valid", .notYetValid, saying: "CN=intermediate") {
            $0.intermediate.notValidBefore = TestClock.now + 1
        },
    ]

    private static let usages = [
        ChainFlaw("no usage", .missingUsage, saying: "CN=leaf", "digitalSignature", "codeSigning") {
            ($0.leaf.keyUsage, $0.leaf.extendedKeyUsage) = (nil, nil)
        },
        ChainFlaw("key usage without digitalSignature", .missingUsage, saying: "digitalSignature") {
            ($0.leaf.keyUsage, $0.leaf.extendedKeyUsage) = (KeyUsage(keyEncipherment: true), nil)
        },
        ChainFlaw("extended key usage without codeSigning", .missingUsage, saying: "emailProtection") {
            $0.leaf.extendedKeyUsage = [.emailProtection, .timeStamping]
        },
        ChainFlaw("anyExtendedKeyUsage alone", .missingUsage, saying: "codeSigning") {
            $0.leaf.extendedKeyUsage = [.any]
        },
        ChainFlaw("malformed key usage", .malformedCertificate, saying: "CN=leaf") {
            $0.leaf.keyUsage = nil
            $0.leaf.otherExtensions = [.init(oid: .X509ExtensionID.keyUsage, critical: true, value: [3, 1, 3])]
        },
    ]

    private static let issuers = [
        ChainFlaw("path length exceeded", .pathConstraint, saying: "CN=root", "at most 0") {
            $0.root.basicConstraints = .isCertificateAuthority(maxPathLength: 0)
        },
        ChainFlaw("negative path length", .pathConstraint, saying: "CN=root", "at most -1") {
            $0.root.basicConstraints = .isCertificateAuthority(maxPathLength: -1)
        },
        ChainFlaw("intermediate that is no authority", .pathConstraint, saying: "CN=intermediate") {
            $0.intermediate.basicConstraints = .notCertificateAuthority
        },
        ChainFlaw("intermediate without basic constraints", .pathConstraint, saying: "CN=intermediate") {
            $0.intermediate.basicConstraints = nil
        },
        ChainFlaw("intermediate of version 1", .pathConstraint, saying: "CN=intermediate") {
            $0.intermediate.version = .v1
        },
        ChainFlaw("anchor that is no authority", .pathConstraint, saying: "CN=root") {
            $0.root.basicConstraints = .notCertificateAuthority
        },
        ChainFlaw("intermediate without keyCertSign", .pathConstraint, saying: "CN=intermediate", "keyCertSign") {
            $0.intermediate.keyUsage = KeyUsage(digitalSignature: true)
        },
        ChainFlaw("anchor without keyCertSign", .pathConstraint, saying: "CN=root", "keyCertSign") {
            $0.root.keyUsage = KeyUsage(digitalSignature: true)
        },
        ChainFlaw("intermediate for servers only", .pathConstraint, saying: "CN=intermediate", "serverAuth") {
            $0.intermediate.extendedKeyUsage = [.serverAuth]
        },
        ChainFlaw("excluded name", .nameConstraint, saying: "CN=leaf") {
            $0.intermediate.nameConstraints = NameConstraints(excludedSubtrees: [.dnsName("example.com")])
        },
        ChainFlaw("name that is not among those permitted", .nameConstraint, saying: "CN=leaf") {
            $0.root.nameConstraints = NameConstraints(permittedSubtrees: [.dnsName("example.org")])
        },
        ChainFlaw("constraint that cannot be evaluated", .nameConstraint, saying: "CN=leaf") {
            $0.root.nameConstraints = NameConstraints(permittedSubtrees: [.rfc822Name("example.com")])
        },
        ChainFlaw("unknown critical extension of the leaf", .unhandledCriticalExtension, saying: "leaf", "1.2.3.4") {
            $0.leaf.otherExtensions = [unknown]
        },
        ChainFlaw("unknown critical extension of an intermediate", .unhandledCriticalExtension, saying: "CN=inter") {
            $0.intermediate.otherExtensions = [unknown]
        },
        ChainFlaw("unknown critical extension of the anchor", .unhandledCriticalExtension, saying: "CN=root") {
            $0.root.otherExtensions = [unknown]
        },
        ChainFlaw("leaf signed with SHA-1", .weakAlgorithm, saying: "CN=leaf", "SHA-1") {
            $0.intermediate.key = try rsa.get()
            $0.leaf.issuedBy($0.intermediate)
            $0.leaf.signatureAlgorithm = .sha1WithRSAEncryption
        },
    ]

    private static let trust = [
        ChainFlaw("forged issuer", .untrusted, saying: "CN=leaf", "CN=intermediate") {
            $0.leaf.issuerKey = .init(P256.Signing.PrivateKey())
        },
        ChainFlaw("forged intermediate", .untrusted, saying: "CN=root (SHA-256 ") {
            $0.intermediate.issuerKey = .init(P256.Signing.PrivateKey())
        },
        ChainFlaw("forged leaf of the anchor", .untrusted, saying: "name of its issuer CN=root but not the key") {
            $0.leaf.issuer = $0.root.subject
        },
        ChainFlaw("other name of the issuer", .untrusted, saying: "CN=other") {
            $0.leaf.issuer = try DistinguishedName { CommonName("other") }
        },
        ChainFlaw("signature algorithm that does not fit the key", .untrusted, saying: "CN=leaf") {
            $0.intermediate.key = .init(P256.Signing.PrivateKey())
        },
    ]

    private static let unknown = Certificate.Extension(oid: [1, 2, 3, 4], critical: true, value: [5, 0])
    private static let rsa = Result { try Certificate.PrivateKey(_RSA.Signing.PrivateKey(keySize: .bits2048)) }
}

@Suite struct ChainFlawTests {
    @Test(arguments: ChainFlaw.all)
    func `rejects a chain that is valid but for one thing`(_ flaw: ChainFlaw) async throws {
        var chain = try ChainRecipe()
        _ = try await chain.validate()
        try flaw.spoil(&chain)
        await expectTrustError(flaw.code, saying: flaw.words) { _ = try await chain.validate() }
    }

    @Test func `says what is wrong besides the dates first`() async throws {
        var chain = try ChainRecipe()
        chain.leaf.notValidAfter = TestClock.now - 1
        chain.intermediate.basicConstraints = .notCertificateAuthority
        await expectTrustError(.pathConstraint) { _ = try await chain.validate() }
    }

    @Test func `reports the path that fails by its dates alone`() async throws {
        let chain = try ChainRecipe()
        var (old, wrong) = (chain.intermediate, chain.intermediate)
        old.notValidAfter = TestClock.now - 1
        wrong.basicConstraints = .notCertificateAuthority
        let intermediates = [try wrong.make(), try old.make()]
        await expectTrustError(.expired, saying: ["CN=intermediate"]) {
            _ = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [chain.root.make()])
        }
    }

    @Test func `rejects a missing intermediate and another authority`() async throws {
        let chain = try ChainRecipe()
        await expectTrustError(.untrusted, saying: ["CN=intermediate", "CN=root"]) {
            _ = try await ChainRecipe.validate(chain.leaf.make(), [], trusting: [chain.root.make()])
        }
        let other = try ChainRecipe()
        await expectTrustError(.untrusted) {
            let intermediates = [try chain.intermediate.make()]
            _ = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [other.root.make()])
        }
    }

    @Test func `ignores an unknown critical extension off the path`() async throws {
        let chain = try ChainRecipe()
        var stranger = try CertificateRecipe(selfSigned: "stranger")
        stranger.becomeAuthority()
        stranger.otherExtensions = [.init(oid: [1, 2, 3, 4], critical: true, value: [5, 0])]
        let intermediates = [try stranger.make(), try chain.intermediate.make()]
        _ = try await ChainRecipe.validate(chain.leaf.make(), intermediates, trusting: [chain.root.make()])
        await expectTrustError(.untrusted) {
            _ = try await ChainRecipe.validate(chain.leaf.make(), [stranger.make()], trusting: [chain.root.make()])
        }
    }
}
