// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import TestServices
import Testing

@Suite struct TransportTests {
    @Test(arguments: Implementation.allCases)
    func `gets a reply`(_ implementation: Implementation) async throws {
        let log = RequestLog()
        var response = TestHTTPResponse.text()
        response.headers["X-Some-Field"] = "a value"
        let server = try TestHTTPServer(log, answering: response)
        let reply = try await implementation.exchange(server, path: "/a?b=c", fields: [.accept: "text/plain"])
        #expect(reply.status == .ok && reply.body == Array("hello".utf8))
        #expect(reply.fields[.contentType] == "text/plain")
        #expect(reply.fields[HTTPField.Name("x-some-field")!] == "a value")
        let request = try #require(log.requests.first)
        #expect(log.requests.count == 1 && request.method == "GET" && request.target == "/a?b=c")
        #expect(request.headers["accept"] == "text/plain" && request.headers["host"] == "127.0.0.1:\(server.port)")
        #expect(request.body.isEmpty && request.headers["cookie"] == nil)
    }

    @Test(arguments: Implementation.allCases)
    func `posts a body`(_ implementation: Implementation) async throws {
        let log = RequestLog()
        let server = try TestHTTPServer(log, answering: .text(201))
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let reply = try await implementation.exchange(server, .post, fields: [.contentType: "a/b"], body: body)
        #expect(reply.status == .created)
        let request = try #require(log.requests.first)
        #expect(request.method == "POST" && request.body == body && request.headers["content-type"] == "a/b")
        #expect(request.headers["content-length"] == "100000")
    }

    @Test(
        arguments: Implementation.allCases,
        [200, 202, 204, 299, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 407, 429, 500, 503, 599]
    )
    func `passes each status on, and follows no redirect`(_ implementation: Implementation, _ status: Int) async throws
    {
        let log = RequestLog()
        var response = TestHTTPResponse.text(status, [204, 304].contains(status) ? "" : "hello")
        response.headers["Location"] = "/elsewhere"
        response.headers["WWW-Authenticate"] = status == 401 ? "Basic realm=\"a\"" : nil
        let server = try TestHTTPServer(log, answering: response)
        let reply = try await implementation.exchange(server)
        #expect(reply.status.code == status)
        #expect(reply.fields[.location] == "/elsewhere")
        #expect(log.requests.count == 1)
    }

    @Test(
        arguments: Implementation.allCases,
        [
            "/a%2Fb%2fc", "/%2e%2e/a", "/a%20b%25", "/caf%C3%A9", "/a//b", "/a;b=c,d:e@f!$&'()*+", "/?a=%2F&b=%26+c",
            "/a?", "/a/", "/~a_b.c-d",
        ]
    )
    func `sends the path exactly as it is`(_ implementation: Implementation, _ path: String) async throws {
        let log = RequestLog()
        let server = try TestHTTPServer(log, answering: .text())
        _ = try await implementation.exchange(server, path: path)
        #expect(log.requests.map(\.target) == [path])
    }

    @Test(arguments: Implementation.allCases)
    func `sends no field of its caller's that frames the message`(_ implementation: Implementation) async throws {
        let log = RequestLog()
        let server = try TestHTTPServer(log, answering: .text())
        var fields: HTTPFields = [
            HTTPField.Name("Host")!: "evil.example", .contentLength: "1000", .transferEncoding: "chunked",
        ]
        fields[.accept] = "a\r\nX-Injected: b"
        let reply = try await implementation.exchange(server, .post, fields: fields, body: [1, 2, 3])
        #expect(reply.status == .ok)
        let request = try #require(log.requests.first)
        #expect(request.headers["host"] == "127.0.0.1:\(server.port)" && request.body == [1, 2, 3])
        #expect(request.headers["x-injected"] == nil && request.headers["accept"]?.hasPrefix("a") == true)
    }

    @Test(arguments: Implementation.allCases)
    func `keeps no cookies`(_ implementation: Implementation) async throws {
        let log = RequestLog()
        var response = TestHTTPResponse.text()
        response.headers["Set-Cookie"] = "a=b"
        let server = try TestHTTPServer(log, answering: response)
        try await implementation.run { transport in
            for _ in 0..<2 {
                let request = HTTPRequest(
                    method: .get,
                    scheme: "http",
                    authority: "127.0.0.1:\(server.port)",
                    path: "/"
                )
                _ = try await transport.exchange(request, body: [], limits: ExchangeLimits())
            }
        }
        #expect(log.requests.map { $0.headers["cookie"] } == [nil, nil])
    }

    @Test(arguments: Implementation.allCases)
    func `serves many exchanges at once`(_ implementation: Implementation) async throws {
        let server = try TestHTTPServer { .text(200, $0.path) }
        let replies = try await implementation.run { transport in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<40 {
                    let request = HTTPRequest(
                        method: .get,
                        scheme: "http",
                        authority: "127.0.0.1:\(server.port)",
                        path: "/\(number)"
                    )
                    group.addTask {
                        let reply = try await transport.exchange(request, body: [], limits: ExchangeLimits())
                        return reply.body == Array("/\(number)".utf8)
                    }
                }
                return try await group.reduce(into: [Bool]()) { $0.append($1) }
            }
        }
        #expect(replies == Array(repeating: true, count: 40))
    }

    @Test(arguments: Implementation.allCases)
    func `refuses URLs that WebClient refuses`(_ implementation: Implementation) async throws {
        try await implementation.run { transport in
            for (scheme, authority) in [
                ("ftp", "one.example"), ("http", "user@one.example"), ("http", ""), ("http", "127.1"),
            ] {
                let request = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: "/")
                await expect(.forbiddenURL) {
                    try await transport.exchange(request, body: [], limits: ExchangeLimits())
                }
            }
        }
    }
}
