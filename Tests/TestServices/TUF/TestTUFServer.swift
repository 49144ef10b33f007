// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Synchronization

/// A TUF repository over HTTP on the loopback interface, which keeps a list of what it was asked.
package final class TestTUFServer: Sendable {
    private let desk: Desk
    private let server: TestHTTPServer

    /// - Parameter delay: In seconds; how long each answer takes, so that clients meet each other.
    package convenience init(_ repository: TestTUFRepository, delay: TimeInterval = 0) throws {
        try self.init(files: repository.files, delay: delay)
    }

    /// Serves the files of any repository; their paths are below the URL, percent-encoded.
    package init(files: [String: [UInt8]], delay: TimeInterval = 0) throws {
        let desk = Desk(files)
        self.desk = desk
        server = try TestHTTPServer { request in
            if delay > 0 { Thread.sleep(forTimeInterval: delay) }
            return desk.respond(to: request)
        }
    }

    /// Without a slash at its end; targets are below `targets/`.
    package var url: String { server.url }

    /// Serves another repository, or another state of it, from now on.
    package func serve(_ repository: TestTUFRepository) { serve(files: repository.files) }

    package func serve(files: [String: [UInt8]]) { desk.state.withLock { $0.files = files } }

    /// What was asked and answered, in order: path and status, as in `/timestamp.json 200`.
    package var requests: [String] { desk.state.withLock { $0.requests } }

    package func forgetRequests() { desk.state.withLock { $0.requests = [] } }

    /// Has a file fail, or heals it; its path is as in `TestTUFRepository.files`.
    package func fail(_ path: String, _ fault: TestTUFFault?) { desk.state.withLock { $0.faults[path] = fault } }

    /// Heals all files.
    package func heal() { desk.state.withLock { $0.faults = [:] } }

    private final class Desk: Sendable {
        struct State: Sendable {
            var files: [String: [UInt8]]
            var faults: [String: TestTUFFault] = [:]
            var requests: [String] = []
        }

        let state: Mutex<State>

        init(_ files: [String: [UInt8]]) { state = Mutex(State(files: files)) }

        func respond(to request: TestHTTPRequest) -> TestHTTPResponse {
            state.withLock { state in
                let path = String(request.path.dropFirst())
                let file = state.files[path]
                let response =
                    state.faults[path]?.answer(for: file ?? []) ?? file.map(TestHTTPResponse.init(file:))
                    ?? .refusal(404, "no such file")
                state.requests.append("\(request.path) \(response.status)")
                return response
            }
        }
    }
}
