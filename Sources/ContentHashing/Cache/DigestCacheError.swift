// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a cache of digests cannot be believed, read or written.
///
/// No digest comes from such a cache. Reading the files themselves always remains possible.
public struct DigestCacheError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String
        /// The folder belongs to somebody else, others may write to it, or it is no folder.
        public static let untrustedFolder = Code(name: "untrustedFolder")
        /// The key is not a regular file of 32 bytes that this user owns and nobody else may read.
        public static let untrustedKey = Code(name: "untrustedKey")
        /// A file of the cache was not made with the key, or not for this model, or was changed since.
        public static let notAuthentic = Code(name: "notAuthentic")
        /// A file of the cache has not the form that this version writes.
        public static let damaged = Code(name: "damaged")
        /// A file of the cache is larger than any that this version writes.
        public static let tooLarge = Code(name: "tooLarge")
        /// The system refused to open or read a file or the folder.
        public static let unreadable = Code(name: "unreadable")
        /// The system refused to make or write a file or the folder.
        public static let unwritable = Code(name: "unwritable")
    }
    /// What kind of failure this is.
    public let code: Code
    /// One sentence that names the file and says what to do.
    public let message: String

    package init(_ code: Code, _ message: String) {
        (self.code, self.message) = (code, message)
    }

    /// The message.
    public var description: String { message }
}
