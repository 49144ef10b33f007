// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An identity provider: OpenID Connect with the authorization code and the device flow, and one user.
package final class TestProvider: Sendable {
    /// What signs the tokens.
    package static let key = TestKey(.rsaPKCS1, named: "provider")
    package static let outOfBand = "urn:ietf:wg:oauth:2.0:oob"
    /// A client with a secret, besides `sigstore`, which has none.
    package static let confidentialClient = (id: "confidential", secret: "a client's secret: ä&+%")

    /// In seconds.
    static let codeLifetime: TimeInterval = 300
    static let pollInterval = 1

    let state: Mutex<State>

    struct State: Sendable {
        var user = TestUser()
        /// Secrets by client; empty for those without one.
        var clients = ["sigstore": "", confidentialClient.id: confidentialClient.secret]
        var codes: [String: Grant] = [:]
        var devices: [String: Device] = [:]
        var count = 0

        /// A word that nobody has had yet, and that is hard to guess.
        mutating func makeCode(_ purpose: String) -> String {
            count += 1
            let random = (0..<16).map { _ in UInt8.random(in: 0...255) }
            return TestText.base64URL(
                Array(TestDigest.sha256.hash(Array("\(purpose) \(count)".utf8) + random).prefix(18))
            )
        }
    }

    /// What a code stands for.
    struct Grant: Sendable {
        let client: String
        let redirectURI: String
        let challenge: String
        let nonce: String?
        let scopes: Set<String>
        let expiry: Date
        let user: TestUser
    }

    struct Device: Sendable {
        let client: String
        let userCode: String
        let challenge: String?
        let scopes: Set<String>
        let expiry: Date
        /// What it is still told first.
        var polls: [String]
    }

    init(_ user: TestUser = TestUser()) { state = Mutex(State(user: user)) }

    /// Names a key.
    static func keyID(of key: TestKey) throws -> String { TestText.base64URL(Array(try key.keyID().prefix(12))) }

    func answer(_ call: TestServiceCall) throws -> TestHTTPResponse {
        switch (call.request.method, call.request.path) {
        case ("GET", "/.well-known/openid-configuration"): discovery(call)
        case ("GET", "/keys"): try keys()
        case ("GET", "/auth"): try authorize(call, call.request.query)
        case ("POST", "/auth"): try authorize(call, call.request.form)
        case ("POST", "/token"): try exchange(call)
        case ("POST", "/device/code"): try registerDevice(call)
        case ("GET", "/device"): device(call)
        default: .refusal(405, "no such method")
        }
    }

    /// OpenID Connect Discovery 1.0 §3; RFC 8414 §2; RFC 8628 §4.
    private func discovery(_ call: TestServiceCall) -> TestHTTPResponse {
        let url = call.url
        return TestHTTPResponse([
            "issuer": .string(call.fault == .otherIssuer ? "https://other.example" : url),
            "authorization_endpoint": .string("\(url)/auth"),
            "token_endpoint": .string("\(url)/token"),
            "device_authorization_endpoint": .string("\(url)/device/code"),
            "jwks_uri": .string("\(url)/keys"),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", .string(Self.deviceGrant)],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "email"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "claims_supported": ["iss", "sub", "aud", "iat", "exp", "email", "email_verified", "nonce"],
        ])
    }

    /// RFC 7517 §5, RFC 7518 §6.3.1.
    private func keys() throws -> TestHTTPResponse {
        let (modulus, exponent) = try Self.key.rsaNumbers()
        let key: TestJSON = [
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": .string(try Self.keyID(of: Self.key)),
            "n": .string(TestText.base64URL(modulus)), "e": .string(TestText.base64URL(exponent)),
        ]
        return TestHTTPResponse(["keys": [key]])
    }

    /// A refusal of the token endpoint (RFC 6749 §5.2).
    static func refusal(_ error: String, _ description: String, status: Int = 400) -> TestHTTPResponse {
        var response = TestHTTPResponse(
            status: status,
            ["error": .string(error), "error_description": .string(description)]
        )
        response.headers["Cache-Control"] = "no-store"
        if status == 401 { response.headers["WWW-Authenticate"] = "Basic realm=\"test\"" }
        return response
    }

    /// A page for people.
    static func page(_ title: String, _ text: String, status: Int = 200) -> TestHTTPResponse {
        let html = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>\(title)</title></head>\
            <body><h1>\(title)</h1>\(text)</body></html>

            """
        return TestHTTPResponse(status: status, contentType: "text/html; charset=utf-8", Array(html.utf8))
    }
}

extension TestHTTPRequest {
    /// The content as a form.
    var form: TestForm { TestForm(String(decoding: body, as: UTF8.self)) }
}
