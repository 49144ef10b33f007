// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes the requests of clients and answers for each service; its logs grow.
final class TestSigstoreDesk: Sendable {
    static let timestampPath = "/api/v1/timestamp"

    let instance: TestSigstore.Made
    private let clock: @Sendable () -> Date
    private let record = Mutex<[String]>([])
    /// The entries of Rekor v1 and v2, which began before anybody asked.
    private let entries = Mutex<[TestEntry.Log: [[UInt8]]]>([:])

    init(_ instance: TestSigstore.Made, clock: @escaping @Sendable () -> Date) {
        (self.instance, self.clock) = (instance, clock)
    }

    /// The clock's time in whole seconds, for that is what most of Sigstore's formats hold.
    var now: Date { Date(timeIntervalSince1970: clock().timeIntervalSince1970.rounded(.down)) }

    var answers: [String] { record.withLock { $0 } }

    func respond(to request: TestHTTPRequest) -> TestHTTPResponse {
        let response: TestHTTPResponse
        do {
            response = try answer(request)
        } catch {
            response = .refusal(400, "\(error)")
        }
        record.withLock { $0.append("\(request.method) \(request.path) \(response.status)") }
        return response
    }

    private func answer(_ request: TestHTTPRequest) throws -> TestHTTPResponse {
        switch (request.method, request.path) {
        case ("GET", "/.well-known/openid-configuration"): discovery(request)
        case ("POST", "/api/v2/signingCert"): try certify(request)
        case ("GET", "/api/v2/trustBundle"): trustBundle
        case ("GET", "/api/v2/configuration"): configuration(request)
        case ("POST", "/api/v1/log/entries"): try logInV1(request)
        case ("GET", "/api/v1/log/publicKey"): try publicKeyOfV1
        case ("POST", "/api/v2/log/entries"): try logInV2(request)
        case ("POST", Self.timestampPath): try stamp(request)
        default: .refusal(404, "no such service")
        }
    }

    /// OpenID Connect Discovery 1.0 §4.
    private func discovery(_ request: TestHTTPRequest) -> TestHTTPResponse {
        let url = provider(askedBy: request)
        return TestHTTPResponse([
            "issuer": .string(url),
            "authorization_endpoint": .string("\(url)/auth"),
            "token_endpoint": .string("\(url)/token"),
            "jwks_uri": .string("\(url)/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        ])
    }

    /// The identity provider's name: this server as the client calls it.
    func provider(askedBy request: TestHTTPRequest) -> String { "http://\(request.headers["host"] ?? "")" }

    /// Adds an entry to a log, one client at a time.
    func append(
        to log: TestEntry.Log,
        _ body: [UInt8],
        _ add: (TestEntry) throws -> TestLogEntry
    ) throws -> TestLogEntry {
        try entries.withLock { entries in
            let before = entries[log] ?? (0..<3).map { Array("an entry before all requests \($0)".utf8) }
            let entry = try add(TestEntry(log, behind: before, at: now))
            entries[log] = before + [body]
            return entry
        }
    }
}
