// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a bundle's signature was not accepted.
public struct BundleVerificationError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String
        /// The bundle was made by another method than the one asked for.
        public static let wrongMethod = Code(name: "wrongMethod")
        /// The bundle names another key than the caller's.
        public static let keyMismatch = Code(name: "keyMismatch")
        /// There is not exactly one signature.
        public static let signatureCount = Code(name: "signatureCount")
        /// The signature does not match the payload and the key.
        public static let invalidSignature = Code(name: "invalidSignature")
        /// The certificate does not lead to an anchor, or may not be used.
        public static let untrustedCertificate = Code(name: "untrustedCertificate")
        /// The certificate is trusted and belongs to somebody else.
        public static let wrongIdentity = Code(name: "wrongIdentity")
        /// The certificate cannot be read, or its key is of a kind that is not supported.
        public static let unusableCertificate = Code(name: "unusableCertificate")
        /// The certificate is for the right name, and another provider vouched for it.
        public static let wrongIssuer = Code(name: "wrongIssuer")
        /// The certificate is for the right name and issuer, and one of Fulcio's other extensions says something else.
        public static let wrongClaim = Code(name: "wrongClaim")
        /// A pattern for identities cannot be used.
        public static let invalidPattern = Code(name: "invalidPattern")

        /// The bundle signs something else than was asked for: an artifact for a payload, or no in-toto statement.
        public static let wrongContent = Code(name: "wrongContent")
        /// The artifact is not what was signed.
        public static let artifactMismatch = Code(name: "artifactMismatch")
        /// The artifact's bytes, or its digest with another hash, are needed and were not given.
        public static let artifactUnavailable = Code(name: "artifactUnavailable")
        /// A signature algorithm, or a kind of log entry, that this version does not verify. The message names it.
        public static let unsupportedAlgorithm = Code(name: "unsupportedAlgorithm")

        /// Fewer trusted times than required, or none: the bundle has no time stamp and no signed log time.
        public static let missingTime = Code(name: "missingTime")
        /// A time stamp is malformed, or not about this signature, or its own signature is wrong.
        public static let invalidTimestamp = Code(name: "invalidTimestamp")
        /// A time stamp comes from an authority that the trust root does not name, or not for that time.
        public static let untrustedTimestamp = Code(name: "untrustedTimestamp")

        /// The signer's authority was not, or no longer, trusted at the time of signing.
        public static let outsideAuthorityValidity = Code(name: "outsideAuthorityValidity")
        /// The signer's certificate, or one above it, was not valid at the time of signing.
        public static let outsideCertificateValidity = Code(name: "outsideCertificateValidity")
        /// The bundle brings a root of its own, or a chain where its version has none.
        public static let unexpectedCertificates = Code(name: "unexpectedCertificates")
        /// The certificate shows no entry in a certificate transparency log that the trust root names.
        public static let missingCertificateTimestamp = Code(name: "missingCertificateTimestamp")
        /// A log that the trust root names did not sign the certificate's timestamp.
        public static let invalidCertificateTimestamp = Code(name: "invalidCertificateTimestamp")

        /// No transparency log that the trust root names holds the signature.
        public static let missingLogEntry = Code(name: "missingLogEntry")
        /// The log entries are of logs that the trust root does not name.
        public static let untrustedLog = Code(name: "untrustedLog")
        /// Two log entries, or two time stamps, are the same.
        public static let duplicateEvidence = Code(name: "duplicateEvidence")
        /// The log's key was not, or no longer, trusted at that time.
        public static let outsideLogValidity = Code(name: "outsideLogValidity")
        /// The log's own entry cannot be read, or contradicts what stands beside it.
        public static let malformedLogEntry = Code(name: "malformedLogEntry")
        /// The log holds another signature, another signer or another artifact.
        public static let logEntryMismatch = Code(name: "logEntryMismatch")
        /// The log did not sign its promise to include the entry (Rekor v1's signed entry timestamp).
        public static let invalidInclusionPromise = Code(name: "invalidInclusionPromise")
        /// The bundle must prove that the entry is in the log, and does not.
        public static let missingInclusionProof = Code(name: "missingInclusionProof")
        /// The proof does not lead from the entry to the log's root.
        public static let invalidInclusionProof = Code(name: "invalidInclusionProof")
        /// The log's checkpoint is malformed, is another log's, is not signed by it, or is of another tree.
        public static let invalidCheckpoint = Code(name: "invalidCheckpoint")
    }
    /// What kind of failure this is.
    public let code: Code
    /// One sentence: what was found, and what was expected.
    public let message: String
    /// The error underneath, if another module found it.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    /// The message and its cause.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
