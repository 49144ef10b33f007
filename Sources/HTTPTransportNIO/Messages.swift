// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import HTTPTransport
import HTTPTypes
import NIOCore
import NIOHTTP1

extension HTTPClientRequest {
    init(_ request: HTTPRequest, body: [UInt8], to address: WebAddress) {
        self.init(url: address.text)
        method = HTTPMethod(rawValue: request.method.rawValue)
        headers = HTTPHeaders(request.headerFields.withoutFraming.map { ($0.name.rawName, $0.value) })
        if !body.isEmpty { self.body = .bytes(ByteBuffer(bytes: body)) }
    }
}

extension Reply {
    /// Reads a reply's body, and no more of it than the limit.
    ///
    /// - Throws: `tooLong`, `CancellationError`, what AsyncHTTPClient throws.
    init(
        _ reply: HTTPClientResponse,
        to method: HTTPRequest.Method,
        from address: WebAddress,
        limits: ExchangeLimits,
        _ time: TimeLimits
    ) async throws {
        let status = HTTPResponse.Status(code: Int(reply.status.code))
        let limit = ReplyLimit(limits, status: status, address: address)
        if method != .head, let announced = reply.headers.first(name: "Content-Length").flatMap({ Int($0) }) {
            try limit.check(announced: announced)
        }
        var body: [UInt8] = []
        for try await buffer in reply.body {
            time.noteArrival()
            guard try limit.append(buffer.readableBytesView, to: &body) else { break }
        }
        // The sequence of a task that is cancelled ends as if the body did.
        try Task.checkCancellation()
        self.init(status: status, fields: HTTPFields(reply.headers), body: body)
    }
}

extension HTTPFields {
    fileprivate init(_ headers: HTTPHeaders) {
        self.init(headers.compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } })
    }
}

extension TimeAmount {
    /// At most some 292 years.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        self = .nanoseconds(nanoseconds.overflow ? .max : nanoseconds.partialValue + attoseconds / 1_000_000_000)
    }
}
