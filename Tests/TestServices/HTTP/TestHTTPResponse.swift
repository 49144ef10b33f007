// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a service answers.
package struct TestHTTPResponse: Sendable {
    package var status = 200
    package var contentType: String
    /// Header fields besides.
    package var headers: [String: String] = [:]
    package var body: [UInt8]
    /// Whether the client gets it as it should.
    package var delivery = TestDelivery.whole

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

    /// The bytes on the wire, until they repeat or the connection ends.
    var bytes: [UInt8] {
        switch delivery {
        case .whole, .late: head(bodyByteCount: body.count) + body
        case .truncated(let count), .stalling(let count): head(bodyByteCount: body.count) + body.prefix(max(0, count))
        case .announcing(let count): head(bodyByteCount: count) + body
        case .withoutLength: head(bodyByteCount: nil) + body
        case .endless, .endlessChunks, .tunnel: head(bodyByteCount: nil)
        case .silent, .closed: []
        case .halfHead: head(bodyByteCount: body.count).dropLast(8)
        case .longHead(let count): head(bodyByteCount: body.count, padding: count) + body
        case .garbage(let bytes): bytes
        }
    }

    /// What follows again and again; `nil` if nothing does.
    var repetition: [UInt8]? {
        let body = body.isEmpty ? [0] : body
        return switch delivery {
        case .endless: body
        case .endlessChunks: Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n".utf8)
        default: nil
        }
    }

    /// Whether the connection stays open, without a byte, until the client goes.
    var isLeftOpen: Bool {
        switch delivery {
        case .silent, .stalling: true
        default: false
        }
    }

    private func head(bodyByteCount: Int?, padding: Int = 0) -> [UInt8] {
        var fields = headers
        fields["Content-Type"] = contentType
        fields["Content-Length"] = bodyByteCount.map { "\($0)" }
        if delivery == .endlessChunks { fields["Transfer-Encoding"] = "chunked" }
        if case .tunnel = delivery {} else { fields["Connection"] = "close" }
        var lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
        let filler = String(repeating: "x", count: 1000)
        for _ in 0..<(padding / filler.utf8.count) { lines.append("X-Padding: \(filler)\r\n") }
        return Array("HTTP/1.1 \(status) \r\n\(lines.joined())\r\n".utf8)
    }
}
