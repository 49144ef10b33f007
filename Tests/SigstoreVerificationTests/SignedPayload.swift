// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import Testing

/// A payload that is signed in each test, and the bundles around it, to be spoilt in one point.
enum SignedPayload {
    static let bytes = Array(#"{"a":1}"#.utf8)
    static let type = "application/vnd.in-toto+json"

    /// A bundle as `KeySigner` makes it.
    static func bundle(by key: PrivateKey) async throws -> SignatureBundle {
        try await KeySigner(key).sign(bytes, type: type)
    }

    /// A bundle with other material, payload or signatures, the signature being over the standard payload.
    static func bundle(
        by key: PrivateKey,
        _ content: VerificationMaterial.Content,
        payload: [UInt8] = bytes,
        type: String = type,
        signatures: (DSSEEnvelope.Signature) -> [DSSEEnvelope.Signature] = { [$0] }
    ) throws -> SignatureBundle {
        let message = preAuthenticationEncoding(type: Self.type, payload: Self.bytes)
        let signature = DSSEEnvelope.Signature(sig: try key.signature(for: message))
        return SignatureBundle(
            verificationMaterial: VerificationMaterial(content),
            envelope: DSSEEnvelope(payload: payload, payloadType: type, signatures: signatures(signature))
        )
    }
}

/// Expects that `verifier` does not accept `bundle`, with this code.
@discardableResult
func expectRefusal(
    of bundle: SignatureBundle,
    by verifier: BundleVerifier,
    _ code: BundleVerificationError.Code,
    sourceLocation: SourceLocation = #_sourceLocation
) async -> BundleVerificationError? {
    let error = await #expect(throws: BundleVerificationError.self, sourceLocation: sourceLocation) {
        try await verifier.verify(bundle)
    }
    #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
    return error
}
