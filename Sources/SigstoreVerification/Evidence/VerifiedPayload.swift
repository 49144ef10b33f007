// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import Crypto
import TextEncodings

/// Bytes whose signature has been checked, and what was established about their signers.
///
/// Only a ``BundleVerifier`` makes one.
public struct VerifiedPayload: Sendable {
    /// The media type that was signed together with the bytes.
    public let type: String
    /// The bytes that were signed.
    public let bytes: [UInt8]
    /// Who signed; at least one.
    public let signers: [VerifiedSigner]
    /// What else was looked at, and what was not.
    public let evidence: VerificationEvidence
    /// How the signature covered the bytes.
    package let encoding: Encoding

    package enum Encoding: Sendable {
        /// DSSE's pre-authentication encoding.
        case standard
        /// The faulty one of model-signing v0.2.0: only that version's statements may be read from it.
        case modelSigningV02
    }

    package init(
        type: String,
        bytes: [UInt8],
        signers: [VerifiedSigner],
        logEntries: [LoggedEntry] = [],
        unchecked: [VerificationEvidence.Unchecked],
        encoding: Encoding
    ) {
        (self.type, self.bytes, self.signers, self.encoding) = (type, bytes, signers, encoding)
        evidence = VerificationEvidence(
            payloadSHA256: Hexadecimal.encode(Array(SHA256.hash(data: bytes))),
            logEntries: logEntries,
            unchecked: unchecked
        )
    }
}

extension VerifiedPayload {
    /// - Throws: `wrongContent` when there is no payload.
    init(_ content: SignedContent, _ finding: VerificationFinding) throws(BundleVerificationError) {
        guard case .envelope(let envelope, _) = content.kind else {
            throw BundleVerificationError(.wrongContent, "the bundle signs an artifact, not a payload")
        }
        self.init(
            type: envelope.payloadType,
            bytes: envelope.payload,
            signers: [finding.signer],
            logEntries: finding.logEntries,
            unchecked: finding.unchecked,
            encoding: finding.encoding
        )
    }
}
