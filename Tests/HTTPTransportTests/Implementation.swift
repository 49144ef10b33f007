// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTransportNIO
import HTTPTransportURLSession
import HTTPTypes
import TestServices

/// The transports of this package.
enum Implementation: CaseIterable, Sendable {
    case nio
    case urlSession

    #if canImport(FoundationNetworking)
    static let thatLeave: [Implementation] = [.nio]
    #else
    static let thatLeave = allCases
    #endif

    @discardableResult
    func run<Result>(_ body: (any Transport) async throws -> Result) async throws -> Result {
        switch self {
        case .nio: try await NIOTransport.withTransport { try await body($0) }
        case .urlSession: try await body(URLSessionTransport())
        }
    }

    /// One request by a transport of its own.
    func exchange(
        _ server: TestHTTPServer,
        _ method: HTTPRequest.Method = .get,
        path: String = "/",
        fields: HTTPFields = [:],
        body: [UInt8] = [],
        limits: ExchangeLimits = ExchangeLimits()
    ) async throws -> Reply {
        try await run { transport in
            let authority = "127.0.0.1:\(server.port)"
            let request = HTTPRequest(
                method: method,
                scheme: "http",
                authority: authority,
                path: path,
                headerFields: fields
            )
            return try await transport.exchange(request, body: body, limits: limits)
        }
    }
}
