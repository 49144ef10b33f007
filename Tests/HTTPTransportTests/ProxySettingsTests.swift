// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import Testing

@Suite struct ProxySettingsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let environment: [String: String]
        let url: String
        let proxy: String?
        init(_ environment: [String: String], _ url: String, _ proxy: String?) {
            (self.environment, self.url, self.proxy) = (environment, url, proxy)
        }
        var testDescription: String { "\(environment) for \(url)" }
    }

    private static let one = "https://one.example/"

    static let cases: [Case] = [
        Case([:], one, nil),
        Case(["https_proxy": "http://proxy:3128"], one, "proxy:3128"),
        Case(["https_proxy": "http://proxy:3128/"], one, "proxy:3128"),
        Case(["https_proxy": "HTTP://Proxy.Example"], one, "proxy.example:80"),
        Case(["https_proxy": "proxy:3128"], one, "proxy:3128"),
        Case(["https_proxy": "http://user:password@proxy:3128"], one, "proxy:3128"),
        Case(["https_proxy": "http://[2001:db8::1]:3128"], one, "[2001:db8::1]:3128"),
        Case(["https_proxy": "http://127.0.0.1:3128"], one, "127.0.0.1:3128"),
        Case(["HTTPS_PROXY": "upper:1"], one, "upper:1"),
        Case(["HTTPS_PROXY": "upper:1", "https_proxy": "lower:1"], one, "lower:1"),
        Case(["HTTPS_PROXY": "upper:1", "https_proxy": ""], one, "upper:1"),
        Case(["all_proxy": "all:1"], one, "all:1"),
        Case(["ALL_PROXY": "all:1"], "http://one.example/", "all:1"),
        Case(["all_proxy": "all:1", "HTTPS_PROXY": "upper:1"], one, "upper:1"),
        Case(["http_proxy": "plain:1"], one, nil),
        Case(["https_proxy": "secure:1"], "http://one.example/", nil),
        Case(["http_proxy": "plain:1", "https_proxy": "secure:1"], "http://one.example/", "plain:1"),
        Case(["HTTP_PROXY": "plain:1"], "http://one.example/", "plain:1"),
        // What a machine of a cloud's is told about itself is nobody else's.
        Case(["http_proxy": "plain:1"], "http://metadata.google.internal/computeMetadata/", nil),
        Case(["http_proxy": "plain:1"], "http://169.254.169.254/", nil),
        Case(["http_proxy": "plain:1"], "http://169.253.169.254/", "plain:1"),
        Case(["http_proxy": "plain:1"], "http://a.metadata.google.internal/", "plain:1"),
        // Under CGI this is a field of the client's.
        Case(["HTTP_PROXY": "evil:1", "REQUEST_METHOD": "GET"], "http://one.example/", nil),
        Case(["http_proxy": "plain:1", "REQUEST_METHOD": "GET"], "http://one.example/", "plain:1"),
        Case(["HTTPS_PROXY": "secure:1", "REQUEST_METHOD": "GET"], one, "secure:1"),
        // This machine is never reached through a proxy.
        Case(["all_proxy": "all:1"], "http://localhost/", nil),
        Case(["all_proxy": "all:1"], "http://a.localhost/", nil),
        Case(["all_proxy": "all:1"], "https://127.0.0.1:8443/", nil),
        Case(["all_proxy": "all:1"], "http://[::1]/", nil),
        Case(["all_proxy": "all:1"], "http://127.0.0.1.evil.example/", "all:1"),
    ]

    @Test(arguments: cases)
    func `takes the proxy from the environment`(_ setting: Case) throws {
        let url = try #require(URL(string: setting.url))
        #expect(try ProxySettings(environment: setting.environment).proxy(for: url)?.description == setting.proxy)
    }

    /// `no_proxy`, a URL, and whether it is reached without a proxy.
    @Test(arguments: [
        ("*", one, true), ("one.example", one, true), ("ONE.example", one, true), (".one.example", one, true),
        ("*.one.example", one, true), ("example", one, true), ("a,b, one.example ,c", one, true),
        ("a b\tone.example", one, true), ("one.example:443", one, true), ("one.example:8443", one, false),
        ("two.example", one, false), ("ne.example", one, false), ("one.exampl", one, false), ("", one, false),
        (",", one, false), ("one.example.evil", one, false), ("https://one.example", one, false),
        ("one.example", "https://a.one.example/", true), ("one.example", "https://aone.example/", false),
        ("192.0.2.1", "https://192.0.2.1/", true), ("192.0.2.1:443", "https://192.0.2.1/", true),
        ("192.0.2.1:80", "https://192.0.2.1/", false), ("192.0.2.2", "https://192.0.2.1/", false),
        ("192.0.2.0/24", "https://192.0.2.200/", true), ("192.0.2.0/25", "https://192.0.2.200/", false),
        ("192.0.2.200/32", "https://192.0.2.200/", true), ("0.0.0.0/0", "https://192.0.2.200/", true),
        ("::/0", "https://[2001:db8::1]/", true), ("::/0", "https://192.0.2.200/", false),
        ("192.0.2.0/33", "https://192.0.2.0/", false),
        ("192.0.2.0/-1", "https://192.0.2.0/", false), ("2001:db8::/32", "https://[2001:db8::1]/", true),
        ("[2001:db8::1]", "https://[2001:db8::1]/", true), ("2001:db8::1", "https://[2001:db8:0::1]/", true),
        ("[2001:db8::1]:443", "https://[2001:db8::1]/", true), ("[2001:db8::1]:444", "https://[2001:db8::1]/", false),
        ("2001:db8::/33", "https://[2001:db8:8000::1]/", false), ("192.0.2.0/24", one, false),
        ("2001:db8::/32", "https://192.0.2.1/", false),
    ])
    func `heeds no_proxy`(_ exceptions: String, _ url: String, _ isDirect: Bool) throws {
        for name in ["no_proxy", "NO_PROXY"] {
            let settings = ProxySettings(environment: ["https_proxy": "proxy:1", name: exceptions])
            let url = try #require(URL(string: url))
            #expect(try (settings.proxy(for: url) == nil) == isDirect)
        }
    }

    @Test(arguments: [
        "https://proxy:3128", "socks5://proxy:1080", "socks5h://proxy", "ftp://proxy", "http://", "http://proxy:0",
        "http://proxy:65536", "http://proxy:port", "http://pro xy", "http://proxy/path", "http://user:secret@",
        "http://us%3Aer:secret@proxy", "http://user:secret%0d%0a@proxy", "http://user:secret%zz@proxy",
        "http://user:secret%f@proxy",
        "http://0x7f.1:3128", "://proxy", "http://user:secret%ff@proxy",
    ])
    func `says which proxy cannot be used, without its password`(_ value: String) throws {
        let settings = ProxySettings(environment: ["all_proxy": value])
        let (url, local) = (try #require(URL(string: Self.one)), try #require(URL(string: "http://localhost/")))
        let error = #expect(throws: TransportError.self) { try settings.proxy(for: url) }
        #expect(error?.code == .unusableProxy)
        #expect(error?.message.contains("all_proxy") == true)
        #expect(error?.message.contains("secret") == false)
        // It is no matter where it is not used.
        #expect(try settings.proxy(for: local) == nil)
    }

    @Test func `decodes user and password, and never prints them`() throws {
        let settings = ProxySettings(environment: ["all_proxy": "http://us%40er:se%3Acr%2Fet@proxy"])
        let url = try #require(URL(string: Self.one))
        let proxy = try #require(try settings.proxy(for: url))
        #expect(proxy.credentials == ProxyServer.Credentials(user: "us@er", password: "se:cr/et"))
        var dumped = ""
        dump(proxy, to: &dumped)
        dump(proxy.credentials, to: &dumped)
        for text in ["\(proxy)", String(reflecting: proxy), dumped, "\(String(describing: proxy.credentials))"] {
            #expect(!text.contains("se:cr") && !text.contains("us@er"), "\(text)")
        }
    }
}
