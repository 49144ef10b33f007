// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a trusted root, a signing configuration, or a file that holds both, could not be read or does not serve.
public struct TrustedRootError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String
        /// The file is not there.
        public static let notFound = Code(name: "notFound")
        /// The file could not be read.
        public static let unreadable = Code(name: "unreadable")
        /// It is larger than ``TrustedRoot/maximumByteCount``.
        public static let tooLarge = Code(name: "tooLarge")
        /// It is not JSON, or not the JSON of what it should be.
        public static let malformed = Code(name: "malformed")
        /// The media type is not the one of what it should be.
        public static let wrongMediaType = Code(name: "wrongMediaType")
        /// The media type is one of an old version that is not read.
        public static let unsupportedVersion = Code(name: "unsupportedVersion")
        /// The period of validity of a log's key, or of a service, has no beginning.
        public static let missingValidityStart = Code(name: "missingValidityStart")
        /// The bytes of a log's key are not a key.
        public static let malformedKey = Code(name: "malformedKey")
        /// A log's key is of another kind, or another size, than the entry says.
        public static let keyMismatch = Code(name: "keyMismatch")
        /// A certificate of an authority is malformed, or too large.
        public static let malformedCertificate = Code(name: "malformedCertificate")
        /// No service is valid at the time and of a version that the client speaks.
        public static let noService = Code(name: "noService")
        /// There are fewer services than the signing configuration demands.
        public static let notEnoughServices = Code(name: "notEnoughServices")
        /// The signing configuration does not say how many of its services to use.
        public static let undefinedSelector = Code(name: "undefinedSelector")
    }
    /// What kind of failure this is.
    public let code: Code
    /// One sentence with the offending value.
    public let message: String
    /// The error underneath, if another module found it.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    /// The message and its cause.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
