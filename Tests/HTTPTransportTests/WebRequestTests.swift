// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct WebRequestTests {

    @Test func `names the user agent in each request`() async throws {
        let transport = ScriptedTransport(.redirect(to: "/b"), .status(200))
        _ = try await WebClient(transport, userAgent: "tool/1.0").send(.get(.example, maximumByteCount: 10))
        #expect(transport.exchanges.map { $0.request.headerFields[.userAgent] } == ["tool/1.0", "tool/1.0"])
    }

    @Test func `asks for bytes as they are`() async throws {
        let transport = ScriptedTransport(.status(200))
        _ = try await WebClient(transport).send(.get(.example, maximumByteCount: 10))
        #expect(transport.exchanges.first?.request.headerFields[.acceptEncoding] == "identity")
    }

    @Test func `sends method, body, fields and limits on`() async throws {
        let transport = ScriptedTransport(.status(201))
        let request = WebRequest.post([1, 2], contentType: "application/json", to: .example, maximumByteCount: 77)
        #expect(try await WebClient(transport).send(request).status == .created)
        let exchange = try #require(transport.exchanges.first)
        #expect(exchange.request.method == .post && exchange.body == [1, 2])
        #expect(exchange.request.headerFields[.contentType] == "application/json")
        #expect(exchange.limits == ExchangeLimits(maximumByteCount: 77))
        #expect(exchange.url == "https://one.example/a")
    }

    @Test func `leaves the message's frame to the transport`() async throws {
        let transport = ScriptedTransport(.status(200))
        let names = [
            "Host", "Content-Length", "Transfer-Encoding", "Connection", "TE", "Trailer", "Upgrade", "Keep-Alive",
            "Expect",
            "Proxy-Connection", "Proxy-Authorization",
        ]
        var request = WebRequest.get(.example, maximumByteCount: 10)
        for name in names { request.fields[try #require(HTTPField.Name(name))] = "1" }
        _ = try await WebClient(transport).send(request)
        for name in names {
            #expect(transport.exchanges[0].request.headerFields[HTTPField.Name(name)!] == nil, "\(name)")
        }
    }

    @Test func `sends a token and never prints it`() async throws {
        let token = try #require(BearerToken("very.secret-token_~+/=="))
        let transport = ScriptedTransport(.status(200))
        var request = WebRequest.get(.example, maximumByteCount: 10)
        request.fields[.authorization] = "Basic c29tZXRoaW5n"
        request.token = token
        _ = try await WebClient(transport).send(request)
        let fields = transport.exchanges[0].request.headerFields[fields: .authorization]
        #expect(fields.map(\.value) == ["Bearer very.secret-token_~+/=="])
        #expect(fields.map(\.indexingStrategy) == [.disallow])
        var dumped = ""
        dump(token, to: &dumped)
        dump(request, to: &dumped)
        for text in ["\(token)", String(reflecting: token), "\([token])", "\(request)", dumped] {
            #expect(!text.contains("very.secret"), "\(text)")
        }
    }

    @Test(arguments: [
        "", "=", "a b", "a\r\nX-Y: z", "a\nb", "a=b", "ä", "a\0", String(repeating: "a", count: (64 << 10) + 1),
    ])
    func `takes no token that RFC 6750 does not have`(_ text: String) { #expect(BearerToken(text) == nil) }

    @Test func `lets no line break into a field`() {
        #expect(HTTPField.Name("X\r\nY") == nil && HTTPField.Name("X:") == nil && HTTPField.Name("") == nil)
        let field = HTTPField(name: .accept, value: "a\r\nX-Injected: b\0")
        #expect(!field.value.utf8.contains { [0, 10, 13].contains($0) })
    }
}
