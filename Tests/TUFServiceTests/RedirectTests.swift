// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTransportNIO
import HTTPTypes
import Synchronization
import TUF
import TestServices
import Testing

/// Repositories that send their clients elsewhere.
@Suite(.serialized) struct RedirectTests {
    @Test(arguments: Attack.News.allCases, [301, 302, 303, 307, 308])
    func `a file may lie elsewhere`(_ news: Attack.News, _ status: Int) async throws {
        let attack = try await Attack()
        let elsewhere = try TestTUFServer(attack.repository)
        let path = try attack.path(of: news)
        attack.server.fail(path, .redirect("\(elsewhere.url)/\(path)", status: status))
        let outcome = try await attack.client.update(Attack.paths)
        #expect(outcome.targets == Attack.newTargets)
        #expect(elsewhere.requests == ["/\(path) 200"])
    }

    @Test(arguments: Attack.News.allCases)
    func `a redirect in circles ends`(_ news: Attack.News) async throws {
        let attack = try await Attack()
        let path = try attack.path(of: news)
        attack.server.fail(path, .redirect("/\(path)"))
        try await attack.expectRefusal(.unavailable, cause: .tooManyRedirects)
        #expect(attack.server.requests.filter { $0 == "/\(path) 302" }.count == 6)
    }

    @Test(arguments: Attack.News.allCases)
    func `whoever is elsewhere is trusted no more`(_ news: Attack.News) async throws {
        let attack = try await Attack()
        let path = try attack.path(of: news)
        let elsewhere = try TestTUFServer(files: [path: Array("{}".utf8)])
        attack.server.fail(path, .redirect("\(elsewhere.url)/\(path)"))
        let isTarget = news == .target
        try await attack.expectRefusal(isTarget ? .wrongContent : .malformedMetadata)
    }

    /// A server with TLS, as far as the client can tell: what it serves, it gets without.
    private struct SecureServer: Transport {
        let base: any Transport
        let authority: String
        /// Where the one path leads.
        let path: String
        let location: String

        func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
            if request.path == "/\(path)", request.scheme == "https" {
                return Reply(status: .found, fields: [.location: location])
            }
            var request = request
            if request.scheme == "https" { (request.scheme, request.authority) = ("http", authority) }
            return try await base.exchange(request, body: body, limits: limits)
        }
    }

    @Test(
        arguments: Attack.News.allCases,
        ["http://mirror.test/", "https://127.0.0.1/", "http://localhost/", "file:///"]
    )
    func `a redirect does not leave https, nor lead to this machine`(_ news: Attack.News, _ place: String) async throws
    {
        let attack = try await Attack()
        let path = try attack.path(of: news)
        let authority = String(attack.server.url.dropFirst("http://".count))
        try await NIOTransport.withTransport { transport in
            let server = SecureServer(
                base: PatientTransport(transport),
                authority: authority,
                path: path,
                location: place + path
            )
            await expectError(.unavailable, cause: .forbiddenRedirect) {
                try await attack.client.update(Attack.paths, over: server, from: "https://tuf.test")
            }
        }
        try await attack.expectRecovery()
    }
}
