// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A URL of http or https, taken apart once and by its bytes (RFC 3986 §3), so that what was checked is what goes out.
package struct WebAddress: Sendable, Hashable {
    package static let maximumByteCount = 8 << 10

    package let origin: WebOrigin
    /// Path and query, exactly as the URL has them; at least a slash.
    package let target: String

    package var text: String { origin.description + target }

    package init(_ url: URL) throws(TransportError) { try self.init(url.absoluteString) }

    /// - Throws: `forbiddenURL`.
    package init(_ text: String) throws(TransportError) {
        func refusal(_ reason: String) -> TransportError {
            TransportError(.forbiddenURL, "'\(Self.shown(text))' is not a URL to connect to: \(reason)")
        }
        guard text.utf8.count <= Self.maximumByteCount else { throw refusal("it is longer than 8 KiB") }
        guard text.utf8.allSatisfy({ 0x21...0x7e ~= $0 }) else {
            throw refusal("it has characters outside ASCII, spaces or control characters, which URLs percent-encode")
        }
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"),
            let scheme = WebOrigin.Scheme(rawValue: text[..<colon].lowercased())
        else { throw refusal("it begins with neither https:// nor http://") }
        let rest = text[colon...].dropFirst(3).prefix { $0 != "#" }
        let authority = rest.prefix { !"/?".contains($0) }
        guard !authority.contains("@") else {
            throw refusal("it has user information, and passwords do not belong there")
        }
        guard let (host, port) = Self.split(authority, defaultPort: scheme.defaultPort) else {
            throw refusal(
                "its host or port is not one; names that are not ASCII begin with 'xn--', and addresses are like 192.0.2.1 or [2001:db8::1]"
            )
        }
        let target = rest[authority.endIndex...]
        origin = WebOrigin(scheme: scheme, host: host, port: port)
        self.target = target.hasPrefix("/") ? String(target) : "/\(target)"
    }

    /// Splits `host[:port]`; `nil` if either is malformed.
    package static func split(_ authority: Substring, defaultPort: UInt16) -> (host: WebHost, port: UInt16)? {
        // Colons within brackets are those of an IPv6 address.
        let closing = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
        guard let colon = authority[closing...].firstIndex(of: ":") else {
            return WebHost(authority).map { ($0, defaultPort) }
        }
        let digits = authority[authority.index(after: colon)...]
        guard digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), digits.utf8.count <= 5,
            let port = UInt16(digits), port > 0, let host = WebHost(authority[..<colon])
        else { return nil }
        return (host, port)
    }
}
