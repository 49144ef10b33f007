// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SignatureKeys
import SigstoreBundle
import TextEncodings

extension BundleVerifier {
    /// OMS v1.0 §8.2, method `key`.
    func verify(
        _ bundle: SignatureBundle,
        _ signature: [UInt8],
        by key: PublicKey
    ) throws(BundleVerificationError) -> VerifiedPayload {
        guard case .publicKey(let identifier) = bundle.verificationMaterial.content else {
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed with a certificate, not with a bare key: use the method 'certificate' or 'sigstore'"
            )
        }
        // A hint never makes a signature good, but one that names another key explains best why it is not.
        if let hint = identifier.hint, !hint.isEmpty, !key.keyID.matches(hint: hint) {
            throw BundleVerificationError(
                .keyMismatch,
                "the signature names the key '\(hint.excerpt())', and the key expected is '\(key.keyID.hex)'"
            )
        }
        if let legacyPEM = identifier.legacyPEM { try Self.requireLegacyKey(legacyPEM, equals: key) }
        let envelope = bundle.envelope
        let message = envelope.preAuthenticationEncoding
        guard key.isValidSignature(signature, for: message) else {
            throw BundleVerificationError(
                .invalidSignature,
                "the signature was not made by the key '\(key.keyID.hex)' over this payload"
            )
        }
        let trust = VerifiedSigner.Key(algorithm: key.algorithm.description, keyID: key.keyID.hex)
        return VerifiedPayload(
            type: envelope.payloadType,
            bytes: envelope.payload,
            signers: [VerifiedSigner(trust: .key(trust), time: .notApplicable)],
            unchecked: [.transparencyLog, .signingTime],
            encoding: .standard
        )
    }
}
