// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Takes the requests of clients and answers for each service; its logs grow.
///
/// It is a transport too: clients can use it without a socket, at `TestSigstoreDesk.url`.
package final class TestSigstoreDesk: Sendable {
    /// Where all services are in memory.
    package static let url = "https://sigstore.test"
    static let timestampPath = "/api/v1/timestamp"
    private static let maximumRecordCount = 10_000

    package let instance: TestSigstore.Made
    let provider: TestProvider
    private let clock: @Sendable () -> Date
    let state = Mutex(State())
    /// The entries of Rekor v1 and v2, which began before anybody asked.
    let logs: Mutex<[TestEntry.Log: TestLogBook]>

    struct State: Sendable {
        /// How far the clock was moved.
        var delay: TimeInterval = 0
        var faults: [TestService: (fault: TestServiceFault, times: Int?)] = [:]
        var answers: [String] = []
        var bodies: [(path: String, bytes: [UInt8])] = []
        var keepsRequests = true
        var detachesSCT = false
        var certificateCount = 0
        /// Those of the TUF repository, by the services' URL.
        var files: [String: [String: [UInt8]]] = [:]
        var logs: [TestEntry.Log] = [.rekorV1, .rekorV2]
    }

    /// Starts an instance, taken to the clock's time.
    package init(
        _ services: TestSigstore = TestSigstore(),
        user: TestUser = TestUser(),
        clock: @escaping @Sendable () -> Date = { TestSigstore.now }
    ) throws {
        var services = services
        services.move(to: clock())
        (instance, self.clock, provider) = (try services.make(), clock, TestProvider(user))
        logs = Mutex([
            .rekorV1: try TestLogBook(.hashedrekordV1, on: clock()),
            .rekorV2: try TestLogBook(.hashedrekordV2, on: clock()),
        ])
    }

    /// The services' time in whole seconds, for that is what most of Sigstore's formats hold.
    package var now: Date {
        let time = clock().timeIntervalSince1970 + state.withLock { $0.delay }
        return Date(timeIntervalSince1970: time.rounded(.down))
    }

    /// Lets time pass for all services.
    package func advance(by seconds: TimeInterval) { state.withLock { $0.delay += seconds } }

    /// What was asked and answered: method, path, status, or a hyphen where no byte was.
    package var answers: [String] { state.withLock { $0.answers } }

    /// What came to Fulcio, Rekor and the timestamp authority, in order.
    package func bodies(of path: String) -> [[UInt8]] {
        state.withLock { $0.bodies.filter { $0.path == path }.map(\.bytes) }
    }

    package func forgetRequests() { state.withLock { ($0.answers, $0.bodies) = ([], []) } }

    /// Whether `answers` and `bodies` get longer.
    package var keepsRequests: Bool {
        get { state.withLock { $0.keepsRequests } }
        set { state.withLock { $0.keepsRequests = newValue } }
    }

    /// Has a service fail from now on, or so many times.
    package func fail(_ service: TestService, _ fault: TestServiceFault, times: Int? = nil) {
        state.withLock { $0.faults[service] = (fault, times) }
    }

    /// Heals a service, or all of them.
    package func heal(_ service: TestService? = nil) {
        state.withLock { state in
            guard let service else { return state.faults = [:] }
            state.faults[service] = nil
        }
    }

    /// Whether Fulcio answers with an SCT beside the certificate rather than in it.
    package var detachesSCT: Bool {
        get { state.withLock { $0.detachesSCT } }
        set { state.withLock { $0.detachesSCT = newValue } }
    }

    /// Who is logged in at the identity provider.
    package var user: TestUser {
        get { provider.state.withLock { $0.user } }
        set { provider.state.withLock { $0.user = newValue } }
    }

    /// The logs that the signing configuration of the TUF repository names.
    package var logsInRepository: [TestEntry.Log] {
        get { state.withLock { $0.logs } }
        set { state.withLock { ($0.logs, $0.files) = (newValue, [:]) } }
    }

    package func respond(to request: TestHTTPRequest) -> TestHTTPResponse {
        let service = TestService(path: request.path)
        let fault = service.flatMap(takeFault)
        if case .taking(let seconds) = fault { advance(by: TimeInterval(seconds)) }
        var date = now
        if case .clock(let seconds) = fault { date += TimeInterval(seconds) }
        var response: TestHTTPResponse
        if let refusal = fault?.refusal {
            response = refusal
        } else {
            response = answer(service, TestServiceCall(request: request, fault: fault, date: date))
            fault?.spoil(&response)
        }
        record(request, response, service)
        return response
    }

    private func takeFault(of service: TestService) -> TestServiceFault? {
        state.withLock { state in
            guard let (fault, times) = state.faults[service] else { return nil }
            guard let times else { return fault }
            state.faults[service] = times > 1 ? (fault, times - 1) : nil
            return times > 0 ? fault : nil
        }
    }

    private func record(_ request: TestHTTPRequest, _ response: TestHTTPResponse, _ service: TestService?) {
        let status = [.closed, .silent].contains(response.delivery) ? "-" : "\(response.status)"
        state.withLock { state in
            guard state.keepsRequests, state.answers.count < Self.maximumRecordCount else { return }
            state.answers.append("\(request.method) \(request.path) \(status)")
            // The identity provider is sent secrets.
            if let service, [.fulcio, .rekorV1, .rekorV2, .timestamps].contains(service), !request.body.isEmpty {
                state.bodies.append((request.path, request.body))
            }
        }
    }

    private func answer(_ service: TestService?, _ call: TestServiceCall) -> TestHTTPResponse {
        do {
            return switch service {
            case .discovery, .authorization, .token: try provider.answer(call)
            case .fulcio: try answerAsFulcio(call)
            case .rekorV1: try answerAsRekorV1(call)
            case .rekorV2: try answerAsRekorV2(call)
            case .timestamps: try answerAsTimestampAuthority(call)
            case .tuf: try file(call)
            case nil: .refusal(404, "no such service")
            }
        } catch is DecodingError {
            let reason = "proto: syntax error (line 1:1): unexpected token"
            return [.fulcio, .rekorV2].contains(service)
                ? .refusal(grpc: 3, reason) : .refusal(400, "parsing body failed")
        } catch {
            return switch service {
            case .fulcio, .rekorV2: .refusal(grpc: 3, "\(error)")
            default: .refusal(400, "\(error)")
            }
        }
    }

    /// Another instance, which nobody trusts, at the same time.
    func other(at date: Date) throws -> TestSigstore.Made {
        var services = TestSigstore(named: "other")
        services.move(to: date)
        return try services.make()
    }
}

extension TestHTTPResponse {
    /// A refusal as services with gRPC inside make it: the codes of `google.rpc.Code`.
    static func refusal(grpc code: Int, _ reason: String) -> Self {
        let status = [3: 400, 5: 404, 6: 409, 12: 501, 13: 500][code] ?? 500
        return Self(status: status, ["code": .number("\(code)"), "message": .string(reason), "details": []])
    }
}
