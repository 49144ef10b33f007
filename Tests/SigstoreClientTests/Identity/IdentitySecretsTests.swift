// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreClient
import TestServices
import Testing

/// No error repeats a token, a code or a secret, not even when a server does.
@Suite struct IdentitySecretsTests {
    private static let secret = "client/secret+5f1e="
    /// As it is sent: in a form, and with the client's name in a header field.
    private static let sentSecrets = ["client%2Fsecret%2B5f1e%3D", "c2lnc3RvcmU6Y2xpZW50JTJGc2VjcmV0JTJCNWYxZSUzRA=="]
    private static let requestToken = "request-token-77aa"

    /// What must not be seen: the token in each of its parts, codes, secrets of the login.
    private static func secrets(_ provider: TestProvider) -> [String] {
        let token = provider.token.split(separator: ".").map(String.init).filter { $0.utf8.count > 8 }
        let own = ["code_verifier", "state", "nonce"].compactMap {
            provider.forms.last?[$0] ?? provider.authorization[$0]
        }
        return token + own + [TestProvider.code, TestProvider.deviceCode, secret, requestToken]
            + sentSecrets
    }

    private static func check(_ error: any Error, _ provider: TestProvider) {
        var dumped = ""
        dump(error, to: &dumped)
        for text in ["\(error)", String(reflecting: error), dumped] {
            for secret in secrets(provider) { #expect(!text.contains(secret), "\(text)") }
        }
    }

    /// Servers that repeat all they know in an error.
    private static func echo(_ provider: TestProvider, _ code: String = TestProvider.code) -> [Reply] {
        let token = provider.token
        let all = "\(code) \(token) \(secret)"
        return [
            .refusal("invalid_grant", "the code '\(code)' is unknown"), .refusal(code), .refusal("a", all),
            .refusal("a", secret), .refusal(secret), .refusal("a", sentSecrets[0]), .refusal("a", sentSecrets[1]),
            Reply(status: .internalServerError, body: Array(all.utf8)), Reply(status: .ok, body: Array(all.utf8)),
            .json([token: .string(token), "id_token": .number("1")]),
            .json(.raw("{\"\(token)\":1,\"\(token)\":2}")), .json(["id_token": .string(token + ".x")]),
            .json(["id_token": .string(token.replacing(".", with: "_"))]), .json(["id_token": [.string(token)]]),
            .json(["id_token": .string(token), "x": .raw("\(token)")]),
        ]
    }

    @Test func `errors of a browser's login repeat nothing`() async throws {
        for reply in Self.echo(TestProvider()) {
            var faults = TestProvider.Faults()
            faults.tokenReply = reply
            let provider = TestProvider(faults)
            let login = try await IdentityLoginTests.login(provider, as: OAuthClient("sigstore", secret: Self.secret))
            let error = await #expect(throws: (any Error).self) { try await login.withBrowser(TestBrowser(provider)) }
            Self.check(try #require(error), provider)
        }
    }

    @Test func `errors of a redirect repeat nothing`() async throws {
        for change in IdentityLoginTests.badRedirects.map(\.2) {
            let provider = TestProvider()
            let login = try await IdentityLoginTests.login(provider)
            let browser = TestBrowser(provider) { answer in
                answer["error_description"] = "\(TestProvider.code) of \(answer["state"] ?? "")"
                change(&answer)
            }
            let error = await #expect(throws: (any Error).self) { try await login.withBrowser(browser) }
            Self.check(try #require(error), provider)
            let page = String(decoding: browser.lastPage?.html ?? [], as: UTF8.self)
            for secret in Self.secrets(provider) { #expect(!page.contains(secret)) }
        }
    }

    @Test func `errors of a device's login repeat nothing`() async throws {
        for isFirst in [true, false] {
            // At first there is no code yet.
            for reply in Self.echo(TestProvider(), isFirst ? Self.secret : TestProvider.deviceCode) {
                var faults = TestProvider.Faults()
                if isFirst { faults.deviceReply = reply } else { faults.polls = [reply] }
                let provider = TestProvider(faults)
                let client = OAuthClient("sigstore", secret: Self.secret)
                let login = try await IdentityLoginTests.login(provider, as: client, clock: FastClock())
                let error = await #expect(throws: (any Error).self) { try await login.withDevice { _ in } }
                Self.check(try #require(error), provider)
            }
        }
    }

    @Test func `errors about a token repeat nothing of it`() throws {
        let provider = TestProvider()
        let text = provider.token
        let parts = text.split(separator: ".")
        let texts = [
            text + ".", "x" + text, text + "=", "\(parts[1]).\(parts[0]).\(parts[2])", "\(parts[0]).\(parts[1])",
        ]
        for text in texts {
            let error = #expect(throws: (any Error).self) { try IdentityToken(parsing: text, now: TestToken.now) }
            Self.check(try #require(error), provider)
        }
        for (name, value) in IdentityTokenTests.badClaims {
            let error = #expect(throws: (any Error).self) { try TestToken().with(name, value).parsed() }
            Self.check(try #require(error), provider)
        }
    }

    @Test func `errors of a runner repeat nothing`() async throws {
        let environment = [
            "GITHUB_ACTIONS": "true", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": Self.requestToken,
            "ACTIONS_ID_TOKEN_REQUEST_URL": "https://runner.example/?secret=\(Self.secret)",
        ]
        let identity = try #require(AmbientIdentity.detect(in: AmbientSurroundings(environment: environment)))
        let provider = TestProvider()
        let echoes = Self.echo(provider) + [Reply(status: .forbidden, body: Array(Self.requestToken.utf8))]
        for reply in echoes {
            let client = WebClient(AnsweringTransport { _, _ in reply }, retries: .none)
            let error = await #expect(throws: (any Error).self) {
                try await identity.token(over: client, now: TestToken.now)
            }
            Self.check(try #require(error), provider)
        }
        let client = WebClient(AnsweringTransport { _, _ in throw TransportError(.timedOut, "late") }, retries: .none)
        let error = await #expect(throws: (any Error).self) {
            try await identity.token(over: client, now: TestToken.now)
        }
        Self.check(try #require(error), provider)
    }

    @Test func `a client's secret, a login's secrets and a device's codes are not shown`() async throws {
        let client = OAuthClient("sigstore", secret: Self.secret)
        var dumped = ""
        dump(client, to: &dumped)
        dump(LoginSecrets(), to: &dumped)
        var shown: DeviceAuthorization?
        _ = try await IdentityLoginTests.login(TestProvider(), clock: FastClock()).withDevice { shown = $0 }
        dump(try #require(shown), to: &dumped)
        let texts = [dumped, "\(client)", String(reflecting: client), "\(String(describing: shown))"]
        for text in texts {
            for secret in [Self.secret, TestProvider.deviceCode] { #expect(!text.contains(secret)) }
        }
    }
}

extension TestProvider {
    /// The token, but for its nonce.
    var token: String { TestToken().text }
}
