// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// An HTTP proxy, to which a client speaks plain HTTP and which tunnels what it sends (RFC 9110 §9.3.6).
public struct ProxyServer: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// A user's name and password, for the proxy alone.
    package struct Credentials: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
        package let user: String
        package let password: String
        package init(user: String, password: String) { (self.user, self.password) = (user, password) }
        package var description: String { "a user and a password" }
        package var customMirror: Mirror { Mirror(self, children: [:]) }
    }

    /// A name, or an address without brackets.
    public let host: String
    /// 80 unless it was given.
    public let port: UInt16
    package let credentials: Credentials?

    package init(host: String, port: UInt16, credentials: Credentials? = nil) {
        (self.host, self.port, self.credentials) = (host, port, credentials)
    }

    /// Host and port.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    /// Shows no credentials to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["host": host, "port": port]) }
}
