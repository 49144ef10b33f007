// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import CertificateTrust
import SignatureKeys
import SigstoreBundle
import TextEncodings

/// Binds a log's entry to the bundle: the same signature bytes, the same key, the same content.
///
/// Bytes are compared, not values: an ECDSA signature can be changed into another that verifies as well.
/// - SeeAlso: Sigstore client specification §4.4.
struct LogEntryComparison {
    let content: SignedContent
    let signer: SigningMaterial

    /// - Throws: `logEntryMismatch`; `artifactUnavailable` and the errors of reading an artifact.
    func check(_ logged: LoggedSignature) async throws {
        guard logged.signature == content.signature else { throw mismatch("another signature") }
        switch (logged.verifier, signer) {
        case (.certificate(let der), .certificate(let leaf, _)) where der == leaf.der: break
        case (.publicKey(let der), .key(let key)) where der == key.derSPKI: break
        case (.certificate, _): throw mismatch("the signature of another certificate")
        case (.publicKey, _): throw mismatch("the signature of another key")
        }
        let key = signer.key
        if let details = logged.keyDetails, !details.fits(key) {
            throw mismatch("a signature as \(details.protobufName), and the signer's key is for \(key.algorithm)")
        }
        switch (logged.subject, content.kind) {
        case (.signedBytes, _):
            try refuseEd25519ph(logged)
            // The hash follows the key; for one that hashes within, any that identifies the content will do.
            if let digest = key.algorithm.digest, digest != logged.digestAlgorithm {
                throw mismatch("a \(logged.digestAlgorithm) digest, and the signer's key signs with \(digest)")
            }
            guard try await content.digest(logged.digestAlgorithm) == logged.digest else {
                throw mismatch("a signature over something else")
            }
        case (.payload(let type), .envelope(let envelope, _)):
            if let type, !type.hasSameBytes(as: envelope.payloadType) {
                throw mismatch("a payload of the type '\(type.excerpt())', not '\(envelope.payloadType.excerpt())'")
            }
            guard logged.digestAlgorithm.hash(envelope.payload) == logged.digest else {
                throw mismatch("another payload")
            }
        case (.payload, .artifact):
            throw mismatch("an envelope, and the bundle signs an artifact")
        }
    }

    /// Rekor v1 has the digest alone, and so takes an Ed25519 key's signature for one over SHA-512 (algorithm registry).
    private func refuseEd25519ph(_ logged: LoggedSignature) throws(BundleVerificationError) {
        guard signer.key.algorithm == .ed25519, logged.keyDetails == nil, logged.digestAlgorithm == .sha512 else {
            return
        }
        throw BundleVerificationError(
            .unsupportedAlgorithm,
            "the signature was made with Ed25519ph, which this version does not verify: sign with Ed25519"
        )
    }

    private func mismatch(_ found: String) -> BundleVerificationError {
        BundleVerificationError(.logEntryMismatch, "the log entry is not about this bundle: it holds \(found)")
    }
}
