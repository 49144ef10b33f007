// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why metadata or a target was not accepted, or an update could not be made.
public struct TUFError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String

        /// Metadata is not JSON, lacks a field, has one of a wrong type or value, or is of another role.
        public static let malformedMetadata = Code(name: "malformedMetadata")
        /// Metadata follows another major version of the specification.
        public static let unsupportedVersion = Code(name: "unsupportedVersion")
        /// There are more bytes than a limit allows, or than the metadata that refers to them says.
        public static let tooLarge = Code(name: "tooLarge")
        /// Fewer of a role's keys signed than its threshold asks for.
        public static let notEnoughSignatures = Code(name: "notEnoughSignatures")
        /// Metadata is older than what was seen before, or leaves out a role that was there.
        public static let rollback = Code(name: "rollback")
        /// Metadata has another version than the one it was asked for by.
        public static let wrongVersion = Code(name: "wrongVersion")
        /// Metadata is no longer valid: the repository is not kept up, or somebody holds back its news.
        public static let expired = Code(name: "expired")
        /// The hash or the length of a file is not the one that signed metadata states.
        public static let wrongContent = Code(name: "wrongContent")
        /// Metadata states no hash of a kind that is known.
        public static let unsupportedHash = Code(name: "unsupportedHash")
        /// A role that others delegate to is not part of the snapshot.
        public static let unknownRole = Code(name: "unknownRole")
        /// The server does not give out a file.
        public static let unavailable = Code(name: "unavailable")
        /// The store lacks a file that is needed, or holds another.
        public static let notCached = Code(name: "notCached")
        /// Another process held the store's lock for too long.
        public static let locked = Code(name: "locked")
        /// The store's folder, or a file in it, cannot be made, read or written.
        public static let unusableStore = Code(name: "unusableStore")
        /// The path of a target would lead elsewhere as part of a URL.
        public static let unsafePath = Code(name: "unsafePath")
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
