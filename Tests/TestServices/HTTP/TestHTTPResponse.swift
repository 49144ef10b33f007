// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a service answers.
package struct TestHTTPResponse: Sendable {
    package var status = 200
    package var contentType: String
    /// Header fields besides.
    package var headers: [String: String] = [:]
    package var body: [UInt8]

    package init(status: Int = 200, contentType: String, _ body: [UInt8]) {
        (self.status, self.contentType, self.body) = (status, contentType, body)
    }

    package init(status: Int = 200, _ json: TestJSON) {
        self.init(status: status, contentType: "application/json", json.written)
    }

    /// A refusal in the form that Sigstore's services have.
    package static func refusal(_ status: Int, _ reason: String) -> Self {
        Self(status: status, ["code": .number("\(status)"), "message": .string(reason)])
    }

    /// The bytes on the wire; the connection ends behind them.
    var bytes: [UInt8] {
        var fields = headers
        fields["Content-Type"] = contentType
        fields["Content-Length"] = "\(body.count)"
        fields["Connection"] = "close"
        let head = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
        return Array("HTTP/1.1 \(status) \r\n\(head)\r\n".utf8) + body
    }
}
