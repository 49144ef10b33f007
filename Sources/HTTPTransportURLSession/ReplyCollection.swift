// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What has arrived of a reply so far, and who waits for it.
struct ReplyCollection: Sendable {
    private let address: WebAddress
    private let limits: ExchangeLimits
    private let time: TimeLimits
    private let continuation: CheckedContinuation<Reply, any Error>
    private var status: HTTPResponse.Status?
    private var fields = HTTPFields()
    private var body: [UInt8] = []

    init(
        _ address: WebAddress,
        _ limits: ExchangeLimits,
        _ time: TimeLimits,
        _ continuation: CheckedContinuation<Reply, any Error>
    ) {
        (self.address, self.limits, self.time, self.continuation) = (address, limits, time, continuation)
    }

    /// Takes the head.
    ///
    /// - Throws: `badReply`, `tooLong`.
    mutating func take(_ response: URLResponse, announcing byteCount: Int64) throws(TransportError) {
        time.noteArrival()
        guard let response = response as? HTTPURLResponse, 100...999 ~= response.statusCode else {
            throw TransportError(.badReply, "what '\(address.shown)' sent is not HTTP")
        }
        let status = HTTPResponse.Status(code: response.statusCode)
        self.status = status
        fields = HTTPFields(
            response.allHeaderFields.compactMap { name, value in
                guard let name = (name as? String).flatMap({ HTTPField.Name($0) }) else { return nil }
                return HTTPField(name: name, value: "\(value)")
            }
        )
        try ReplyLimit(limits, status: status, address: address).check(announced: Int(clamping: byteCount))
    }

    /// Takes a part of the body; `false` once there is enough of it.
    ///
    /// - Throws: `tooLong`.
    mutating func take(_ data: Data) throws(TransportError) -> Bool {
        time.noteArrival()
        return try ReplyLimit(limits, status: status ?? .ok, address: address).append(data, to: &body)
    }

    /// Ends the wait; called once.
    func finish(_ error: (any Error)?) {
        if let error {
            continuation.resume(throwing: TransportError(error, address, hasHead: status != nil))
        } else if let status {
            continuation.resume(returning: Reply(status: status, fields: fields, body: body))
        } else {
            continuation.resume(throwing: TransportError(.badReply, "'\(address.shown)' sent nothing that is HTTP"))
        }
    }
}
