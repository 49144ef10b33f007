// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a Sigstore bundle, or a bundle could not be written.
public struct SignatureBundleError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String
        /// The file is not there.
        public static let notFound = Code(name: "notFound")
        /// The file could not be read.
        public static let unreadable = Code(name: "unreadable")
        /// It is larger than ``SignatureBundle/maximumByteCount``.
        public static let tooLarge = Code(name: "tooLarge")
        /// It is not JSON, or not the JSON of a bundle.
        public static let malformed = Code(name: "malformed")
        /// The media type is not one of a Sigstore bundle.
        public static let wrongMediaType = Code(name: "wrongMediaType")
        /// The file could not be written; what was there before is there still.
        public static let unwritable = Code(name: "unwritable")
        /// A signer's key, certificate or parameters do not fit together.
        public static let unusableSigner = Code(name: "unusableSigner")
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
