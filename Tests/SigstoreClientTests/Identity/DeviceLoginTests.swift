// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreClient
import TestServices
import Testing

@Suite struct DeviceLoginTests {
    private static let pending = Reply.refusal("authorization_pending")
    private static let tooFast = Reply.refusal("slow_down")

    @Test func `asks until the person has logged in elsewhere`() async throws {
        var faults = TestProvider.Faults()
        faults.polls = [Self.pending, Self.pending]
        let (provider, clock) = (TestProvider(faults), FastClock())
        let login = try await IdentityLoginTests.login(provider, clock: clock)
        var shown: DeviceAuthorization?
        let token = try await login.withDevice { shown = $0 }
        #expect(token.identity == "alice@example.com")
        let authorization = try #require(shown)
        #expect(authorization.userCode == "WDJB-MJHT")
        #expect(authorization.page.absoluteString == "https://issuer.example/device")
        #expect(authorization.completePage?.absoluteString == "https://issuer.example/device?user_code=WDJB-MJHT")
        #expect(provider.authorization["scope"] == "openid email" && provider.authorization["client_id"] == "sigstore")
        #expect(clock.waits == [.seconds(5), .seconds(5), .seconds(5)])
        #expect(provider.forms.dropFirst().allSatisfy { $0["device_code"] == TestProvider.deviceCode })
    }

    @Test func `asks less often when it is told to, and when there is no connection`() async throws {
        var faults = TestProvider.Faults()
        faults.polls = [Self.tooFast, Self.pending, Self.tooFast]
        let (provider, clock) = (TestProvider(faults), FastClock())
        _ = try await IdentityLoginTests.login(provider, clock: clock).withDevice { _ in }
        #expect(clock.waits == [.seconds(5), .seconds(10), .seconds(10), .seconds(15)])
    }

    @Test func `a connection that breaks is tried again, more and more rarely`() async throws {
        let (provider, clock, count) = (TestProvider(), FastClock(), RequestPaths())
        let transport = AnsweringTransport { request, body in
            if request.path == "/auth/token" {
                count.note("")
                if count.paths.count < 3 { throw TransportError(.timedOut, "nobody answers") }
            }
            return try await provider.exchange(request, body: body, limits: ExchangeLimits())
        }
        let login = IdentityLogin(
            with: try await provider.provider(),
            over: WebClient(transport, retries: .none),
            clock: clock,
            now: { TestToken.now },
            secrets: { LoginSecrets() }
        )
        _ = try await login.withDevice { _ in }
        #expect(clock.waits == [.seconds(5), .seconds(10), .seconds(20)])
    }

    @Test(arguments: [("1", 1), ("0", 1), ("7.0", 7), ("61", 60), ("100000", 60)])
    func `waits between a second and a minute`(_ interval: String, _ seconds: Int) async throws {
        var faults = TestProvider.Faults()
        faults.device["interval"] = .number(interval)
        let (provider, clock) = (TestProvider(faults), FastClock())
        _ = try await IdentityLoginTests.login(provider, clock: clock).withDevice { _ in }
        #expect(clock.waits == [.seconds(seconds)])
    }

    @Test func `waits for five seconds where nothing is said, as RFC 8628 has it`() async throws {
        var faults = TestProvider.Faults()
        faults.device["interval"] = nil
        faults.device["verification_uri_complete"] = nil
        let (provider, clock) = (TestProvider(faults), FastClock())
        var shown: DeviceAuthorization?
        _ = try await IdentityLoginTests.login(provider, clock: clock).withDevice { shown = $0 }
        #expect(clock.waits == [.seconds(5)] && shown?.completePage == nil)
    }

    @Test(arguments: [("12", 2), ("3600", 720), ("4000000000", 720), ("4", 0)])
    func `gives up when the code's time is over, after an hour at most`(_ lifetime: String, _ count: Int) async throws {
        var faults = TestProvider.Faults()
        faults.device["expires_in"] = .number(lifetime)
        faults.polls = Array(repeating: Self.pending, count: 1000)
        let provider = TestProvider(faults)
        let login = try await IdentityLoginTests.login(provider, clock: FastClock())
        await expect(.loginTimedOut) { try await login.withDevice { _ in } }
        #expect(provider.forms.count == 1 + count)
    }

