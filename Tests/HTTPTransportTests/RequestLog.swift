// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestServices

/// What a server was asked.
final class RequestLog: Sendable {
    private let state = Mutex<[TestHTTPRequest]>([])

    var requests: [TestHTTPRequest] { state.withLock { $0 } }

    func add(_ request: TestHTTPRequest) { state.withLock { $0.append(request) } }
}

extension TestHTTPServer {
    /// A server with one answer to everything.
    convenience init(_ log: RequestLog = RequestLog(), answering response: TestHTTPResponse) throws {
        try self.init {
            log.add($0)
            return response
        }
    }
}

extension TestHTTPResponse {
    static func text(_ status: Int = 200, _ text: String = "hello", _ delivery: TestDelivery = .whole) -> Self {
        var response = Self(status: status, contentType: "text/plain", Array(text.utf8))
        response.delivery = delivery
        return response
    }
}

/// A port where nobody listens: one that was free a moment ago may be another test's by now, and this one needs rights.
let closedPort: UInt16 = 1
