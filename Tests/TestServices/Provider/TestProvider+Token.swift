// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The token endpoint (RFC 6749 §4.1.3, RFC 7636 §4.6) and devices (RFC 8628).
extension TestProvider {
    static let deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

    /// `POST /token`.
    func exchange(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let form = call.request.form
        guard call.request.headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            return Self.refusal("invalid_request", "this is no form")
        }
        guard let client = authenticatedClient(call.request, form) else {
            return Self.refusal("invalid_client", "no such client, or not its secret", status: 401)
        }
        if call.fault == .denied { return Self.refusal("access_denied", "the user does not consent") }
        switch form["grant_type"] {
        case "authorization_code": return try redeem(form, client, call)
        case Self.deviceGrant: return try poll(form, client, call)
        default: return Self.refusal("unsupported_grant_type", "no such grant")
        }
    }

    /// RFC 6749 §2.3.1: HTTP Basic, each part encoded as in a form, or in the content.
    private func authenticatedClient(_ request: TestHTTPRequest, _ form: TestForm) -> String? {
        var (id, secret) = (form["client_id"], form["client_secret"] ?? "")
        if let header = request.headers["authorization"] {
            guard header.hasPrefix("Basic "), let data = Data(base64Encoded: String(header.dropFirst(6))) else {
                return nil
            }
            let parts = String(decoding: data, as: UTF8.self).split(
                separator: ":",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard parts.count == 2, id == nil || id == TestForm.decode(parts[0]) else { return nil }
            (id, secret) = (TestForm.decode(parts[0]), TestForm.decode(parts[1]))
        }
        guard let id, state.withLock({ $0.clients[id] }) == secret else { return nil }
        return id
    }

    private func redeem(_ form: TestForm, _ client: String, _ call: TestServiceCall) throws -> TestHTTPResponse {
        // A code is good once, whoever brings it.
        guard let code = form["code"], let grant = state.withLock({ $0.codes.removeValue(forKey: code) }) else {
            return Self.refusal("invalid_grant", "no such code, or not any more")
        }
        guard grant.client == client, grant.redirectURI == form["redirect_uri"], call.date < grant.expiry else {
            return Self.refusal("invalid_grant", "the code is another client's, for another redirect_uri, or expired")
        }
        guard Self.isVerifier(form["code_verifier"], of: grant.challenge) else {
            return Self.refusal("invalid_grant", "the code_verifier is not that of the code_challenge")
        }
        return try issue(to: client, for: grant.user.identity, scopes: grant.scopes, nonce: grant.nonce, call)
    }

    /// RFC 7636 §4.1 and §4.6.
    private static func isVerifier(_ text: String?, of challenge: String) -> Bool {
        guard let text, 43...128 ~= text.utf8.count, text.percentEncoded() == text else { return false }
        return TestText.base64URL(TestDigest.sha256.hash(Array(text.utf8))) == challenge
    }

    private func issue(
        to client: String,
        for identity: TestIdentity,
        scopes: Set<String>,
        nonce: String?,
        _ call: TestServiceCall
    ) throws -> TestHTTPResponse {
        var token = TestIdentityToken(issuer: call.url, identity, at: call.date)
        // Sigstore's services want this audience; other clients get tokens that are for them alone.
        (token.audience, token.nonce) = (client == Self.confidentialClient.id ? "sigstore" : client, nonce)
        if !scopes.contains("email") { token.email = nil }
        switch call.fault {
        case .otherNonce: token.nonce = "another nonce"
        case .otherIssuer: token.issuer = "https://other.example"
        case .otherAudience: token.audience = "other"
        case .expiredToken: token.date -= 2 * token.lifetime
        case .wrongTokenSignature: token.key = TestKey(.rsaPKCS1, named: "other provider")
        default: break
        }
        let text = try token.text
        // Dex's access token is the same, and some clients use it.
        var answer: TestJSON = [
            "access_token": .string(text), "token_type": "bearer", "expires_in": .number("\(Int(token.lifetime))"),
            "id_token": .string(text),
        ]
        if call.fault == .withoutToken {
            answer["id_token"] = nil
            answer["access_token"] = "opaque"
        }
        var response = TestHTTPResponse(answer)
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    // MARK: Devices.

    /// `POST /device/code` (RFC 8628 §3.1).
    func registerDevice(_ call: TestServiceCall) throws -> TestHTTPResponse {
        let form = call.request.form
        let scopes = Set((form["scope"] ?? "").split(separator: " ").map(String.init))
        guard let client = authenticatedClient(call.request, form) else {
            return Self.refusal("invalid_client", "no such client, or not its secret", status: 401)
        }
        guard scopes.contains("openid") else { return Self.refusal("invalid_scope", "the scope openid is missing") }
        let (code, userCode) = state.withLock { state in
            let (code, userCode) = (state.makeCode("device"), String(state.makeCode("user").prefix(8)))
            state.devices[code] = Device(
                client: client,
                userCode: userCode,
                challenge: form["code_challenge"],
                scopes: scopes,
                expiry: call.date + Self.codeLifetime,
                polls: state.user.devicePolls
            )
            return (code, userCode)
        }
        return TestHTTPResponse([
            "device_code": .string(code), "user_code": .string(userCode),
            "verification_uri": .string("\(call.url)/device"),
            "verification_uri_complete": .string("\(call.url)/device?user_code=\(userCode)"),
            "expires_in": .number("\(Int(Self.codeLifetime))"), "interval": .number("\(Self.pollInterval)"),
        ])
    }

    /// `GET /device`: a user who comes here has consented when the device asks next.
    func device(_ call: TestServiceCall) -> TestHTTPResponse {
        guard let userCode = call.request.query["user_code"] else {
            return Self.page("Which device?", "<form><input name=\"user_code\"><button>Consent</button></form>")
        }
        let isKnown = state.withLock { state in
            guard let code = state.devices.first(where: { $0.value.userCode == userCode })?.key else { return false }
            state.devices[code]?.polls = []
            return true
        }
        guard isKnown else { return Self.page("No such device", "", status: 404) }
        return Self.page("Done", "You can go back to your device.")
    }

    /// RFC 8628 §3.4 and §3.5.
    private func poll(_ form: TestForm, _ client: String, _ call: TestServiceCall) throws -> TestHTTPResponse {
        enum Outcome { case refusal(String), grant(Device, TestIdentity) }
        let outcome: Outcome = state.withLock { state in
            guard let code = form["device_code"], var device = state.devices[code], device.client == client else {
                return .refusal("invalid_grant")
            }
            guard call.date < device.expiry else {
                state.devices[code] = nil
                return .refusal("expired_token")
            }
            if !device.polls.isEmpty {
                let answer = device.polls.removeFirst()
                state.devices[code] = device
                return .refusal(answer)
            }
            state.devices[code] = nil
            return state.user.consents ? .grant(device, state.user.identity) : .refusal("access_denied")
        }
        switch outcome {
        case .refusal(let error): return Self.refusal(error, "the device has no token yet, or never will")
        case .grant(let device, let identity):
            guard device.challenge.map({ Self.isVerifier(form["code_verifier"], of: $0) }) ?? true else {
                return Self.refusal("invalid_grant", "the code_verifier is not that of the code_challenge")
            }
            return try issue(to: client, for: identity, scopes: device.scopes, nonce: nil, call)
        }
    }
}
