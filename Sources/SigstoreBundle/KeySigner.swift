// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
public import SignatureKeys

/// Signs with a key; the bundle carries the key's hint (OMS v1.0 §4.1, method `key`).
public struct KeySigner: BundleSigner {
    private let key: any SigningKey

    /// Creates a signer for any key, local or not.
    public init(_ key: some SigningKey) { self.key = key }

    /// Signs `payload` in a DSSE envelope.
    public func sign(_ payload: [UInt8], type: String) async throws -> SignatureBundle {
        SignatureBundle(
            verificationMaterial: VerificationMaterial(.publicKey(.init(hint: key.publicKey.keyID.hex))),
            envelope: try await DSSEEnvelope(signing: payload, type: type, with: key)
        )
    }
}

extension DSSEEnvelope {
    /// Signs the pre-authentication encoding of `payload`, and checks the signature before it is used.
    init(signing payload: [UInt8], type: String, with key: any SigningKey) async throws {
        let message = Attestation.preAuthenticationEncoding(type: type, payload: payload)
        let signature = try await key.signature(for: message)
        guard key.publicKey.isValidSignature(signature, for: message) else {
            throw SignatureBundleError(
                .unusableSigner,
                "the signature that the key made does not verify under its own public key "
                    + key.publicKey.keyID.hex
            )
        }
        self.init(payload: payload, payloadType: type, signatures: [Signature(sig: signature)])
    }
}
