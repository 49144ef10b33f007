// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What was looked at beside the signers' keys and certificates, and what was not. It grows with what can be checked.
public struct VerificationEvidence: Sendable, Hashable, Codable {
    /// What a signature can be checked for that this one was not.
    public enum Unchecked: String, Sendable, Hashable, Codable {
        /// Whether a public log has witnessed the signature.
        case transparencyLog
        /// Whether a certificate transparency log holds the signer's certificate.
        case certificateLog
        /// When the signature was made, by a time stamp or a log.
        case signingTime
        /// Whether the authority has withdrawn the certificate.
        case revocation
        /// Whether the certificate has expired.
        case expiry
        /// Whether the log shows everybody the same entries: that takes the network, or witnesses.
        case logConsistency
    }

    /// SHA-256 of the payload that was signed, in hexadecimal: it identifies this very statement.
    public let payloadSHA256: String
    /// The transparency logs' entries that hold the signature.
    public let logEntries: [LoggedEntry]
    /// What was not checked.
    public let unchecked: [Unchecked]
}
