// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreClient
import TestServices
import Testing
import TextEncodings

@Suite struct IdentityLoginTests {
    static func login(
        _ testProvider: TestProvider,
        as oauthClient: OAuthClient = .sigstore,
        clock: any Clock<Duration> = ContinuousClock(),
        seed: UInt64 = 1
    ) async throws -> IdentityLogin {
        IdentityLogin(
            with: try await testProvider.provider(),
            as: oauthClient,
            over: testProvider.client,
            clock: clock,
            now: { TestToken.now },
            secrets: {
                var generator = SeededGenerator(seed)
                return LoginSecrets(using: &generator)
            }
        )
    }

    @Test func `a browser brings a code, and that becomes a token`() async throws {
        let provider = TestProvider()
        let browser = TestBrowser(provider)
        let token = try await Self.login(provider).withBrowser(browser)
        #expect(token.identity == "alice@example.com" && token.issuer == TestToken.issuer)

        let page = try #require(browser.pages.first)
        #expect(page.absoluteString.hasPrefix("https://issuer.example/auth/authorize?"))
        let asked = provider.authorization
        #expect(
            asked["response_type"] == "code" && asked["client_id"] == "sigstore" && asked["scope"] == "openid email"
        )
        #expect(asked["redirect_uri"] == browser.redirectURI && asked["code_challenge_method"] == "S256")
        #expect(asked["client_secret"] == nil && asked["code_verifier"] == nil)

        let form = try #require(provider.forms.first)
        #expect(provider.forms.count == 1 && provider.credentials == [nil])
        #expect(form["grant_type"] == "authorization_code" && form["client_id"] == "sigstore")
        #expect(form["redirect_uri"] == browser.redirectURI && form["client_secret"] == nil)
        // RFC 7636 §4.1: 43 to 128 characters.
        let verifier = try #require(form["code_verifier"])
        #expect(verifier.utf8.count == 43)
        let digest = SHA256.hash(data: Array(verifier.utf8))
        #expect(asked["code_challenge"] == Base64URL.encode(Array(digest)))

