// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A request of HTTP/1.1, as far as the clients of Sigstore's services use it.
package struct TestHTTPRequest: Sendable {
    /// What the client called the service with, for a service does not see it.
    package var scheme = "http"
    package let method: String
    /// As the request line has it.
    package let target: String
    /// Without what stands behind a question mark.
    package let path: String
    /// By their names in lower case.
    package let headers: [String: String]
    package var body: [UInt8] = []

    package init(method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []) {
        (self.method, self.target, self.headers, self.body) = (method, target, headers, body)
        path = target.split(separator: "?", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    }

    /// The service as the client calls it.
    var origin: String { "\(scheme)://\(headers["host"] ?? "")" }

    /// Reads a request line and header fields, without the empty line behind them; `nil` if they are none.
    init?(head: [UInt8]) {
        // Lines by their bytes: to Swift, CR LF is one character.
        let lines = head.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        let words = lines.first?.split(whereSeparator: \.isWhitespace) ?? []
        guard words.count == 3, words[2].hasPrefix("HTTP/1."), let path = words[1].split(separator: "?").first else {
            return nil
        }
        (method, target, self.path) = (String(words[0]), String(words[1]), String(path))
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingWhitespace
        }
        self.headers = headers
    }
}

extension Substring {
    fileprivate var trimmingWhitespace: String {
        var rest = drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