    static let ends: [(Reply, SigstoreClientError.Code)] = [
        (.refusal("expired_token"), .loginTimedOut),
        (.refusal("access_denied"), .loginRefused),
        (.refusal("invalid_grant"), .loginRefused),
        (Reply(status: .badRequest), .providerFailed),
        (Reply(status: .serviceUnavailable), .providerFailed),
        (.json([:]), .unusableProvider),
        (.json(["id_token": .string(TestToken().with("aud", "other").text)]), .otherAudience),
        (.json(["id_token": .string(TestToken().with("iss", "https://other.example").text)]), .otherLogin),
    ]

    @Test(arguments: ends.indices)
    func `other answers end it`(_ index: Int) async throws {
        let (reply, code) = Self.ends[index]
        var faults = TestProvider.Faults()
        faults.polls = [Self.pending, reply]
        let provider = TestProvider(faults)
        let login = try await IdentityLoginTests.login(provider, clock: FastClock())
        await expect(code) { try await login.withDevice { _ in } }
        #expect(provider.forms.count == 3)
    }

    @Test func `a provider that does not offer this is not asked`() async throws {
        var faults = TestProvider.Faults()
        faults.discovery["device_authorization_endpoint"] = nil
        let provider = TestProvider(faults)
        let login = try await IdentityLoginTests.login(provider)
        await expect(.unsupportedLogin) { try await login.withDevice { _ in } }
        #expect(provider.forms.isEmpty)
    }

    static let badAnswers: [(String, TestJSON?)] = [
        ("device_code", nil), ("device_code", ""), ("device_code", "a\nb"), ("device_code", .number("1")),
        ("device_code", .string(String(repeating: "a", count: 9000))),
        ("user_code", nil), ("user_code", ""), ("user_code", "A\u{1B}[2J"), ("user_code", "ÄÖÜ"),
        ("user_code", .string(String(repeating: "A", count: 65))),
        ("verification_uri", nil), ("verification_uri", "javascript:alert(1)"), ("verification_uri", "/device"),
        ("verification_uri", "http://issuer.example/device"), ("verification_uri_complete", "file:///"),
        ("expires_in", nil), ("expires_in", .number("0")), ("expires_in", .number("-1")), ("expires_in", "900"),
        ("expires_in", .number("1e40")), ("interval", .number("-5")), ("interval", "5"),
    ]

    @Test(arguments: badAnswers)
    func `an answer that does not say how is refused`(_ name: String, _ value: TestJSON?) async throws {
        var faults = TestProvider.Faults()
        faults.device[name] = value
        let login = try await IdentityLoginTests.login(TestProvider(faults))
        await expect(.unusableProvider) {
            try await login.withDevice { _ in Issue.record("nothing is shown") }
        }
    }

    @Test(arguments: [
        (Reply.refusal("invalid_client"), SigstoreClientError.Code.loginRefused),
        (Reply(status: .notFound), .providerFailed), (Reply(status: .internalServerError), .providerFailed),
    ])
    func `a provider may refuse to begin`(_ reply: Reply, _ code: SigstoreClientError.Code) async throws {
        var faults = TestProvider.Faults()
        faults.deviceReply = reply
        let login = try await IdentityLoginTests.login(TestProvider(faults))
        await expect(code) { try await login.withDevice { _ in } }
    }

    @Test func `no cut and no flipped bit traps`() {
        let bytes = TestProvider.Faults().device.written
        for count in bytes.indices {
            expect(.unusableProvider) { try DeviceAuthorization(parsing: Array(bytes[..<count]), of: TestToken.issuer) }
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                _ = try? DeviceAuthorization(parsing: changed, of: TestToken.issuer)
            }
        }
    }
}
