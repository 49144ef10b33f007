// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a server does in place of sending a file.
package enum TestTUFFault: Sendable {
    /// Answers with a status and nothing else to say.
    case status(Int)
    /// Sends other bytes: swapped, cut off before the wire, or too many.
    case bytes([UInt8])
    /// Sends the file, badly.
    case delivery(TestDelivery)
    /// Sends the client elsewhere.
    case redirect(String, status: Int = 302)
    case response(TestHTTPResponse)

    /// The answer, where the file is `bytes`.
    func answer(for bytes: [UInt8]) -> TestHTTPResponse {
        switch self {
        case .status(let status): return .refusal(status, "out of order")
        case .bytes(let others): return TestHTTPResponse(file: others)
        case .delivery(let delivery):
            var response = TestHTTPResponse(file: bytes)
            response.delivery = delivery
            return response
        case .redirect(let target, let status):
            var response = TestHTTPResponse(status: status, contentType: "text/plain", [])
            response.headers["Location"] = target
            return response
        case .response(let response): return response
        }
    }
}

extension TestHTTPResponse {
    init(file bytes: [UInt8]) { self.init(contentType: "application/octet-stream", bytes) }
}
