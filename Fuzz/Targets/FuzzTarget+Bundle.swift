// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import SignatureKeys
import SigstoreBundle
import SigstoreVerification

extension FuzzTarget {
    /// A bundle that was read is the same after it was written, and a verifier gives out no other payload than its own.
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
        for verifier in verifiers { try await verify(bundle, with: verifier) }
        return .accepted
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
        try require(payload.bytes == bundle.envelope.payload, "a verified payload is the one in the bundle")
        try require(payload.type == bundle.envelope.payloadType, "a verified payload has the type in the bundle")
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
}
