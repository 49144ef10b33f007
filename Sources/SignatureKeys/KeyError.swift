// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a key could not be read or used.
///
/// The message says what was found, what was expected and what to do next. It never contains key material or a password.
public struct KeyError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String

        /// The input holds no PEM block (RFC 7468 §2).
        public static let noPEMBlock = Code(name: "noPEMBlock")
        /// A PEM block has no end, a wrong end, or a body that is not base64 (RFC 7468 §3).
        public static let malformedPEM = Code(name: "malformedPEM")
        /// The input is larger, or has more parts, than any key file needs.
        public static let tooLarge = Code(name: "tooLarge")
        /// The PEM blocks hold something other than what was asked for: a certificate, say, for a public key.
        public static let wrongBlock = Code(name: "wrongBlock")
        /// A key that is sound but of another kind or curve, or with its curve spelled out in full.
        public static let unsupportedKey = Code(name: "unsupportedKey")
        /// A private key encrypted in a way that is not read here, or with parameters beyond the limits.
        public static let unsupportedEncryption = Code(name: "unsupportedEncryption")
        /// A private key encrypted in the PEM headers, as OpenSSL did before PKCS#8 (RFC 1421 §4.6.1.1).
        public static let legacyEncryption = Code(name: "legacyEncryption")
        /// The private key is encrypted and the caller gave no password.
        public static let passwordRequired = Code(name: "passwordRequired")
        /// The password does not decrypt the private key.
        public static let wrongPassword = Code(name: "wrongPassword")
        /// The block's bytes are not a key: bad DER, a point off the curve, two halves that do not match.
        public static let malformedKey = Code(name: "malformedKey")
        /// The input holds more than one key of the kind that was asked for, and nothing says which.
        public static let severalKeys = Code(name: "severalKeys")
        /// The bytes are no signature of the key that should have made it.
        public static let malformedSignature = Code(name: "malformedSignature")
    }

    /// What kind of failure this is.
    public let code: Code
    /// One sentence or two for a person.
    public let message: String
    /// The error underneath, if there is one.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    /// The message, and the cause if there is one.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
