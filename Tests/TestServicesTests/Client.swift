// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import TestServices

/// Asks services in memory, each time as a test wants it.
struct Client {
    static let verifier = String(repeating: "v", count: 43)
    static let redirectURI = "http://localhost:1/callback"

    let desk: TestSigstoreDesk
    var key = TestKey(.p256, named: "client")

    init(_ desk: TestSigstoreDesk) { self.desk = desk }

    struct Answer {
        let status: Int
        let fields: HTTPFields
        let body: [UInt8]

        var json: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
        }
        var message: String { json["message"] as? String ?? json["error"] as? String ?? "" }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: [UInt8] = [],
        _ fields: HTTPFields = [:]
    ) async throws -> Answer {
        let request = HTTPRequest(
            method: method,
            scheme: "https",
            authority: "sigstore.test",
            path: path,
            headerFields: fields
        )
        let reply = try await desk.exchange(request, body: body, limits: ExchangeLimits())
        return Answer(status: reply.status.code, fields: reply.fields, body: reply.body)
    }

    // MARK: Fulcio.

    func certify(
        _ token: String,
        proofOver subject: String = "signer@example.com",
        pem: String? = nil
    ) async throws -> Answer {
        let body: TestJSON = [
            "publicKeyRequest": [
                "publicKey": ["algorithm": "ECDSA", "content": .string(try pem ?? key.publicKeyPEM())],
                "proofOfPossession": .bytes(try key.sign(Array(subject.utf8))),
            ]
        ]
        return try await send(.post, "/api/v2/signingCert", body.written, [.authorization: "Bearer \(token)"])
    }

    // MARK: Rekor.

    func logInV1(_ artifact: [UInt8], signature: [UInt8]? = nil) async throws -> Answer {
        let hash = TestDigest.sha256.hash(artifact)
        let body: TestJSON = [
            "apiVersion": "0.0.1", "kind": "hashedrekord",
            "spec": [
                "data": ["hash": ["algorithm": "sha256", "value": .string(TestText.hex(hash))]],
                "signature": [
                    "content": .bytes(try signature ?? key.sign(artifact)),
                    "publicKey": ["content": .bytes(Array(try key.publicKeyPEM().utf8))],
                ],
            ],
        ]
        return try await send(.post, "/api/v1/log/entries", body.written)
    }

    func logInV2(_ artifact: [UInt8], signature: [UInt8]? = nil, details: String? = nil) async throws -> Answer {
        let body: TestJSON = [
            "hashedRekordRequestV002": [
                "digest": .bytes(TestDigest.sha256.hash(artifact)),
                "signature": [
                    "content": .bytes(try signature ?? key.sign(artifact)),
                    "verifier": [
                        "publicKey": ["rawBytes": .bytes(try key.subjectPublicKeyInfo())],
                        "keyDetails": .string(details ?? key.details),
                    ],
                ],
            ]
        ]
        return try await send(.post, "/api/v2/log/entries", body.written)
    }

    // MARK: The identity provider.

    static func authorizationURL(_ changes: [String: String?] = [:]) -> String {
        let challenge = TestText.base64URL(TestDigest.sha256.hash(Array(verifier.utf8)))
        let fields: [String: String?] = [
            "response_type": "code", "client_id": "sigstore", "scope": "openid email", "redirect_uri": redirectURI,
            "code_challenge": challenge, "code_challenge_method": "S256", "state": "a state & more", "nonce": "a nonce",
        ]
        return "\(TestSigstoreDesk.url)/auth?" + form(fields, changes)
    }

    /// Exchanges a code that is good, unless a change spoils it.
    func exchange(
        _ code: String,
        _ changes: [String: String?] = [:],
        authorization: String? = nil
    ) async throws -> Answer {
        let fields: [String: String?] = [
            "grant_type": "authorization_code", "code": code, "redirect_uri": Self.redirectURI,
            "code_verifier": Self.verifier, "client_id": "sigstore",
        ]
        var header: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let authorization { header[.authorization] = authorization }
        return try await send(.post, "/token", Array(Self.form(fields, changes).utf8), header)
    }

    func post(_ path: String, _ fields: [String: String?]) async throws -> Answer {
        let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        return try await send(.post, path, Array(Self.form(fields, [:]).utf8), type)
    }

    /// The code that a user's browser is sent back with.
    func code(_ changes: [String: String?] = [:]) throws -> String {
        let location = try desk.visit(Self.authorizationURL(changes))
        guard let code = TestForm(location.split(separator: "?").last ?? "")["code"] else {
            throw TestServiceError("no code in \(location)")
        }
        return code
    }

    private static func form(_ fields: [String: String?], _ changes: [String: String?]) -> String {
        var components = URLComponents()
        components.queryItems = fields.merging(changes) { $1 }.compactMap { name, value in
            value.map { URLQueryItem(name: name, value: $0) }
        }
        return (components.percentEncodedQuery ?? "").replacing("+", with: "%2B")
    }
}
