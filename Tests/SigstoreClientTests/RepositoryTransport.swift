// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import Synchronization
import TestServices

/// A TUF repository in memory behind a transport that counts.
final class RepositoryTransport: Transport {
    private let state: Mutex<State>

    private struct State {
        var repository: TestTUFRepository
        var requests: [String] = []
        var status: Int?
    }

    init(_ repository: TestTUFRepository) { state = Mutex(State(repository: repository)) }

    /// Replaces what is served.
    func serve(_ repository: TestTUFRepository) { state.withLock { $0.repository = repository } }

    /// Answers everything with a status; nil heals.
    func fail(_ status: Int?) { state.withLock { $0.status = status } }

    /// What was asked for since the last time somebody wanted to know.
    func takeRequests() -> [String] {
        state.withLock { state in
            defer { state.requests = [] }
            return state.requests
        }
    }

    func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        state.withLock { state in
            let path = String((request.path ?? "").dropFirst())
            state.requests.append(path)
            if let status = state.status { return Reply(status: HTTPResponse.Status(code: status)) }
            guard let bytes = state.repository.files[path] else { return Reply(status: .notFound) }
            return Reply(status: .ok, body: bytes)
        }
    }
}
