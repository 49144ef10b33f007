// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import HTTPTransport
package import HTTPTypes

/// The services without a socket.
extension TestSigstoreDesk: Transport {
    /// Answers at once: who would wait for a silent service is told that the time is over.
    package func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        var headers = ["host": request.authority ?? ""]
        for field in request.headerFields { headers[field.name.canonicalName] = field.value }
        var copy = TestHTTPRequest(
            method: request.method.rawValue,
            target: request.path ?? "/",
            headers: headers,
            body: body
        )
        copy.scheme = request.scheme ?? "https"
        let response = respond(to: copy)
        switch response.delivery {
        case .whole, .late: break
        case .closed, .truncated: throw TransportError(.brokenConnection, "the connection ended")
        case .silent, .stalling: throw TransportError(.timedOut, "the service is silent")
        case .endless, .endlessChunks: throw TransportError(.tooLong, "the reply has no end")
        default: throw TransportError(.badReply, "this is not HTTP")
        }
        var fields: HTTPFields = [.contentType: response.contentType]
        for (name, value) in response.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields[name] = value
        }
        let status = HTTPResponse.Status(code: response.status)
        guard response.body.count <= limits.maximumByteCount || status.kind != .successful else {
            throw TransportError(.tooLong, "the reply is longer than its limit")
        }
        return Reply(status: status, fields: fields, body: response.body)
    }
}
