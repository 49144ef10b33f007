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
