// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle
import TextEncodings

extension BundleVerifier {
    /// OMS v1.0 §8.2, method `key`.
    func verify(
        _ bundle: SignatureBundle,
        _ content: SignedContent,
        by key: PublicKey
    ) async throws -> VerificationFinding {
        try Self.check(bundle.verificationMaterial, names: key)
        guard try await content.isSigned(by: key) else {
            throw BundleVerificationError(
                .invalidSignature,
                "the signature was not made by the key '\(key.keyID.hex)' over this payload"
                    + (key.algorithm == .ed25519 ? "; one made with Ed25519ph, as some tools do, is not accepted" : "")
            )
        }
        let trust = VerifiedSigner.Key(algorithm: key.algorithm.description, keyID: key.keyID.hex)
        return VerificationFinding(
            signer: VerifiedSigner(trust: .key(trust), time: .notApplicable),
            unchecked: [.transparencyLog, .signingTime]
        )
    }

    /// What a hint is worth that is no SHA-256 in a known spelling.
    enum ForeignHint {
        /// It names another key: OMS v1.0 §4.1 says what a hint looks like.
        case namesAnotherKey
        /// Nothing: Sigstore leaves the form of hints to signer and verifier (sigstore_common.proto).
        case saysNothing
    }

    /// A hint never makes a signature good, but one that names another key explains best why it is not.
    static func check(
        _ material: VerificationMaterial,
        names key: PublicKey,
        foreignHint foreign: ForeignHint = .namesAnotherKey
    ) throws(BundleVerificationError) {
        guard case .publicKey(let identifier) = material.content else {
            throw BundleVerificationError(
                .wrongMethod,
                "the bundle was signed with a certificate, not with a bare key: use the method 'certificate' or 'sigstore'"
            )
        }
        if let hint = identifier.hint, !hint.isEmpty, foreign == .namesAnotherKey || isDigest(hint),
            !key.keyID.matches(hint: hint)
        {
            throw BundleVerificationError(
                .keyMismatch,
                "the signature names the key '\(hint.excerpt())', and the key expected is '\(key.keyID.hex)'"
            )
        }
        if let legacyPEM = identifier.legacyPEM { try requireLegacyKey(legacyPEM, equals: key) }
    }

    /// Whether a hint is a SHA-256 in one of the spellings that name a key here.
    private static func isDigest(_ hint: String) -> Bool {
        Hexadecimal.decode(hint)?.count == DigestChoice.sha256.byteCount
            || Base64.decode(hint)?.count == DigestChoice.sha256.byteCount
    }
}
