// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a Sigstore instance could not be used.
public struct SigstoreClientError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String

        /// The trust root could not be refreshed, and nothing in the cache may be used in its place.
        public static let refreshFailed = Code(name: "refreshFailed")
        /// Nothing may be asked, and what the cache holds cannot be verified.
        public static let unusableCache = Code(name: "unusableCache")
        /// Nothing may be asked, and neither the cache nor the program has a trust root.
        public static let nothingCached = Code(name: "nothingCached")
        /// The repository is sound and has no `trusted_root.json`, or one that this version cannot read.
        public static let unusableTrustedRoot = Code(name: "unusableTrustedRoot")
        /// The environment names no folder to keep trust roots in, or the folder is not this user's alone.
        public static let unusableFolder = Code(name: "unusableFolder")
        /// Nobody has said which root the instance begins with.
        public static let unknownInstance = Code(name: "unknownInstance")
        /// The instance begins with another root already.
        public static let otherRoot = Code(name: "otherRoot")
        /// What is to be an instance's first root is not one.
        public static let unusableRoot = Code(name: "unusableRoot")
        /// The address is not one of a TUF repository.
        public static let unusableAddress = Code(name: "unusableAddress")
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
