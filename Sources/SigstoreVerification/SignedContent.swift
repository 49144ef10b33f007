// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SignatureKeys
import SigstoreBundle
import TextEncodings

/// The signature of a bundle and what it covers: an envelope's payload, or an artifact outside of the bundle.
struct SignedContent: Sendable {
    enum Kind: Sendable {
        /// A DSSE envelope and its pre-authentication encoding, which is what was signed.
        case envelope(DSSEEnvelope, encoding: [UInt8])
        case artifact(SignedArtifact)
    }

    let signature: [UInt8]
    let kind: Kind

    /// Takes what the bundle itself holds.
    /// - Throws: `wrongContent` for the signature of an artifact, `signatureCount`.
    init(of bundle: SignatureBundle) throws(BundleVerificationError) {
        guard case .envelope(let envelope) = bundle.content else {
            throw BundleVerificationError(
                .wrongContent,
                "the bundle signs an artifact outside of it (messageSignature), not an envelope with a payload: "
                    + "verify it against the artifact"
            )
        }
        try self.init(envelope)
    }

    /// Takes what the bundle says about an artifact.
    ///
    /// A bundle's own message digest decides nothing, but one that contradicts the artifact is an error.
    /// - Throws: `signatureCount`, `artifactMismatch`, `artifactUnavailable`, `unsupportedAlgorithm`.
    init(of bundle: SignatureBundle, artifact: SignedArtifact) async throws {
        switch bundle.content {
        case .envelope(let envelope):
            try self.init(envelope)
        case .messageSignature(let message):
            try await Self.check(message, against: artifact)
            self.init(signature: message.signature, kind: .artifact(artifact))
        }
    }

    private init(_ envelope: DSSEEnvelope) throws(BundleVerificationError) {
        do {
            let signature = try envelope.onlySignature().sig
            self.init(
                signature: signature,
                kind: .envelope(envelope, encoding: envelope.preAuthenticationEncoding)
            )
        } catch {
            throw BundleVerificationError(.signatureCount, "the bundle must hold exactly one signature", cause: error)
        }
    }

    private init(signature: [UInt8], kind: Kind) { (self.signature, self.kind) = (signature, kind) }

    private static func check(_ message: MessageSignature, against artifact: SignedArtifact) async throws {
        guard message.digestAlgorithm != nil || !message.digest.isEmpty else { return }
        let algorithm = message.digestAlgorithm ?? .unspecified
        guard let choice = algorithm.digest else {
            throw BundleVerificationError(
                .unsupportedAlgorithm,
                "the bundle gives the artifact's digest with \(algorithm.protobufName), which is not supported: "
                    + "SHA-256, SHA-384 or SHA-512 was expected"
            )
        }
        guard message.digest.count == choice.byteCount else {
            throw BundleVerificationError(
                .artifactMismatch,
                "the bundle gives a \(choice) digest of \(message.digest.count) bytes, which no artifact has"
            )
        }
        guard let found = try await artifact.knownDigest(choice) else { return }
        guard found == message.digest else {
            throw BundleVerificationError(
                .artifactMismatch,
                "the artifact's digest is \(choice) \(Hexadecimal.encode(found)), and the bundle is about "
                    + Hexadecimal.encode(message.digest)
            )
        }
    }

    /// The digest of what was signed.
    func digest(_ choice: DigestChoice) async throws -> [UInt8] {
        switch kind {
        case .envelope(_, let encoding): choice.hash(encoding)
        case .artifact(let artifact): try await artifact.digest(choice)
        }
    }

    /// Whether `key` made the signature, with its own hash.
    func isSigned(by key: PublicKey) async throws -> Bool {
        switch (kind, key.algorithm.digest) {
        case (.envelope(_, let encoding), _):
            key.isValidSignature(signature, for: encoding)
        case (.artifact(let artifact), let choice?):
            key.isValidSignature(signature, forDigest: try await artifact.digest(choice), hashedWith: choice)
        case (.artifact(let artifact), nil):
            key.isValidSignature(signature, for: try await artifact.content())
        }
    }
}
