// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why there is no reply.
///
/// Messages name the URL without what may be secret (user information and the values of its query) and bound its length.
/// They may hold what a server sent, control characters too: escape them before they reach a terminal.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    public struct Code: Sendable, Hashable {
        let name: String
        /// The reply is longer than its limit.
        public static let tooLong = Code(name: "tooLong")
        /// No connection, no byte or no end within its time.
        public static let timedOut = Code(name: "timedOut")
        /// There is no such host, or it takes no connection.
        public static let unreachable = Code(name: "unreachable")
        /// The connection ended before the reply was whole.
        public static let brokenConnection = Code(name: "brokenConnection")
        /// TLS failed: the server's certificate is not trusted, not for this host, or expired.
        public static let untrustedServer = Code(name: "untrustedServer")
        /// What came is not HTTP, or not a reply that can be used.
        public static let badReply = Code(name: "badReply")
        /// The URL is not one that this package connects to.
        public static let forbiddenURL = Code(name: "forbiddenURL")
        /// The server redirects where this request must not go.
        public static let forbiddenRedirect = Code(name: "forbiddenRedirect")
        /// One redirect after the other.
        public static let tooManyRedirects = Code(name: "tooManyRedirects")
        /// The proxy cannot be used, or refuses.
        public static let unusableProxy = Code(name: "unusableProxy")
        /// The certificate authorities to trust could not be read.
        public static let unreadableAuthorities = Code(name: "unreadableAuthorities")
        /// Anything else.
        public static let failed = Code(name: "failed")
    }
    /// What kind of failure this is.
    public let code: Code
    /// One sentence with the offending value.
    public let message: String
    /// The error underneath, if another module found it.
    public let cause: (any Error)?

    /// Makes an error; public for those who write a ``Transport``.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    /// The message and its cause.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
