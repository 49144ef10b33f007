// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import SigstoreVerification
import TestServices
import Testing

@Suite struct StatementVersionTests {
    private func verify(_ type: String) async throws -> VerifiedArtifact {
        let good = String(decoding: TestEnvelope.statement(about: TestBundle().artifact), as: UTF8.self)
        let statement = good.replacing("https://in-toto.io/Statement/v1", with: type)
        let recipe = TestBundle(.rekorV1, .envelope(payload: Array(statement.utf8)))
        let made = try recipe.make()
        let verifier = BundleVerifier.sigstore(
            trustedRoot: try TrustedRoot(parsing: made.trustedRootJSON),
            identity: SigstoreIdentity(recipe.identity, issuer: recipe.identityProvider)
        )
        return try await verifier.verify(
            try SignatureBundle(parsing: made.bundleJSON),
            of: SignedArtifact(made.artifact)
        )
    }

    @Test(arguments: ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"])
    func `statements of both versions are about their subjects`(_ type: String) async throws {
        #expect(try await verify(type).predicateType == "https://sigstore.test/predicate/v1")
    }

    @Test(arguments: ["https://in-toto.io/Statement/v0.2", "https://in-toto.io/Statement/v1/", ""])
    func `no other version is a statement`(_ type: String) async throws {
        let error = await #expect(throws: BundleVerificationError.self) { try await verify(type) }
        #expect(error?.code == .wrongContent)
    }
}
