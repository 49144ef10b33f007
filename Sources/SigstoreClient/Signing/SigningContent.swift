// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SignatureKeys
import SigstoreBundle

/// What is to be signed.
enum SigningContent: Sendable {
    /// A payload and its type, in an envelope.
    case payload([UInt8], type: String)
    /// A file, by its SHA-256.
    case artifact(sha256: [UInt8])

    /// The content with its signature, as a bundle carries it.
    /// - Throws: `SignatureBundleError` with `unusableSigner` for a digest of another length, or a signature that does not
    ///   verify.
    func signed(by key: EphemeralKey) throws -> SignedByKey {
        switch self {
        case .payload(let payload, let type):
            let encoding = preAuthenticationEncoding(type: type, payload: payload)
            let signature = try key.signature(for: encoding)
            let envelope = DSSEEnvelope(payload: payload, payloadType: type, signatures: [.init(sig: signature)])
            let digest = DigestChoice.sha256.hash(encoding)
            return try SignedByKey(content: .envelope(envelope), signature: signature, sha256: digest, key: key)
        case .artifact(let digest):
            guard let signature = try key.signature(forSHA256: digest) else {
                throw SignatureBundleError(.unusableSigner, "\(digest.count) bytes are not a SHA-256 digest to sign")
            }
            let message = MessageSignature(digestAlgorithm: .sha256, digest: digest, signature: signature)
            return try SignedByKey(
                content: .messageSignature(message),
                signature: signature,
                sha256: digest,
                key: key
            )
        }
    }
}

/// A content and its signature, which verifies under the key that made it.
struct SignedByKey: Sendable {
    let content: SignatureBundle.Content
    let signature: [UInt8]
    /// SHA-256 of what the signature covers: the file, or the envelope's pre-authentication encoding.
    let sha256: [UInt8]

    fileprivate init(
        content: SignatureBundle.Content,
        signature: [UInt8],
        sha256: [UInt8],
        key: EphemeralKey
    ) throws(SignatureBundleError) {
        guard key.publicKey.isValidSignature(signature, forDigest: sha256, hashedWith: .sha256) else {
            throw SignatureBundleError(.unusableSigner, "the signature that was made does not verify")
        }
        (self.content, self.signature, self.sha256) = (content, signature, sha256)
    }
}
