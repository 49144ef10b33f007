// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import Testing
import X509

@Suite struct TrustedChainTests {
    private func trusting(_ certificates: [X509Certificate]) throws -> TrustedChain {
        try TrustedChain(certificates, purpose: .codeSigning(.sigstore))
    }

    @Test func `leads to its last certificate through the others`() async throws {
        let chain = try ChainRecipe()
        let (leaf, intermediate, root) = (try chain.leaf.make(), try chain.intermediate.make(), try chain.root.make())
        for certificates in [[intermediate, root], [leaf, intermediate, root]] {
            let trusted = try trusting(certificates)
            #expect(trusted.anchor == root && trusted.certificates == certificates)
            let path = try await trusted.validate(leaf, at: TestClock.now)
            #expect(path.certificates == [leaf, intermediate, root] && path.date == TestClock.now)
        }
    }

    @Test func `ends at an intermediate if that is the last`() async throws {
        let chain = try ChainRecipe()
        let (leaf, intermediate, root) = (try chain.leaf.make(), try chain.intermediate.make(), try chain.root.make())
        #expect(try await trusting([intermediate]).validate(leaf, at: TestClock.now).issuers == [intermediate])
        #expect(try await trusting([root, intermediate]).validate(leaf, at: TestClock.now).issuers == [intermediate])
    }

    @Test func `trusts none but the last`() async throws {
        let chain = try ChainRecipe()
        let stranger = try CertificateRecipe(selfSigned: "stranger").make()
        await expectTrustError(.untrusted) {
            _ = try await trusting([chain.intermediate.make(), chain.root.make(), stranger])
                .validate(chain.leaf.make(), at: TestClock.now)
        }
    }

    @Test func `goes through what came with the leaf, without trusting it`() async throws {
        let chain = try ChainRecipe()
        let (leaf, intermediate, root) = (try chain.leaf.make(), try chain.intermediate.make(), try chain.root.make())
        await expectTrustError(.untrusted) { _ = try await trusting([root]).validate(leaf, at: TestClock.now) }
        let path = try await trusting([root]).validate(leaf, with: [intermediate, root], at: TestClock.now)
        #expect(path.issuers == [intermediate, root])
        let stranger = try CertificateRecipe(selfSigned: "stranger").make()
        await expectTrustError(.untrusted) {
            _ = try await trusting([stranger]).validate(leaf, with: [intermediate, root], at: TestClock.now)
        }
    }

    @Test func `checks every certificate at both ends of its validity`() async throws {
        let plain = try ChainRecipe()
        for certificate in [\ChainRecipe.leaf, \.intermediate, \.root] {
            for end in [\CertificateRecipe.notValidBefore, \.notValidAfter] {
                var chain = plain
                chain[keyPath: certificate][keyPath: end] = TestClock.now
                let trusted = try trusting([chain.intermediate.make(), chain.root.make()])
                let leaf = try chain.leaf.make()
                _ = try await trusted.validate(leaf, at: TestClock.now)
                _ = try await trusted.validate(leaf, at: TestClock.now + 0.999)
                let isStart = end == \.notValidBefore
                await expectTrustError(isStart ? .notYetValid : .expired) {
                    _ = try await trusted.validate(leaf, at: TestClock.now + (isStart ? -1 : 1))
                }
            }
        }
    }

    @Test func `wants a certificate, and not too many`() async throws {
        await expectTrustError(.noAnchors) { _ = try trusting([]) }
        let root = try ChainRecipe().root.make()
        let limit = CertificatePathValidator.maximumIntermediateCount + 1
        _ = try trusting(Array(repeating: root, count: limit))
        await expectTrustError(.tooManyCertificates, saying: ["\(limit)"]) {
            _ = try trusting(Array(repeating: root, count: limit + 1))
        }
    }

    @Test func `accepts no authority as a signer, even if it is the anchor`() async throws {
        let root = try ChainRecipe().root.make()
        await expectTrustError(.missingUsage) { _ = try await trusting([root]).validate(root, at: TestClock.now) }
    }

    @Test func `knows roots from other certificates`() throws {
        var chain = try ChainRecipe()
        #expect(try chain.root.make().isSelfSigned && chain.root.make().isSelfIssued)
        for other in [chain.intermediate, chain.leaf] {
            #expect(try !other.make().isSelfSigned && !other.make().isSelfIssued)
        }
        chain.intermediate.issuer = chain.intermediate.subject
        #expect(try chain.intermediate.make().isSelfIssued && !chain.intermediate.make().isSelfSigned)
        chain.root.issuer = chain.leaf.subject
        #expect(try !chain.root.make().isSelfIssued && !chain.root.make().isSelfSigned)
    }
}
