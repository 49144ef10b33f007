// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SwiftASN1
import Testing
import X509

@Suite struct PinnedLeafTests {
    /// A certificate that issued itself and is no authority.
    private func recipe() throws -> CertificateRecipe {
        var recipe = try CertificateRecipe(selfSigned: "signer")
        recipe.basicConstraints = .notCertificateAuthority
        recipe.keyUsage = KeyUsage(digitalSignature: true)
        return recipe
    }

    private func validate(_ recipe: CertificateRecipe) async throws -> CertificatePath {
        let leaf = try recipe.make()
        return try await ChainRecipe.validate(leaf, [], trusting: [leaf])
    }

    @Test func `trusts a leaf that is an anchor without being an authority`() async throws {
        let path = try await validate(recipe())
        #expect(path.issuers.isEmpty && path.anchor == path.leaf && path.certificates == [path.leaf])
    }

    @Test func `trusts a leaf of another authority that is an anchor`() async throws {
        let chain = try ChainRecipe()
        let leaf = try chain.leaf.make()
        let path = try await ChainRecipe.validate(leaf, [chain.intermediate.make()], trusting: [leaf])
        #expect(path.certificates == [leaf])
    }

    @Test func `does not trust another certificate with the anchor's name and key`() async throws {
        let recipe = try recipe()
        let anchor = try recipe.make()
        var other = recipe
        other.serialNumber = 2
        await expectTrustError(.untrusted) {
            _ = try await ChainRecipe.validate(other.make(), [], trusting: [anchor])
        }
    }

    @Test func `checks dates, usage and critical extensions all the same`() async throws {
        var expired = try recipe()
        expired.notValidAfter = TestClock.now - 1
        await expectTrustError(.expired, saying: ["CN=signer"]) { _ = try await validate(expired) }
        var early = try recipe()
        early.notValidBefore = TestClock.now + 1
        await expectTrustError(.notYetValid) { _ = try await validate(early) }
        var unusable = try recipe()
        unusable.keyUsage = KeyUsage(keyCertSign: true)
        await expectTrustError(.missingUsage) { _ = try await validate(unusable) }
        var unknown = try recipe()
        unknown.otherExtensions = [.init(oid: [1, 2, 3, 4], critical: true, value: [5, 0])]
        await expectTrustError(.unhandledCriticalExtension) { _ = try await validate(unknown) }
    }
}
