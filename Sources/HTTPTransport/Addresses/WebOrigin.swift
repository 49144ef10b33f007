// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Scheme, host and port (RFC 6454): what credentials belong to.
package struct WebOrigin: Sendable, Hashable {
    package enum Scheme: String, Sendable {
        case http, https
        package var defaultPort: UInt16 { self == .http ? 80 : 443 }
    }
    package let scheme: Scheme
    package let host: WebHost
    package let port: UInt16

    /// The host, and the port unless it is the scheme's own (RFC 3986 §3.2).
    package var authority: String { port == scheme.defaultPort ? host.text : "\(host.text):\(port)" }

    package var description: String { "\(scheme)://\(authority)" }
}
