// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import SignatureKeys
package import SigstoreBundle
import SigstoreVerification

extension FuzzTarget {
    /// A bundle that was read is the same after it was written, and a verifier gives out no other payload than its own,
    /// and knows no other artifact than the seeds'.
    static func bundle(_ input: [UInt8]) async throws(BrokenProperty) -> Outcome {
        let bundle: SignatureBundle
        do {
            bundle = try SignatureBundle(parsing: input)
        } catch {
            return .refused(error)
        }
        _ = bundle.unverifiedCertificates
        guard let again = try? SignatureBundle(parsing: bundle.serialized) else {
            throw BrokenProperty("a bundle that was written can be read")
        }
        try require(again == bundle, "a bundle that was written reads as the same bundle")
        try require(again.serialized == bundle.serialized, "a bundle is written the same way a second time")
        let material = bundle.verificationMaterial
        for entry in material.transparencyLogEntries {
            try require(entry.logIndex >= 0 && entry.integratedTime >= 0, "an index and a time are not negative")
            try require(!entry.logID.isEmpty && !entry.kind.isEmpty, "a log entry names its log and its kind")
        }
        try require(material.timestamps.allSatisfy { !$0.isEmpty }, "a timestamp has bytes")
        for verifier in verifiers { try await verify(bundle, with: verifier) }
        _ = try await isVerified(bundle)
        return .accepted
    }

    /// Whether the instance of the seeds witnessed that one of their signers signed their artifact.
    package static func isVerified(_ bundle: SignatureBundle) async throws(BrokenProperty) -> Bool {
        var isVerified = false
        for verifier in sigstoreVerifiers {
            try await verify(bundle, with: verifier)
            let verified: VerifiedArtifact
            do {
                verified = try await verifier.verify(bundle, of: SignedArtifact(SeedInstance.artifact))
            } catch let error as BundleVerificationError {
                _ = error.description
                continue
            } catch {
                throw BrokenProperty("a bundle is not accepted with a BundleVerificationError, not with '\(error)'")
            }
            try require(!verified.logEntries.isEmpty, "the log's entry is part of what was verified")
            try require(verified.signer.time != .notApplicable, "a time is part of what was verified")
            if case .sigstore(let signer) = verified.signer.trust {
                let isSeeds = signer.identity.utf8.elementsEqual(SeedInstance.identity.utf8)
                try require(isSeeds, "only the seeds' signer is accepted")
                try require(!signer.certificateLogs.isEmpty, "the certificate's log is part of what was verified")
            }
            isVerified = true
        }
        return isVerified
    }

    private static func verify(_ bundle: SignatureBundle, with verifier: BundleVerifier) async throws(BrokenProperty) {
        let payload: VerifiedPayload
        do {
            payload = try await verifier.verify(bundle)
        } catch let error as BundleVerificationError {
            _ = error.description
            return
        } catch {
            throw BrokenProperty("a bundle is not accepted with a BundleVerificationError, not with '\(error)'")
        }
        try require(bundle.envelope != nil, "a payload is verified where there is one")
        try require(payload.bytes == bundle.envelope?.payload, "a verified payload is the one in the bundle")
        try require(payload.type == bundle.envelope?.payloadType, "a verified payload has the type in the bundle")
        try require(payload.signers.count == 1, "one signature has one signer")
    }

    /// What the seeds are signed with.
    private static let verifiers: [BundleVerifier] = {
        let key = (try? SeedAuthority.certificate?.publicKey()).map { BundleVerifier.key($0) }
        let certificate = SeedAuthority.certificate.flatMap { try? TrustAnchors([$0]) }.map {
            BundleVerifier.certificate(anchors: $0, time: .unsafeCertificateStart)
        }
        return [key, certificate].compactMap { $0 }
    }()

    private static let sigstoreVerifiers: [BundleVerifier] = {
        guard let root = try? TrustedRoot(parsing: Array(SeedInstance.trustedRoot.utf8)) else { return [] }
        let identity = SigstoreIdentity(SeedInstance.identity, issuer: SeedInstance.issuer)
        let key = try? PublicKey(pem: Array(SeedInstance.publicKey.utf8))
        return [.sigstore(trustedRoot: root, identity: identity)]
            + [key].compactMap(\.self).map {
                .sigstore(trustedRoot: root, key: $0)
            }
    }()
}