        let last = try #require(browser.lastPage)
        #expect(last.isSuccess)
        #expect(String(decoding: last.html, as: UTF8.self).contains("You can close this window"))
    }

    @Test func `each login has secrets of its own`() async throws {
        var seen: Set<String> = []
        for _ in 0..<3 {
            let provider = TestProvider()
            let login = IdentityLogin(with: try await provider.provider(), over: provider.client) { TestToken.now }
            _ = try await login.withBrowser(TestBrowser(provider))
            let texts = ["state", "nonce", "code_challenge"].compactMap { provider.authorization[$0] }
            let verifier = try #require(provider.forms.first?["code_verifier"])
            for text in texts + [verifier] {
                #expect(text.utf8.count == 43 && seen.insert(text).inserted)
            }
        }
        #expect(seen.count == 12)
    }

    @Test func `the same generator makes the same secrets`() async throws {
        var asked: [[String: String]] = []
        for seed: UInt64 in [7, 7, 8] {
            let provider = TestProvider()
            _ = try await Self.login(provider, seed: seed).withBrowser(TestBrowser(provider))
            asked.append(provider.authorization)
        }
        #expect(asked[0] == asked[1] && asked[0]["state"] != asked[2]["state"])
    }

    @Test func `a query that the endpoint has stays`() async throws {
        var faults = TestProvider.Faults()
        faults.discovery["authorization_endpoint"] = "https://issuer.example/auth/authorize?tenant=a%20b"
        let provider = TestProvider(faults)
        _ = try await Self.login(provider).withBrowser(TestBrowser(provider))
        #expect(provider.authorization["tenant"] == "a b")
    }

    @Test func `a secret goes into a header field, or into the body where the provider wants it there`() async throws {
        let oauthClient = OAuthClient("my client", secret: "pass:word&more")
        var faults = TestProvider.Faults()
        faults.token = TestToken().with("aud", "my client")
        let provider = TestProvider(faults)
        _ = try await Self.login(provider, as: oauthClient).withBrowser(TestBrowser(provider))
        let pair = Base64.encode(Array("my%20client:pass%3Aword%26more".utf8))
        #expect(provider.credentials == ["Basic \(pair)"])
        #expect(provider.forms.first?["client_secret"] == nil && provider.authorization["client_id"] == "my client")

        faults.discovery["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
        let other = TestProvider(faults)
        _ = try await Self.login(other, as: oauthClient).withBrowser(TestBrowser(other))
        #expect(other.credentials == [nil])
        #expect(
            other.forms.first?["client_secret"] == "pass:word&more" && other.forms.first?["client_id"] == "my client"
        )
    }

    static let badRedirects: [(String, SigstoreClientError.Code, @Sendable (inout [String: String]) -> Void)] = [
        ("no state", .otherLogin, { $0["state"] = nil }),
        ("another state", .otherLogin, { $0["state"] = String(($0["state"] ?? "").reversed()) }),
        ("a state in capitals", .otherLogin, { $0["state"] = $0["state"]?.uppercased() }),
        ("a longer state", .otherLogin, { $0["state"] = ($0["state"] ?? "") + "\0" }),
        ("an error without a state", .otherLogin, { $0 = ["error": "access_denied"] }),
        ("another issuer", .otherLogin, { $0["iss"] = "https://other.example/auth" }),
        ("an issuer with a slash", .otherLogin, { $0["iss"] = TestToken.issuer + "/" }),
        ("an empty issuer", .otherLogin, { $0["iss"] = "" }),
        ("no code", .loginRefused, { $0["code"] = nil }),
        ("an empty code", .loginRefused, { $0["code"] = "" }),
        ("a code with a line end", .loginRefused, { $0["code"] = "a\nb" }),
        ("a code too long", .loginRefused, { $0["code"] = String(repeating: "a", count: 9000) }),
        ("another code", .loginRefused, { $0["code"] = "another" }),
        ("an error", .loginRefused, { $0["error"] = "access_denied" }),
    ]

    @Test(arguments: badRedirects.indices)
    func `a redirect that is not this login's, or says no, ends it`(_ index: Int) async throws {
        let (name, code, change) = Self.badRedirects[index]
        let provider = TestProvider()
        let browser = TestBrowser(provider, change: change)
        await expect(code) { try await Self.login(provider).withBrowser(browser) }
        let page = try #require(browser.lastPage, "\(name)")
        #expect(!page.isSuccess)
        // Only the code that the provider does not know was sent to it.
        #expect(provider.forms.count == (name == "another code" ? 1 : 0), "\(name)")
    }

    @Test(arguments: ["", "state", "%zz", "state=%f", "a=b&a=c", "%ff=a", String(repeating: "a", count: 20_000)])
    func `a query that is none ends a login`(_ query: String) async throws {
        let provider = TestProvider()
        await expect(.otherLogin) { try await Self.login(provider).withBrowser(TestBrowser(provider, query: query)) }
    }

    @Test func `a provider that names itself in redirects does so each time`() async throws {
        var faults = TestProvider.Faults()
        faults.discovery["authorization_response_iss_parameter_supported"] = .bool(true)
        let provider = TestProvider(faults)
        let login = try await Self.login(provider)
        _ = try await login.withBrowser(TestBrowser(provider) { $0["iss"] = TestToken.issuer })
        await expect(.otherLogin) { try await login.withBrowser(TestBrowser(provider)) }
    }

    @Test func `what the provider says of an error is shown, without markup or control characters`() async throws {
        let provider = TestProvider()
        let browser = TestBrowser(provider) { answer in
            answer["error"] = "access_denied"
            answer["error_description"] = "<script>alert('1')</script> & \u{1B}[31m\n"
            answer["code"] = nil
        }
        let error = await expect(.loginRefused) { try await Self.login(provider).withBrowser(browser) }
        #expect(error?.message.contains("'access_denied'") == true)
        #expect(error?.message.unicodeScalars.contains { $0.value < 0x20 } == false)
        let html = String(decoding: try #require(browser.lastPage).html, as: UTF8.self)
        #expect(!html.contains("<script") && html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp;"))
    }

    static let badTokens: [(String, SigstoreClientError.Code, @Sendable (inout TestProvider.Faults) -> Void)] = [
        ("another nonce", .otherLogin, { $0.nonce = "another" }),
        ("an empty nonce", .otherLogin, { $0.nonce = "" }),
        ("another issuer", .otherLogin, { $0.token.claims["iss"] = "https://other.example" }),
        ("a slash more", .otherLogin, { $0.token.claims["iss"] = .string(TestToken.issuer + "/") }),
        ("another audience", .otherAudience, { $0.token.claims["aud"] = "other" }),
        ("an expired token", .expiredToken, { $0.token.claims["exp"] = .number("1749999999") }),
        ("a token of tomorrow", .earlyToken, { $0.token.claims["iat"] = .number("1750086400") }),
        ("an address not verified", .unverifiedEmail, { $0.token.claims["email_verified"] = .bool(false) }),
        ("no subject", .malformedToken, { $0.token.claims["sub"] = nil }),
        ("no identity token", .unusableProvider, { $0.tokenReply = .json(["access_token": "a"]) }),
        ("a number", .unusableProvider, { $0.tokenReply = .json(["id_token": .number("1")]) }),
        ("no JSON", .unusableProvider, { $0.tokenReply = Reply(status: .ok, body: Array("hello".utf8)) }),
        ("nothing", .unusableProvider, { $0.tokenReply = Reply(status: .ok) }),
        ("two tokens", .unusableProvider, { $0.tokenReply = .json(.raw(#"{"id_token":"a","id_token":"b"}"#)) }),
        ("no token at all", .malformedToken, { $0.tokenReply = .json(["id_token": "hello"]) }),
        ("a refusal", .loginRefused, { $0.tokenReply = .refusal("invalid_grant", "no") }),
        ("a refusal with status 200", .loginRefused, { $0.tokenReply = .json(["error": "invalid_grant"]) }),
        ("another status", .providerFailed, { $0.tokenReply = Reply(status: .notFound) }),
        ("a fault of the server's", .providerFailed, { $0.tokenReply = Reply(status: .internalServerError) }),
        ("a redirect", .providerFailed, { $0.tokenReply = Reply(status: .found, fields: [.location: "/"]) }),
    ]

    @Test(arguments: badTokens.indices)
    func `a token must be of this login, this provider and this client`(_ index: Int) async throws {
        let (name, code, change) = Self.badTokens[index]
        var faults = TestProvider.Faults()
        change(&faults)
        let provider = TestProvider(faults)
        let browser = TestBrowser(provider)
        await expect(code) { try await Self.login(provider).withBrowser(browser) }
        #expect(browser.lastPage?.isSuccess == false, "\(name)")
        // A code is used once, whatever became of it.
        #expect(provider.forms.count == 1, "\(name)")
    }

    @Test func `a token without the nonce is not this login's`() async throws {
        var faults = TestProvider.Faults()
        faults.tokenReply = .json(["id_token": .string(TestToken().text)])
        let provider = TestProvider(faults)
        await expect(.otherLogin) { try await Self.login(provider).withBrowser(TestBrowser(provider)) }
    }

    @Test func `nobody waits for ever`() async throws {
        let provider = TestProvider()
        let login = try await Self.login(provider, clock: FastClock())
        await expect(.loginTimedOut) { try await login.withBrowser(AbsentBrowser()) }
        #expect(provider.forms.isEmpty)
    }

    @Test func `an error of the receiver's passes through`() async throws {
        struct Failure: Error {}
        struct Broken: RedirectReceiver {
            let redirectURI = "http://127.0.0.1:1/"
            func redirect(from page: URL) async throws -> LoginRedirect { throw Failure() }
        }
        let login = try await Self.login(TestProvider())
        await #expect(throws: Failure.self) { try await login.withBrowser(Broken()) }
    }

    @Test func `is cancelled with its task`() async throws {
        let login = try await Self.login(TestProvider())
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await login.withBrowser(AbsentBrowser()) }
            }
            group.cancelAll()
        }
    }

    @Test(arguments: ["", "\n", " \t\r\n"])
    func `a code is brought by hand, with white space around it`(_ space: String) async throws {
        let provider = TestProvider()
        let login = try await Self.login(provider)
        let token = try await login.withCode { page in
            _ = provider.authorize(page)
            return space + TestProvider.code + space
        }
        #expect(token.identity == "alice@example.com")
        #expect(provider.authorization["redirect_uri"] == "urn:ietf:wg:oauth:2.0:oob")
        #expect(provider.forms.first?["redirect_uri"] == "urn:ietf:wg:oauth:2.0:oob")
        await expect(.loginRefused) { try await login.withCode { _ in space } }
        await expect(.loginRefused) { try await login.withCode { _ in "another" + space } }
    }

    /// Nobody comes.
    private struct AbsentBrowser: RedirectReceiver {
        let redirectURI = "http://127.0.0.1:49152/auth/callback"

        func redirect(from page: URL) async throws -> LoginRedirect {
            for await _ in AsyncStream<Never>.makeStream().stream {}
            throw CancellationError()
        }
    }
}
