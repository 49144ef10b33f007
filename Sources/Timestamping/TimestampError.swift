// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a timestamp could not be read, or does not show when a message existed.
public struct TimestampError: Error, Sendable, CustomStringConvertible {
    /// What went wrong. The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String

        /// The bytes are not a time-stamp response in DER, or a part of it has a form that RFC 3161 or RFC 5652 forbids.
        public static let malformed = Code(name: "malformed")
        /// A response, or a number in it, is larger than the limit.
        public static let tooLarge = Code(name: "tooLarge")
        /// There are more certificates than the limit.
        public static let tooManyCertificates = Code(name: "tooManyCertificates")
        /// The authority refused to make a timestamp (RFC 3161 §2.4.2).
        public static let rejected = Code(name: "rejected")
        /// A hash, signature algorithm or key that is not verified here, or a combination of them that is not allowed.
        public static let unsupportedAlgorithm = Code(name: "unsupportedAlgorithm")
        /// The timestamp has a critical extension that is not known (RFC 3161 §2.4.2).
        public static let unsupportedExtension = Code(name: "unsupportedExtension")
        /// An attribute that must be signed is not there (RFC 5652 §5.3, RFC 3161 §2.4.2).
        public static let missingAttribute = Code(name: "missingAttribute")
        /// A signed attribute says something else about the content than the content itself (RFC 5652 §11.1, §11.2).
        public static let attributeMismatch = Code(name: "attributeMismatch")
        /// The timestamp is over another message.
        public static let imprintMismatch = Code(name: "imprintMismatch")
        /// The response answers another request, by its nonce.
        public static let nonceMismatch = Code(name: "nonceMismatch")
        /// There are no certificates to trust an authority by.
        public static let noCertificate = Code(name: "noCertificate")
        /// The signer's certificate is neither known nor in the timestamp.
        public static let missingCertificate = Code(name: "missingCertificate")
        /// The timestamp is not by this authority: another certificate signed it, or no path leads to the anchor.
        public static let untrustedAuthority = Code(name: "untrustedAuthority")
        /// A certificate had expired, or was not valid yet, at the time of the timestamp. The cause says which.
        public static let notValidAtTime = Code(name: "notValidAtTime")
        /// The signer's certificate is not one for time-stamping alone (RFC 3161 §2.3).
        public static let missingUsage = Code(name: "missingUsage")
        /// The timestamp names another signer than the certificate that it is checked with (RFC 5816 §2.2.1).
        public static let signerMismatch = Code(name: "signerMismatch")
        /// The signature is not the signer's.
        public static let invalidSignature = Code(name: "invalidSignature")
    }

    /// What went wrong.
    public let code: Code
    /// One sentence with what was found and what was expected. It quotes untrusted text.
    public let message: String
    /// The error underneath, if there is one.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    /// The message, and the cause if there is one.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}

extension TimestampError {
    /// What `body` returns; any error but one of this kind is about DER and becomes `malformed`.
    ///
    /// - Parameter name: what is read, with its article, for the message.
    static func reading<Value>(_ name: String, _ body: () throws -> Value) throws(TimestampError) -> Value {
        do {
            return try body()
        } catch let error as TimestampError {
            throw error
        } catch {
            throw TimestampError(.malformed, "the bytes are not \(name) in DER", cause: error)
        }
    }
}
