// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension ProxyServer {
    /// Reads the value of a variable like `http_proxy`.
    ///
    /// ```
    /// ["http://"] [user [":" password] "@"] host [":" port] ["/"]
    /// ```
    /// User and password are percent-encoded. Without a port it is 80.
    /// - Throws: `unusableProxy`.
    init(_ text: String, from variable: String) throws(TransportError) {
        func refusal(_ reason: String) -> TransportError {
            let instead = "set \(variable) to something like 'http://proxy.example:3128', or unset it"
            return TransportError(.unusableProxy, "\(variable) is '\(Self.shown(text))', \(reason): \(instead)")
        }
        var rest = text[...]
        if let separator = text.firstRange(of: "://") {
            guard text[..<separator.lowerBound].lowercased() == "http" else {
                throw refusal("and only proxies that are spoken to in plain http are supported")
            }
            rest = text[separator.upperBound...]
        }
        if rest.last == "/" { rest.removeLast() }
        var credentials: Credentials?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.compactMap(Self.decoded)
            // A colon in a user's name would end it (RFC 7617 §2).
            guard decoded.count == parts.count, let user = decoded.first, !user.contains(":"),
                decoded.allSatisfy(Self.isPrintable)
            else {
                throw refusal("whose user or password cannot be sent")
            }
            credentials = Credentials(user: user, password: decoded.count > 1 ? decoded[1] : "")
            rest = rest[rest.index(after: at)...]
        }
        guard let (host, port) = WebAddress.split(rest, defaultPort: 80) else {
            throw refusal("whose host or port is not one")
        }
        let name = host.text.hasPrefix("[") ? String(host.text.dropFirst().dropLast()) : host.text
        self.init(host: name, port: port, credentials: credentials)
    }

    /// The value for a message: without what stands before an @, which may be a password with whatever characters in it.
    private static func shown(_ text: String) -> String {
        let start = text.lastIndex(of: "@").map { "…" + text[$0...] } ?? text
        return WebAddress.shown(start)
    }

    /// The text with percent-encoding undone; `nil` if that is malformed.
    private static func decoded(_ text: Substring) -> String? {
        var (bytes, rest) = ([UInt8](), text.utf8)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            guard digits.count == 2 else { return nil }
            bytes.append(UInt8(digits[0] * 16 + digits[1]))
            rest.removeFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isPrintable(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } }
}
