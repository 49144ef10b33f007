// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why something from a transparency log could not be read, or does not show what it should.
public struct TransparencyLogError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String

        /// A proof's indices are out of range, or its hashes are not as many or as long as they must be.
        public static let malformedProof = Code(name: "malformedProof")
        /// A proof does not lead to the root hash.
        public static let proofMismatch = Code(name: "proofMismatch")
        /// A signed note is not of the form of C2SP signed-note.
        public static let malformedNote = Code(name: "malformedNote")
        /// A note is larger, or has more signatures, longer names or more lines, than the limits.
        public static let tooLarge = Code(name: "tooLarge")
        /// A note's text is not of the form of C2SP tlog-checkpoint.
        public static let malformedCheckpoint = Code(name: "malformedCheckpoint")
        /// The name of a key is empty, or has a space or a plus sign.
        public static let malformedKeyName = Code(name: "malformedKeyName")
        /// The key is of a kind that signs no notes.
        public static let unsupportedKey = Code(name: "unsupportedKey")
        /// No signature of a note is by the key.
        public static let noMatchingSignature = Code(name: "noMatchingSignature")
        /// A signature that names the key was not made by it.
        public static let invalidSignature = Code(name: "invalidSignature")
        /// A witness's signature is not of the form of C2SP tlog-cosignature.
        public static let malformedCosignature = Code(name: "malformedCosignature")
    }

    /// What kind of failure this is.
    public let code: Code
    /// One sentence: what was found, and what was expected. It quotes untrusted text.
    public let message: String
    /// The error underneath, if there is one.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    /// The message, and the cause if there is one.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
