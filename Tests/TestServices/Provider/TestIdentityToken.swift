// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// An identity token of OpenID Connect: a JWT that its provider signs.
package struct TestIdentityToken: Sendable {
    package var issuer: String
    /// The token is the subject's alone where it is `nil`.
    package var email: String?
    package var isEmailVerified = true
    package var subject: String
    package var audience = "sigstore"
    package var date: Date
    /// In seconds.
    package var lifetime: TimeInterval = 600
    package var nonce: String?
    /// Another provider behind this one, which certificates name.
    package var connector: String?
    /// A workflow of GitHub Actions, as its certificate names it.
    package var workflow: String?
    package var key = TestProvider.key
    /// Edits the claims.
    package var claims: Alteration<TestJSON> = { _ in }

    package init(issuer: String, email: String? = nil, subject: String, at date: Date) {
        (self.issuer, self.email, self.subject, self.date) = (issuer, email, subject, date)
    }

    package init(issuer: String, _ identity: TestIdentity, at date: Date) {
        self.init(issuer: issuer, subject: identity.subject, at: date)
        switch identity {
        case .email(let address): email = address
        case .workflow(let text): workflow = text
        case .uri: break
        }
    }

    /// The JWT (RFC 7519, RFC 7515 §7.1).
    package var text: String {
        get throws {
            let time = Int64(date.timeIntervalSince1970)
            var json: TestJSON = [
                "iss": .string(issuer), "sub": .string(subject), "aud": .string(audience),
                "iat": .number("\(time)"), "nbf": .number("\(time)"), "exp": .number("\(time + Int64(lifetime))"),
            ]
            if let nonce { json["nonce"] = .string(nonce) }
            if let email {
                json["email"] = .string(email)
                json["email_verified"] = .bool(isEmailVerified)
            }
            if let connector { json["federated_claims"] = ["connector_id": .string(connector), "user_id": "someone"] }
            if let workflow {
                json["job_workflow_ref"] = .string(String(workflow.dropFirst("https://github.com/".utf8.count)))
            }
            try claims(&json)
            let header: TestJSON = [
                "alg": .string(key.kind == .p256 ? "ES256" : "RS256"),
                "kid": .string(try TestProvider.keyID(of: key)), "typ": "JWT",
            ]
            let covered = [header.written, json.written].map(TestText.base64URL).joined(separator: ".")
            var signature = try key.sign(Array(covered.utf8))
            // RFC 7518 §3.4.
            if key.kind == .p256 { signature = try key.rawSignature(signature) }
            return "\(covered).\(TestText.base64URL(signature))"
        }
    }
}

/// What a token says, once its provider's signature is found good.
struct TestIdentityClaims: Decodable {
    struct Federated: Decodable { let connector_id: String? }

    let iss: String
    let sub: String
    let exp: TimeInterval
    let nbf: TimeInterval?
    let email: String?
    let email_verified: Bool?
    let federated_claims: Federated?
    let job_workflow_ref: String?
    private let aud: Audience

    /// One text or a list of them (RFC 7519 §4.1.3).
    private struct Audience: Decodable {
        let names: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            names = try (try? container.decode([String].self)) ?? [container.decode(String.self)]
        }
    }

    private struct Header: Decodable { let alg: String }

    /// How far a token may be ahead of the clock, in seconds: go-oidc's, which Fulcio uses.
    private static let leeway: TimeInterval = 300

    /// Reads a token as Fulcio does.
    init(verifying text: String, from issuer: String, audience: String, at now: Date) throws {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = TestText.bytes(ofBase64URL: parts[0]),
            let claims = TestText.bytes(ofBase64URL: parts[1]), let signature = TestText.bytes(ofBase64URL: parts[2])
        else { throw TestServiceError("the token is not a JWT") }
        self = try JSONDecoder().decode(Self.self, from: Data(claims))
        guard iss == issuer else { throw TestServiceError("the token is of another issuer") }
        guard aud.names.contains(audience) else { throw TestServiceError("the token is for somebody else") }
        guard exp > now.timeIntervalSince1970 else { throw TestServiceError("the token has expired") }
        guard (nbf ?? 0) <= now.timeIntervalSince1970 + Self.leeway else {
            throw TestServiceError("the token is not valid yet")
        }
        let algorithm = try JSONDecoder().decode(Header.self, from: Data(header)).alg
        let key = try PublicKey(derSPKI: TestProvider.key.subjectPublicKeyInfo())
        let covered = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
        guard algorithm == "RS256", key.isValidSignature(signature, for: covered) else {
            throw TestServiceError("the token is not signed by its issuer")
        }
    }

    /// Whom the certificate is for, by the rules for each kind of issuer that Fulcio knows.
    func principal() throws -> TestPrincipal {
        if let job_workflow_ref {
            let name = TestName.uri("https://github.com/\(job_workflow_ref)")
            return TestPrincipal(tokenSubject: sub, proofSubject: sub, name: name, issuer: iss)
        }
        if let email {
            guard email_verified == true, Self.isAddress(email) else {
                throw TestServiceError("the address is none, or not verified")
            }
            return TestPrincipal(
                tokenSubject: sub,
                proofSubject: email,
                name: .email(email),
                issuer: federated_claims?.connector_id ?? iss
            )
        }
        guard !Self.isAddress(sub), let url = URL(string: sub), url.scheme != nil, url.host() != nil else {
            throw TestServiceError("the subject is no URI")
        }
        return TestPrincipal(tokenSubject: sub, proofSubject: sub, name: .uri(sub), issuer: iss)
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
    }
}

/// Whom Fulcio has recognised.
struct TestPrincipal {
    let tokenSubject: String
    /// What proof of possession is signed over.
    let proofSubject: String
    let name: TestName
    let issuer: String
}
