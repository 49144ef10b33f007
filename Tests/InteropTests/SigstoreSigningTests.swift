// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SignatureKeys
import SigstoreVerification
import TestServices
import TestSupport
import Testing

/// What clients of others sign, each with a key of its own, for the test services to certify, log and stamp.
@Suite struct SigstoreSigningTests {
    @Test(.needs(.python), arguments: SigstoreSigningCase.all(.python))
    func `what Python signs is verified, for its signer and file alone`(_ item: SigstoreSigningCase) async throws {
        try await expectAccepted(item)
    }

    @Test(.needs(.cosign), arguments: SigstoreSigningCase.all(.cosign))
    func `what cosign signs is verified, for its signer and file alone`(_ item: SigstoreSigningCase) async throws {
        try await expectAccepted(item)
    }

    @Test(.needs(.cosign), arguments: SigstoreSigningCase.algorithms)
    func `what cosign signs with other keys is verified`(_ item: SigstoreSigningCase) async throws {
        try await expectAccepted(item)
    }

    @Test(
        .needs(.cosign),
        arguments: [SigstoreSigningCase.Content.message, .statement],
        [TestEntry.Log.rekorV1, .rekorV2]
    )
    func `what cosign signs with a managed key is verified, with that key alone`(
        _ content: SigstoreSigningCase.Content,
        _ log: TestEntry.Log
    ) async throws {
        let (item, signing) = (SigstoreSigningCase(.cosign, log, content), try SigstoreSigning(log))
        let cosign = try #require(SigstorePeer.cosign.program)
        for name in ["signer", "other"] {
            let making = try signing.run(cosign, ["generate-key-pair", "--output-key-prefix", name])
            try #require(making.status == 0, "\(making.error)")
        }
        try signing.sign(item, with: ["--key", "signer.key"])
        #expect(Set(signing.server.answers) == item.expectedAnswers.filter { !$0.contains("signingCert") })
        let root = try signing.trustedRoot()
        let verifier = BundleVerifier.sigstore(trustedRoot: root, key: try signing.key("signer"))
        _ = try await signing.verify(verifier)
        let changed = await #expect(throws: BundleVerificationError.self) {
            try await signing.verify(verifier, file: "changed")
        }
        #expect(changed?.code == .artifactMismatch)
        let other = BundleVerifier.sigstore(trustedRoot: root, key: try signing.key("other"))
        let error = await #expect(throws: BundleVerificationError.self) { try await signing.verify(other) }
        #expect(error?.code == .keyMismatch)
        try signing.expectToolAccepts(["--public-key", "signer.pub"])
    }

    @Test(.needs(.sigstoreGo), arguments: SigstoreSigningCase.all(.sigstoreGo))
    func `what sigstore-go signs is verified, for its signer and file alone`(
        _ item: SigstoreSigningCase
    ) async throws {
        try await expectAccepted(item)
    }

    private func expectAccepted(_ item: SigstoreSigningCase) async throws {
        let signing = try SigstoreSigning(item.log, isStamped: item.isStamped)
        try signing.sign(item)
        #expect(Set(signing.server.answers) == item.expectedAnswers)
        try await signing.expectAcceptedForItsSignerAlone()
        try signing.expectToolAccepts()
    }
}
