// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTransportNIO
import HTTPTypes
import TestServices
import Testing

@Suite struct RedirectListenerTests {
    private static let page = Array("<p>You can close this window".utf8)

    /// Sends a request as it is and returns all that comes until the end of the connection.
    private static func send(_ request: String, to listener: RedirectListener) async throws -> String {
        let port = try #require(URL(string: listener.uri)?.port)
        return try await RawConnection.exchange(Array(request.utf8), port: UInt16(port))
    }

    private static func host(_ listener: RedirectListener) -> String {
        "localhost:\(URL(string: listener.uri)?.port ?? 0)"
    }

    private static func get(_ target: String, _ listener: RedirectListener, _ fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: \(host(listener))\r\n\(fields)\r\n"
    }

    @Test func `takes one redirect, and shows one page`() async throws {
        try await RedirectListener.withListener { listener in
            #expect(listener.uri.hasPrefix("http://localhost:") && listener.uri.hasSuffix("/auth/callback"))
            async let answer = Self.send(Self.get("/auth/callback?code=a%20b&state=c+d", listener), to: listener)
            let arrival = try await listener.redirect()
            #expect(arrival.query == "code=a%20b&state=c+d")
            await arrival.finish(isSuccess: true, html: Self.page)
            let text = try await answer
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.hasSuffix("\r\n\r\n<p>You can close this window"))
            for field in [
                "Content-Type: text/html; charset=utf-8", "Cache-Control: no-store", "Referrer-Policy: no-referrer",
                "X-Content-Type-Options: nosniff", "Connection: close",
            ] { #expect(text.contains("\r\n\(field)\r\n"), "\(field)") }
            #expect(text.contains("\r\nContent-Security-Policy: default-src 'none';"))
        }
    }

    @Test func `who is not expected does not keep the next one out`() async throws {
        try await RedirectListener.withListener { listener in
            for code in ["old", "new"] {
                async let answer = Self.send(Self.get("/auth/callback?code=\(code)", listener), to: listener)
                let arrival = try await listener.redirect()
                #expect(arrival.query == "code=\(code)" && !"\(arrival)".contains(code))
                await arrival.finish(isSuccess: code == "new", html: Self.page)
                #expect(try await answer.hasPrefix(code == "new" ? "HTTP/1.1 200 " : "HTTP/1.1 400 "))
            }
        }
    }

