// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct RedirectTests {
    /// A redirect of a GET, from where to which `Location`.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var from = "https://one.example/a/b?c"
        let location: String
        /// The URL that is asked next, or the error.
        var leadsTo: String?
        var code: TransportError.Code?

        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "the same origin", location: "https://one.example/d", leadsTo: "https://one.example/d"),
        Case(name: "another origin", location: "https://two.example/d", leadsTo: "https://two.example/d"),
        Case(name: "another port", location: "https://one.example:8443/d", leadsTo: "https://one.example:8443/d"),
        Case(name: "the scheme's own port", location: "https://one.example:443/d", leadsTo: "https://one.example/d"),
        Case(name: "capital letters", location: "HTTPS://Two.EXAMPLE/D", leadsTo: "https://two.example/D"),
        Case(name: "an absolute path", location: "/d?e", leadsTo: "https://one.example/d?e"),
        Case(name: "a relative path", location: "d", leadsTo: "https://one.example/a/d"),
        Case(name: "a relative path upwards", location: "../d", leadsTo: "https://one.example/d"),
        Case(name: "no scheme", location: "//two.example/d", leadsTo: "https://two.example/d"),
        Case(name: "a fragment", location: "/d#e", leadsTo: "https://one.example/d"),
        Case(name: "an encoded slash", location: "/d%2Fe%2f", leadsTo: "https://one.example/d%2Fe%2f"),
        Case(
            name: "to https",
            from: "http://localhost/a",
            location: "https://two.example/",
            leadsTo: "https://two.example/"
        ),
        Case(
            name: "from loopback to loopback",
            from: "http://127.0.0.1:1/a",
            location: "http://[::1]:2/b",
            leadsTo: "http://[::1]:2/b"
        ),
        Case(name: "https to http", location: "http://one.example/d", code: .forbiddenRedirect),
        Case(
            name: "https to http on loopback",
            from: "https://localhost/a",
            location: "http://localhost/d",
            code: .forbiddenRedirect
        ),
        Case(name: "to loopback from elsewhere", location: "https://127.0.0.1/d", code: .forbiddenRedirect),
        Case(name: "to localhost from elsewhere", location: "https://localhost/d", code: .forbiddenRedirect),
        Case(name: "below localhost from elsewhere", location: "https://a.localhost/d", code: .forbiddenRedirect),
        Case(name: "to ::1 from elsewhere", location: "https://[::1]/d", code: .forbiddenRedirect),
        Case(name: "to loopback as a decimal number", location: "https://2130706433/d", code: .forbiddenRedirect),
        Case(name: "to loopback mapped to IPv6", location: "https://[::ffff:127.0.0.1]/d", code: .forbiddenRedirect),
        Case(name: "to no address at all", location: "https://0.0.0.0/d", code: .forbiddenRedirect),
        Case(
            name: "http elsewhere from loopback",
            from: "http://localhost/a",
            location: "http://one.example/",
            code: .forbiddenURL
        ),
        Case(name: "user information", location: "https://user@two.example/d", code: .forbiddenRedirect),
        Case(name: "a password", location: "https://user:password@one.example/d", code: .forbiddenRedirect),
        Case(name: "a file", location: "file:///etc/passwd", code: .forbiddenRedirect),
        Case(name: "data", location: "data:,hello", code: .forbiddenRedirect),
        Case(name: "ftp", location: "ftp://one.example/", code: .forbiddenRedirect),
        Case(name: "no host", location: "https:///d", code: .forbiddenRedirect),
        Case(name: "nothing", location: "", code: .badReply),
        Case(name: "too long", location: "/" + String(repeating: "d", count: 8 << 10), code: .badReply),
    ]

    @Test(arguments: cases)
    func `follows a redirect of a GET only where it may go`(_ redirect: Case) async throws {
        let transport = ScriptedTransport(.redirect(to: redirect.location), .status(200))
        let url = try #require(URL(string: redirect.from))
        if let code = redirect.code {
            await expect(code) { try await WebClient(transport).send(.get(url, maximumByteCount: 10)) }
            #expect(transport.exchanges.count == 1)
        } else {
            let reply = try await WebClient(transport).send(.get(url, maximumByteCount: 10))
            #expect(reply.status == .ok)
            #expect(transport.exchanges.map(\.url) == [redirect.from, redirect.leadsTo])
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `follows these statuses`(_ status: Int) async throws {
        let transport = ScriptedTransport(.redirect(status, to: "/b"), .status(200))
        let reply = try await WebClient(transport).send(.get(.example, maximumByteCount: 10))
        #expect(reply.status == .ok)
    }

    @Test(arguments: [200, 201, 204, 300, 304, 305, 306, 400, 404])
    func `returns other statuses that have a Location`(_ status: Int) async throws {
        let transport = ScriptedTransport(.redirect(status, to: "/b"))
        let reply = try await WebClient(transport).send(.get(.example, maximumByteCount: 10))
        #expect(reply.status.code == status)
        #expect(transport.exchanges.count == 1)
    }

    @Test func `takes no redirect without a Location, nor with two`() async throws {
        var two = HTTPFields()
        two.append(HTTPField(name: .location, value: "/b"))
        two.append(HTTPField(name: .location, value: "/c"))
        for fields in [[:], two] {
            let transport = ScriptedTransport(.status(302, fields))
            await expect(.badReply) { try await WebClient(transport).send(.get(.example, maximumByteCount: 10)) }
        }
    }

    @Test func `follows five redirects and no sixth`() async throws {
        let steps = (1...6).map { Reply.redirect(to: "/\($0)") }
        let five = ScriptedTransport((steps.prefix(5) + [.status(200)]).map { .success($0) })
        #expect(try await WebClient(five).send(.get(.example, maximumByteCount: 10)).status == .ok)
        let six = ScriptedTransport((steps + [.status(200)]).map { .success($0) })
        await expect(.tooManyRedirects) { try await WebClient(six).send(.get(.example, maximumByteCount: 10)) }
        #expect(six.exchanges.count == 6)
    }

    @Test func `leaves a loop`() async throws {
        let transport = ScriptedTransport(.redirect(to: "/a"))
        await expect(.tooManyRedirects) { try await WebClient(transport).send(.get(.example, maximumByteCount: 10)) }
        #expect(transport.exchanges.count == 6)
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .head, .patch])
    func `follows no redirect of another method`(_ method: HTTPRequest.Method) async throws {
        let transport = ScriptedTransport(.redirect(307, to: "/b"), .status(200))
        await expect(.forbiddenRedirect) { try await WebClient(transport).send(WebRequest(method, .example)) }
        #expect(transport.exchanges.count == 1)
    }

    @Test func `follows no redirect of a request with a token`() async throws {
        let transport = ScriptedTransport(.redirect(to: "/b"), .status(200))
        var request = WebRequest.get(.example, maximumByteCount: 10)
        request.token = BearerToken("secret")
        let error = await expect(.forbiddenRedirect) { try await WebClient(transport).send(request) }
        #expect(transport.exchanges.count == 1)
        #expect(error.map { "\($0)".contains("secret") } == false)
    }

    @Test(arguments: [("/b", true), ("https://two.example/", false), ("https://one.example:8443/", false)])
    func `keeps credentials at their origin`(_ location: String, _ isKept: Bool) async throws {
        let credentials: HTTPFields = [
            .authorization: "Basic c2VjcmV0", .cookie: "a=b", HTTPField.Name("X-Api-Key")!: "secret",
        ]
        var request = WebRequest.get(.example, maximumByteCount: 10)
        request.fields = credentials
        request.fields[.accept] = "application/json"
        let transport = ScriptedTransport(
            .redirect(to: location),
            .redirect(to: URL.example.absoluteString),
            .status(200)
        )
        _ = try await WebClient(transport).send(request)
        let second = transport.exchanges[1].request.headerFields
        for field in credentials { #expect((second[field.name] != nil) == isKept, "\(field.name)") }
        #expect(second[.accept] == "application/json")
        #expect(second[.userAgent] == WebClient.defaultUserAgent)
        // What was dropped does not come back with the way back.
        let third = transport.exchanges[2].request.headerFields
        for field in credentials { #expect((third[field.name] != nil) == isKept, "\(field.name)") }
    }

    @Test func `counts attempts over the whole of a request`() async throws {
        let transport = ScriptedTransport(.status(503), .redirect(to: "/b"), .status(503), .status(503))
        let clock = ManualClock()
        let client = WebClient(transport, retries: RetryPolicy(maximumCount: 2), clock: clock)
        #expect(try await client.send(.get(.example, maximumByteCount: 10)).status.code == 503)
        #expect(transport.exchanges.count == 4)
    }
}
