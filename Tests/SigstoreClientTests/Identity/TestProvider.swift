// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreClient
import Synchronization
import TestServices
import Testing
import TextEncodings

/// An identity provider in memory, which checks what it is sent (RFC 6749, RFC 7636), and whose answers can be spoilt.
final class TestProvider: Transport {
    static let code = "SplxlOBeZQQYbYS6WxSbIA"
    static let deviceCode = "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS"

    /// What a test changes.
    struct Faults: Sendable {
        var discovery: TestJSON = [
            "issuer": .string(TestToken.issuer),
            "authorization_endpoint": "https://issuer.example/auth/authorize",
            "token_endpoint": "https://issuer.example/auth/token",
            "device_authorization_endpoint": "https://issuer.example/auth/device/code",
        ]
        var token = TestToken()
        /// A nonce other than the one that was asked for.
        var nonce: String?
        /// In place of a token.
        var tokenReply: Reply?
        /// What polls are answered with before the token.
        var polls: [Reply] = []
        var device: TestJSON = [
            "device_code": .string(deviceCode), "user_code": "WDJB-MJHT",
            "verification_uri": "https://issuer.example/device",
            "verification_uri_complete": "https://issuer.example/device?user_code=WDJB-MJHT",
            "expires_in": .number("900"), "interval": .number("5"),
        ]
        var deviceReply: Reply?
    }

    private struct State {
        var faults: Faults
        var authorization: [String: String] = [:]
        var forms: [[String: String]] = []
        var credentials: [String?] = []
    }

    private let state: Mutex<State>

    init(_ faults: Faults = Faults()) { state = Mutex(State(faults: faults)) }

    /// What was posted, in order.
    var forms: [[String: String]] { state.withLock { $0.forms } }
    /// The `Authorization` fields of what was posted.
    var credentials: [String?] { state.withLock { $0.credentials } }
    /// What the browser brought here.
    var authorization: [String: String] { state.withLock { $0.authorization } }

    var client: WebClient { WebClient(self, retries: .none) }

    /// Asks this provider about itself.
    func provider() async throws -> OpenIDProvider {
        let url = try #require(URL(string: TestToken.issuer))
        return try await OpenIDProvider.discover(url, with: client)
    }

    /// A browser is here: what its person agrees to.
    func authorize(_ page: URL) -> [String: String] {
        let query = TestForm.fields(page.query(percentEncoded: true) ?? "")
        state.withLock { $0.authorization = query }
        return ["code": Self.code, "state": query["state"] ?? ""]
    }

    func exchange(_ request: HTTPRequest, body: [UInt8], limits: ExchangeLimits) async throws -> Reply {
        let path = request.path ?? ""
        return state.withLock { state in
            guard request.method == .post else {
                guard path == "/auth/.well-known/openid-configuration" else { return Reply(status: .notFound) }
                return .json(state.faults.discovery)
            }
            let form = TestForm.fields(String(decoding: body, as: UTF8.self))
            state.forms.append(form)
            state.credentials.append(request.headerFields[.authorization])
            guard request.headerFields[.contentType] == "application/x-www-form-urlencoded" else {
                return Reply(status: .unsupportedMediaType)
            }
            switch (path, form["grant_type"]) {
            case ("/auth/device/code", nil):
                state.authorization = form
                return state.faults.deviceReply ?? .json(state.faults.device)
            case ("/auth/token", "authorization_code"): return Self.answer(to: form, &state)
            case ("/auth/token", "urn:ietf:params:oauth:grant-type:device_code"):
                return Self.answer(toPoll: form, &state)
            default: return .refusal("unsupported_grant_type")
            }
        }
    }

    private static func answer(to form: [String: String], _ state: inout State) -> Reply {
        guard form["code"] == code, form["redirect_uri"] == state.authorization["redirect_uri"],
            isProven(form, state)
        else { return .refusal("invalid_grant") }
        return token(state, nonce: state.faults.nonce ?? state.authorization["nonce"])
    }

    private static func answer(toPoll form: [String: String], _ state: inout State) -> Reply {
        guard form["device_code"] == deviceCode, isProven(form, state) else { return .refusal("invalid_grant") }
        if !state.faults.polls.isEmpty { return state.faults.polls.removeFirst() }
        return token(state, nonce: nil)
    }

    private static func isProven(_ form: [String: String], _ state: State) -> Bool {
        let digest = SHA256.hash(data: Array((form["code_verifier"] ?? "").utf8))
        return state.authorization["code_challenge"] == Base64URL.encode(Array(digest))
            && state.authorization["code_challenge_method"] == "S256"
    }

    private static func token(_ state: State, nonce: String?) -> Reply {
        if let reply = state.faults.tokenReply { return reply }
        let token = nonce.map { state.faults.token.with("nonce", .string($0)) } ?? state.faults.token
        return .json(["access_token": "an access token", "token_type": "Bearer", "id_token": .string(token.text)])
    }
}

/// Names and values of a form or a query, read by other means than the code under test.
enum TestForm {
    static func fields(_ text: String) -> [String: String] {
        var components = URLComponents()
        components.percentEncodedQuery = text.replacing("+", with: "%20")
        return (components.queryItems ?? []).reduce(into: [:]) { $0[$1.name] = $1.value ?? "" }
    }

    static func query(_ fields: [String: String]) -> String {
        fields.sorted { $0.key < $1.key }.map { "\(PercentEncoding.encode($0))=\(PercentEncoding.encode($1))" }
            .joined(separator: "&")
    }
}

extension Reply {
    static func json(_ value: TestJSON, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status: status, fields: [.contentType: "application/json"], body: value.written)
    }

    /// An error of OAuth.
    static func refusal(_ code: String, _ description: String? = nil) -> Reply {
        var value: TestJSON = ["error": .string(code)]
        value["error_description"] = description.map { .string($0) }
        return .json(value, status: .badRequest)
    }
}
