// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTransportNIO
import HTTPTypes
import TestServices
import TestSupport
import Testing

/// `NIOTransport` before a proxy.
@Suite struct ProxyTests {
    private static func get(
        _ url: String,
        environment: [String: String],
        authorities: ServerAuthorities = .system,
        fields: HTTPFields = [:]
    ) async throws -> Reply {
        let proxies = ProxySettings(environment: environment)
        return try await NIOTransport.withTransport(authorities: authorities, proxies: proxies) { transport in
            var request = WebRequest.get(try #require(URL(string: url)), maximumByteCount: 1 << 20)
            request.fields = fields
            return try await WebClient(transport, plainHTTP: .everywhere, retries: .none).send(request)
        }
    }

    /// A proxy that takes everybody to one port.
    private static func proxy(_ log: RequestLog, to port: UInt16) throws -> TestHTTPServer {
        try TestHTTPServer(log, answering: .text(200, "", .tunnel(port: port)))
    }

    @Test func `reaches a server of plain http through a proxy`() async throws {
        let (asked, served) = (RequestLog(), RequestLog())
        let server = try TestHTTPServer(served, answering: .text())
        let proxy = try Self.proxy(asked, to: server.port)
        let environment = ["http_proxy": "http://us%40er:secret@127.0.0.1:\(proxy.port)"]
        let reply = try await Self.get("http://one.example:8080/a%2Fb?c", environment: environment)
        #expect(reply.status == .ok)
        #expect(asked.requests.map(\.method) == ["CONNECT"] && asked.requests.map(\.target) == ["one.example:8080"])
        let credentials = Data("us@er:secret".utf8).base64EncodedString()
        #expect(asked.requests.first?.headers["proxy-authorization"] == "Basic \(credentials)")
        // The server learns nothing of the proxy.
        let request = try #require(served.requests.first)
        #expect(served.requests.count == 1 && request.method == "GET" && request.target == "/a%2Fb?c")
        #expect(request.headers["host"] == "one.example:8080")
        #expect(request.headers["proxy-authorization"] == nil && request.headers["authorization"] == nil)
    }

    @Test func `tells the proxy nothing that is for the server`() async throws {
        let (asked, served) = (RequestLog(), RequestLog())
        let server = try TestHTTPServer(served, answering: .text())
        let proxy = try Self.proxy(asked, to: server.port)
        let environment = ["http_proxy": "127.0.0.1:\(proxy.port)"]
        _ = try await Self.get("http://one.example/", environment: environment, fields: [.authorization: "Basic YTpi"])
        #expect(asked.requests.map { $0.headers["authorization"] } == [nil])
        #expect(asked.requests.map { $0.headers["proxy-authorization"] } == [nil])
        #expect(served.requests.map { $0.headers["authorization"] } == ["Basic YTpi"])
    }

    @Test(.enabled(if: TestTLSServer.openSSL != nil))
    func `checks the server's certificate behind a proxy`() async throws {
        let log = RequestLog()
        let server = try TestTLSServer(names: "DNS:one.example", folder: TemporaryFolder())
        let proxy = try Self.proxy(log, to: server.port)
        let environment = ["https_proxy": "http://127.0.0.1:\(proxy.port)"]
        let authorities = ServerAuthorities.file(server.authority)
        let reply = try await Self.get("https://one.example/", environment: environment, authorities: authorities)
        #expect(reply.status == .ok)
        #expect(log.requests.map { "\($0.method) \($0.target)" } == ["CONNECT one.example:443"])
        await expect(.untrustedServer) {
            try await Self.get("https://two.example/", environment: environment, authorities: authorities)
        }
        await expect(.untrustedServer) { try await Self.get("https://one.example/", environment: environment) }
    }

    @Test func `goes to this machine, and to what no_proxy names, directly`() async throws {
        let (asked, served) = (RequestLog(), RequestLog())
        let server = try TestHTTPServer(served, answering: .text())
        let proxy = try Self.proxy(asked, to: server.port)
        let environment = ["all_proxy": "127.0.0.1:\(proxy.port)", "no_proxy": "no-such-host.invalid"]
        #expect(try await Self.get(server.url, environment: environment).status == .ok)
        await expect(.unreachable) { try await Self.get("http://no-such-host.invalid/", environment: environment) }
        #expect(asked.requests.isEmpty && served.requests.count == 1)
    }

    @Test(arguments: [403, 407, 502, 302])
    func `says that the proxy refuses, without its password`(_ status: Int) async throws {
        let proxy = try TestHTTPServer(answering: .text(status, ""))
        let environment = ["https_proxy": "http://user:secret@127.0.0.1:\(proxy.port)"]
        let error = await expect(.unusableProxy) {
            try await Self.get("https://one.example/", environment: environment)
        }
        let text = "\(error?.description ?? "")"
        #expect(text.contains("127.0.0.1:\(proxy.port)") || text.contains("one.example"))
        #expect(!text.contains("secret"))
    }

    @Test func `says that the proxy is not there`() async throws {
        let port = closedPort
        let error = await expect(.unreachable) {
            try await Self.get("https://one.example/", environment: ["https_proxy": "127.0.0.1:\(port)"])
        }
        #expect(error?.message.contains("127.0.0.1:\(port)") == true)
    }

    @Test(arguments: ["https://proxy:3128", "socks5://proxy:1080"])
    func `refuses proxies that it cannot speak to, and never goes around them`(_ value: String) async throws {
        await expect(.unusableProxy) { try await Self.get("https://one.example/", environment: ["https_proxy": value]) }
    }
}
