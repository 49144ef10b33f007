// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a certificate could not be read, or why no path from it to a trust anchor is valid.
public struct CertificateTrustError: Error, Sendable, CustomStringConvertible {
    /// What went wrong. The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String

        /// The bytes are not one X.509 certificate in DER, or one of its extensions cannot be read.
        public static let malformedCertificate = Code(name: "malformedCertificate")
        /// A certificate is for a key, or is signed, in a way that cannot be checked.
        public static let unsupportedAlgorithm = Code(name: "unsupportedAlgorithm")
        /// A certificate or a file of certificates is larger than the limit.
        public static let tooLarge = Code(name: "tooLarge")
        /// There are more certificates than the limit.
        public static let tooManyCertificates = Code(name: "tooManyCertificates")
        /// A file holds no certificate.
        public static let noCertificate = Code(name: "noCertificate")
        /// There is no certificate to trust.
        public static let noAnchors = Code(name: "noAnchors")
        /// No path leads from the certificate to a trust anchor.
        public static let untrusted = Code(name: "untrusted")
        /// A path is valid except that one of its certificates had expired.
        public static let expired = Code(name: "expired")
        /// A path is valid except that one of its certificates was not valid yet.
        public static let notYetValid = Code(name: "notYetValid")
        /// The date of the check cannot be compared with those in a certificate.
        public static let invalidDate = Code(name: "invalidDate")
        /// The certificate is not for signing code, or not for stamping time where that was asked.
        public static let missingUsage = Code(name: "missingUsage")
        /// The certificate is for something else that excludes what was asked: it is a CA, or has a usage too many.
        public static let contradictoryUsage = Code(name: "contradictoryUsage")
        /// The extended key usage of a timestamp authority's certificate is not critical (RFC 3161 §2.3).
        public static let usageNotCritical = Code(name: "usageNotCritical")
        /// An issuer on the path must not issue this certificate: it is no CA, or its path length is exceeded.
        public static let pathConstraint = Code(name: "pathConstraint")
        /// An issuer's name constraints do not allow a name on the path.
        public static let nameConstraint = Code(name: "nameConstraint")
        /// A certificate on the path has a critical extension that this package does not know (RFC 5280 §4.2).
        public static let unhandledCriticalExtension = Code(name: "unhandledCriticalExtension")
        /// A certificate on the path is signed with an algorithm that no longer protects it.
        public static let weakAlgorithm = Code(name: "weakAlgorithm")
        /// The two extensions with the issuer of an identity differ.
        public static let conflictingIssuers = Code(name: "conflictingIssuers")
        /// The signed certificate timestamps of a certificate cannot be read (RFC 6962 §3.3).
        public static let malformedSCT = Code(name: "malformedSCT")
        /// A certificate has more signed certificate timestamps than the limit.
        public static let tooManySCTs = Code(name: "tooManySCTs")
        /// A signed certificate timestamp is signed as no log signs (RFC 6962 §2.1.4).
        public static let unsupportedSCTAlgorithm = Code(name: "unsupportedSCTAlgorithm")
        /// A signed certificate timestamp is not the log's, or is about another certificate.
        public static let invalidSCT = Code(name: "invalidSCT")
    }

    /// What went wrong.
    public let code: Code
    /// One sentence that names the certificate and what was expected of it. It quotes untrusted names.
    public let message: String
    /// The error underneath, if there is one.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    /// The message, and the cause if there is one.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
