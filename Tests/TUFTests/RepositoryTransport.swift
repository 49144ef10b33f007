// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import Synchronization
import TestServices

/// Serves a repository's files without a network, and keeps what was asked for.
final class RepositoryTransport: Transport {
    static let host = "tuf.example"

    private struct State {
        var files: [String: [UInt8]] = [:]
        var statuses: [String: Int] = [:]
        var requests: [String] = []
        var onRequest: (@Sendable (String) throws -> Void)?
    }

    private let state = Mutex(State())

    /// Serves these files from now on.
    func serve(_ repository: TestTUFRepository) { state.withLock { $0.files = repository.files } }

    /// Serves other bytes for one file; none at all for nil.
    func serve(_ bytes: [UInt8]?, as path: String) { state.withLock { $0.files[path] = bytes } }

    /// Answers with a status instead of the file.
    func answer(_ status: Int?, to path: String) { state.withLock { $0.statuses[path] = status } }

    /// Runs before each answer, with the path that is asked for.
    func onRequest(_ body: (@Sendable (String) throws -> Void)?) { state.withLock { $0.onRequest = body } }

    /// The paths that were asked for since the last call.
    func takeRequests() -> [String] {
        state.withLock { state in
            defer { state.requests = [] }
            return state.requests
        }
    }

    func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        let path = String((request.path ?? "").drop { $0 == "/" })
        let hook = state.withLock { state in
            state.requests.append(path)
            return state.onRequest
        }
        try hook?(path)
        return try state.withLock { state in
            if let status = state.statuses[path] { return Reply(status: .init(code: status)) }
            guard let bytes = state.files[path] else { return Reply(status: .notFound) }
            guard bytes.count <= limits.maximumByteCount else { throw TransportError(.tooLong, "too long") }
            return Reply(status: .ok, body: bytes)
        }
    }
}
