// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import Testing

@Suite struct WebAddressTests {
    /// Where plain http goes without asking.
    @Test(arguments: [
        "http://127.0.0.1", "http://127.0.0.1:8080/a", "http://127.255.255.254/", "http://localhost",
        "http://LOCALHOST:1/",
        "http://[::1]", "http://[::1]:80/", "http://[0:0:0:0:0:0:0:1]/",
    ])
    func `sends plain http to this machine`(_ url: String) async throws {
        let transport = ScriptedTransport(.status(200))
        _ = try await WebClient(transport).send(.get(try #require(URL(string: url)), maximumByteCount: 10))
        #expect(transport.exchanges.count == 1)
    }

    @Test(arguments: [
        "http://one.example", "http://127.0.0.1.evil.example/", "http://localhost.evil.example/",
        "http://evil-localhost/",
        "http://a.localhost/", "http://128.0.0.1/", "http://10.0.0.1/", "http://[2001:db8::1]/", "http://[fe80::1]/",
        "http://xn--bcher-kva.example/", "HTTP://ONE.EXAMPLE/",
    ])
    func `sends plain http elsewhere only when asked to`(_ url: String) async throws {
        let request = WebRequest.get(try #require(URL(string: url)), maximumByteCount: 10)
        let transport = ScriptedTransport(.status(200))
        await expect(.forbiddenURL) { try await WebClient(transport).send(request) }
        #expect(transport.exchanges.isEmpty)
        _ = try await WebClient(transport, plainHTTP: .everywhere).send(request)
        #expect(transport.exchanges.count == 1)
    }

    @Test(arguments: [
        "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://127.1/", "https://127.0.1/",
        "https://0177.0.0.1/", "https://127.0.0.01/", "https://127.0.0.1.5/", "https://256.0.0.1/",
        "https://1.2.3.0x4/",
        "https://0.0.0.0/", "https://0.1.2.3/", "https://[::]/", "https://[::ffff:127.0.0.1]/",
        "https://[::127.0.0.1]/",
        "https://[::1%25eth0]/", "https://[::1/", "https://[]/", "https://1.2.3.4.example.5/", "https://one.example./",
        "https://.example/", "https://one..example/", "https://%6cocalhost/", "https://one%2eexample/",
        "https://user@one.example/", "https://user:hunter2@one.example/", "https://@one.example/", "https:///a",
        "https://one.example:0/", "https://one.example:65536/", "https://one.example:/", "https://one.example:+80/",
        "https://one.example:80:80/", "ftp://one.example/", "file:///etc/passwd", "https:one.example", "one.example",
        "",
        "https://one.example/ a", "https://one.example/\r\nX: y", "https://bücher.example/", "https://one.example/ü",
        "https://one.example/\0", "https://one.example\\@two.example/",
        "https://\(String(repeating: "a", count: 64)).example/",
        "https://\(String(repeating: "a.", count: 127))example/",
        "https://one.example/" + String(repeating: "a", count: 8 << 10),
    ])
    func `refuses what is not plainly a URL of https`(_ url: String) {
        let error = #expect(throws: TransportError.self) { try WebAddress(url) }
        #expect(error?.code == .forbiddenURL)
        #expect((error?.message.utf8.count ?? 0) < 1000)
        #expect(error?.message.contains("hunter2") == false, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("https://one.example", "https://one.example/"), ("https://One.Example:443/A", "https://one.example/A"),
        ("http://one.example:80/", "http://one.example/"), ("https://one.example:80/", "https://one.example:80/"),
        ("https://one.example?a=b", "https://one.example/?a=b"), ("https://one.example/#a", "https://one.example/"),
        ("https://one.example/a%2Fb%2fc%20d?e=%2F&f", "https://one.example/a%2Fb%2fc%20d?e=%2F&f"),
        ("https://one.example//a/../b/./c;d=e:f@g", "https://one.example//a/../b/./c;d=e:f@g"),
        ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/"), ("https://192.0.2.1/", "https://192.0.2.1/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://a_b.example/", "https://a_b.example/"),
        ("https://1.example/", "https://1.example/"), ("https://0x7g/", "https://0x7g/"),
    ])
    func `keeps path and query as they are`(_ url: String, _ text: String) throws {
        #expect(try WebAddress(url).text == text)
    }

    @Test func `takes internationalised hosts in the form that goes over the wire`() throws {
        guard let url = URL(string: "https://bücher.example/ü") else { return }
        #expect(try WebAddress(url).text == "https://xn--bcher-kva.example/%C3%BC")
    }

    @Test(arguments: [
        ("https://one.example/a?token=secret", "https://one.example/a?…"),
        ("https://one.example/a#secret", "https://one.example/a?…"),
        ("https://user:secret@one.example/a", "https://…@one.example/a"),
        ("https://user:se?c#ret@one.example/a", "https://…@one.example/a"),
        ("https://user:secret@two@one.example/a", "https://…@one.example/a"),
        ("user:secret@one.example", "…@one.example"), ("https://one.example/@a", "https://one.example/@a"),
    ])
    func `shows no secrets`(_ url: String, _ shown: String) { #expect(WebAddress.shown(url) == shown) }
}
