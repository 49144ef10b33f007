// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTransportNIO
import HTTPTypes
import TestServices
import Testing

@Suite struct NIOTransportTests {
    private static func get(_ server: TestHTTPServer, over transport: NIOTransport) async throws -> Reply {
        let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(server.port)", path: "/")
        return try await transport.exchange(request, body: [], limits: ExchangeLimits())
    }

    @Test func `sends nothing after it was shut down`() async throws {
        let server = try TestHTTPServer(answering: .text())
        let transport = try NIOTransport()
        #expect(try await Self.get(server, over: transport).status == .ok)
        try await transport.shutdown()
        try await transport.shutdown()
        await expect(.failed) { try await Self.get(server, over: transport) }
    }

    @Test func `is shut down when the body that uses it ends in an error`() async throws {
        struct Failure: Error {}
        let server = try TestHTTPServer(answering: .text())
        var escaped: NIOTransport?
        await #expect(throws: Failure.self) {
            try await NIOTransport.withTransport { transport in
                escaped = transport
                _ = try await Self.get(server, over: transport)
                throw Failure()
            }
        }
        let transport = try #require(escaped)
        await expect(.failed) { try await Self.get(server, over: transport) }
    }

    @Test func `gives up on a connection that does not come about`() async throws {
        // A listener that never accepts, with its queue full, would be as good; the proxy here never answers CONNECT.
        let proxy = try TestHTTPServer(answering: .text(200, "", .silent))
        let proxies = ProxySettings(environment: ["all_proxy": "127.0.0.1:\(proxy.port)"])
        try await NIOTransport.withTransport(proxies: proxies, connectTimeout: .milliseconds(200)) { transport in
            let request = HTTPRequest(method: .get, scheme: "https", authority: "one.example", path: "/")
            await expect(.timedOut) { try await transport.exchange(request, body: [], limits: ExchangeLimits()) }
        }
    }
}
