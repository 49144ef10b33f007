// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import Synchronization

/// Answers each request as a closure says.
struct AnsweringTransport: Transport {
    let answer: @Sendable (HTTPRequest, [UInt8]) async throws -> Reply

    func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        try await answer(request, body)
    }
}

/// What was asked for.
final class RequestPaths: Sendable {
    private let state = Mutex<[String]>([])

    var paths: [String] { state.withLock { $0 } }

    func note(_ path: String) { state.withLock { $0.append(path) } }
}
