// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import Crypto
import SignatureKeys
import SigstoreBundle

@testable import SigstoreVerification

/// A P-384 key that also signs SHA-256 digests, as model-signing v0.2.0 did.
struct PrivateKeyPair {
    private let key = P384.Signing.PrivateKey()

    var publicKey: PublicKey {
        get throws { try PublicKey(pem: Array(key.publicKey.pemRepresentation.utf8)) }
    }

    func signature(for message: [UInt8], withSHA256: Bool) throws -> [UInt8] {
        let signature =
            try withSHA256
            ? key.signature(for: SHA256.hash(data: message)) : key.signature(for: SHA384.hash(data: message))
        return Array(signature.derRepresentation)
    }
}

/// A bundle as model-signing v0.2.0 signed it, to be spoilt in one point.
struct ModelSigningV02 {
    let bundle: SignatureBundle
    let key: PublicKey

    static func payload(predicateType: String = "https://model_signing/Digests/v0.1") -> [UInt8] {
        let text =
            #"{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"it's é","digest":{"sha256":"00"}}],"#
            + #""predicateType":"\#(predicateType)","predicate":{"unused":"Unused"}}"#
        return Array(text.utf8)
    }

    static func bundle(
        by pair: PrivateKeyPair,
        _ content: VerificationMaterial.Content,
        payload: [UInt8] = payload(),
        head: String = "DSSEV1",
        isRepresentation: Bool = true,
        withSHA256: Bool = true
    ) throws -> ModelSigningV02 {
        let type = "application/vnd.in-toto+json"
        let text = isRepresentation ? ModelSigningV02Signature.pythonRepresentation(of: payload) : payload
        let message = Array("\(head) \(type.utf8.count) \(type) \(payload.count) ".utf8) + text
        let signature = try pair.signature(for: message, withSHA256: withSHA256)
        let envelope = DSSEEnvelope(payload: payload, payloadType: type, signatures: [.init(sig: signature)])
        let bundle = SignatureBundle(verificationMaterial: VerificationMaterial(content), envelope: envelope)
        return ModelSigningV02(bundle: bundle, key: try pair.publicKey)
    }
}

/// SHA-256 as bytes.
enum SHA256Digest {
    static func of(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
