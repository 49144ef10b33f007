// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreClient
import TestServices
import Testing

@Suite struct OpenIDProviderTests {
    private static let document = TestProvider.Faults().discovery

    @Test func `says where to log in`() async throws {
        let provider = try await TestProvider().provider()
        #expect(provider.issuer == TestToken.issuer && provider.offersDeviceLogin)
        var document = Self.document
        document["device_authorization_endpoint"] = nil
        #expect(try !OpenIDProvider(parsing: document.written, issuer: TestToken.issuer).offersDeviceLogin)
    }

    @Test(arguments: [
        ("https://issuer.example", "/.well-known/openid-configuration"),
        ("https://issuer.example/", "/.well-known/openid-configuration"),
        ("https://issuer.example/a/b", "/a/b/.well-known/openid-configuration"),
        ("https://issuer.example/a/", "/a/.well-known/openid-configuration"),
    ])
    func `is asked below its issuer's URL`(_ issuer: String, _ path: String) async throws {
        let log = RequestPaths()
        let transport = AnsweringTransport { request, _ in
            log.note(request.path ?? "")
            var document = Self.document
            document["issuer"] = .string(issuer)
            return .json(document)
        }
        let url = try #require(URL(string: issuer))
        let provider = try await OpenIDProvider.discover(url, with: WebClient(transport, retries: .none))
        #expect(log.paths == [path] && provider.issuer == issuer)
    }

    @Test(arguments: [404, 500, 204, 302])
    func `a provider that says nothing failed`(_ status: Int) async throws {
        let transport = AnsweringTransport { _, _ in Reply(status: HTTPResponse.Status(code: status)) }
        let url = try #require(URL(string: TestToken.issuer))
        await expect(.providerFailed) {
            try await OpenIDProvider.discover(url, with: WebClient(transport, retries: .none))
        }
    }

    @Test func `a provider that cannot be reached failed`() async throws {
        let url = try #require(URL(string: TestToken.issuer))
        let transport = AnsweringTransport { _, _ in throw TransportError(.unreachable, "nobody there") }
        let error = await expect(.providerFailed) {
            try await OpenIDProvider.discover(url, with: WebClient(transport, retries: .none))
        }
        #expect((error?.cause as? TransportError)?.code == .unreachable)
    }

    @Test(arguments: ["https://issuer.example/auth?a=b", "https://issuer.example/auth#a"])
    func `an issuer has neither query nor fragment`(_ issuer: String) async throws {
        let url = try #require(URL(string: issuer))
        await expect(.unusableProvider) { try await OpenIDProvider.discover(url, with: TestProvider().client) }
    }

    @Test func `plain http is for this machine alone`() async throws {
        let url = try #require(URL(string: "http://issuer.example"))
        await expect(.providerFailed) { try await OpenIDProvider.discover(url, with: TestProvider().client) }
    }

    static let badDocuments: [(String, TestJSON?)] = [
        ("issuer", nil), ("issuer", "https://issuer.example/auth/"), ("issuer", "https://issuer.example/Auth"),
        ("issuer", "https://other.example/auth"), ("issuer", .null), ("issuer", ["https://issuer.example/auth"]),
        ("authorization_endpoint", nil), ("authorization_endpoint", "/authorize"),
        ("authorization_endpoint", "file:///etc/passwd"), ("authorization_endpoint", "javascript:alert(1)"),
        ("authorization_endpoint", "-flag"), ("authorization_endpoint", "http://issuer.example/auth"),
        ("authorization_endpoint", "http://127.0.0.1/auth"), ("authorization_endpoint", "https://a:b@issuer.example/"),
        ("authorization_endpoint", "https://issuer.example/#a"),
        ("authorization_endpoint", "https://issuer.example/ a"),
        ("authorization_endpoint", "https:///a"), ("authorization_endpoint", ""),
        ("token_endpoint", nil), ("token_endpoint", "http://issuer.example/token"), ("token_endpoint", .number("1")),
        ("device_authorization_endpoint", "http://issuer.example/"), ("device_authorization_endpoint", []),
        ("authorization_response_iss_parameter_supported", "true"),
        ("token_endpoint_auth_methods_supported", "client_secret_post"),
    ]

    @Test(arguments: badDocuments)
    func `what it says of itself must be usable`(_ name: String, _ value: TestJSON?) {
        var document = Self.document
        document[name] = value
        expect(.unusableProvider) { try OpenIDProvider(parsing: document.written, issuer: TestToken.issuer) }
    }

    @Test func `nothing is said twice`() {
        var document = Self.document
        document.add("token_endpoint", "https://issuer.example/auth/token")
        expect(.unusableProvider) { try OpenIDProvider(parsing: document.written, issuer: TestToken.issuer) }
    }

    @Test func `a provider on this machine needs no TLS, and neither do its endpoints`() throws {
        let text = String(decoding: Self.document.written, as: UTF8.self)
            .replacing("https://issuer.example", with: "http://127.0.0.1:8080")
        _ = try OpenIDProvider(parsing: Array(text.utf8), issuer: "http://127.0.0.1:8080/auth")
    }

    @Test func `no cut and no flipped bit traps`() {
        let bytes = Self.document.written
        for count in bytes.indices {
            expect(.unusableProvider) { try OpenIDProvider(parsing: Array(bytes[..<count]), issuer: TestToken.issuer) }
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                _ = try? OpenIDProvider(parsing: changed, issuer: TestToken.issuer)
            }
        }
    }
}