    @Test func `a login that failed has a page with another status`() async throws {
        try await RedirectListener.withListener { listener in
            async let answer = Self.send(Self.get("/auth/callback?error=access_denied", listener), to: listener)
            await (try listener.redirect()).finish(isSuccess: false, html: Self.page)
            #expect(try await answer.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func `what a browser sees is complete when the listener ends right after it`() async throws {
        let page = Array(repeating: UInt8(ascii: "a"), count: 1 << 16)
        for _ in 0..<20 {
            let answers = try await RedirectListener.withListener { listener in
                let request = Self.get("/auth/callback?code=a", listener)
                let (answers, answered) = AsyncStream.makeStream(of: String.self)
                RawConnection.start(Array(request.utf8), port: UInt16(URL(string: listener.uri)?.port ?? 0)) {
                    answered.yield($0)
                    answered.finish()
                }
                await (try listener.redirect()).finish(isSuccess: true, html: page)
                return answers
            }
            for await text in answers { #expect(text.utf8.suffix(page.count).elementsEqual(page)) }
        }
    }

    static let refusals: [(String, Int)] = [
        ("GET / HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET /favicon.ico HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET /auth/callback/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET /auth/%63allback HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET http://HOST/auth/callback HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET /auth/callback HTTP/1.1\r\nHost: localhost\r\n\r\n", 421),
        ("GET /auth/callback HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("GET /auth/callback HTTP/1.1\r\nHost: HOST.evil.example\r\n\r\n", 421),
        ("GET /auth/callback HTTP/1.1\r\nHost: localhost\r\n\r\n", 421),
        ("GET /auth/callback HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", 421),
        ("GET /auth/callback HTTP/1.0\r\n\r\n", 421),
        ("POST /auth/callback HTTP/1.1\r\nHost: HOST\r\nContent-Length: 6\r\n\r\ncode=a", 405),
        ("HEAD /auth/callback HTTP/1.1\r\nHost: HOST\r\n\r\n", 405),
        ("OPTIONS /auth/callback HTTP/1.1\r\nHost: HOST\r\n\r\n", 405),
        ("GET /auth/callback?code=a HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Mode: no-cors\r\n\r\n", 403),
        ("GET /auth/callback?code=a HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Dest: iframe\r\n\r\n", 403),
        ("GET /auth/callback?code=a HTTP/1.1\r\nHost: HOST\r\nSec-Purpose: prefetch\r\n\r\n", 403),
        ("GET /auth/callback?\(String(repeating: "a", count: 17_000)) HTTP/1.1\r\nHost: HOST\r\n\r\n", 414),
        ("\u{16}\u{3}\u{1}\u{2}\r\n\r\n", 400),
        ("GET /auth/callback HTTP/9.9\r\nHost: HOST\r\n\r\n", 400),
        ("GET /auth/callback HTTP/1.1\r\nHost: HOST\r\nX: \(String(repeating: "a", count: 70_000))\r\n\r\n", 400),
        ("GET /auth/callback HTTP/1.1\r\nHost: HOST\r\n\(String(repeating: "X: a\r\n", count: 101))\r\n", 400),
    ]

    @Test(arguments: refusals.indices)
    func `takes nothing else, and still waits`(_ index: Int) async throws {
        let (template, status) = Self.refusals[index]
        try await RedirectListener.withListener { listener in
            let text = try await Self.send(template.replacing("HOST", with: Self.host(listener)), to: listener)
            #expect(
                text.hasPrefix("HTTP/1.1 \(status) ") || text.hasPrefix("HTTP/1.0 \(status) "),
                "\(text.prefix(40))"
            )
            async let answer = Self.send(
                Self.get("/auth/callback?code=a", listener, "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"),
                to: listener
            )
            let arrival = try await listener.redirect()
            #expect(arrival.query == "code=a")
            await arrival.finish(isSuccess: true, html: Self.page)
            #expect(try await answer.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `a redirect without a query has an empty one`() async throws {
        try await RedirectListener.withListener(path: "/") { listener in
            async let answer = Self.send(Self.get("/", listener), to: listener)
            let arrival = try await listener.redirect()
            #expect(arrival.query.isEmpty)
            await arrival.finish(isSuccess: true, html: [])
            #expect(try await answer.contains("Content-Length: 0\r\n"))
        }
    }

    @Test func `a browser that has gone keeps nobody`() async throws {
        try await RedirectListener.withListener { listener in
            let port = UInt16(URL(string: listener.uri)?.port ?? 0)
            try RawConnection.sendAndClose(Array(Self.get("/auth/callback?code=a", listener).utf8), port: port)
            let arrival = try await listener.redirect()
            await arrival.finish(isSuccess: true, html: Self.page)
        }
    }

    @Test func `waiting ends with its task, and the port with the listener`() async throws {
        let uri = try await RedirectListener.withListener { listener in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await #expect(throws: CancellationError.self) { try await listener.redirect() } }
                group.cancelAll()
            }
            return listener.uri
        }
        let port = try #require(URL(string: uri)?.port)
        #expect(throws: (any Error).self) { try RawConnection.sendAndClose([], port: UInt16(port)) }
    }

    @Test func `connections that say nothing are no burden`() async throws {
        try await RedirectListener.withListener { listener in
            let port = UInt16(URL(string: listener.uri)?.port ?? 0)
            let idle = try (0..<15).map { _ in try RawConnection(port: port) }
            async let answer = Self.send(Self.get("/auth/callback?code=a", listener), to: listener)
            await (try listener.redirect()).finish(isSuccess: true, html: Self.page)
            #expect(try await answer.hasPrefix("HTTP/1.1 200 "))
            _ = idle
        }
    }

    @Test func `two listeners have two ports`() async throws {
        try await RedirectListener.withListener { one in
            try await RedirectListener.withListener { other in #expect(one.uri != other.uri) }
        }
    }
}
