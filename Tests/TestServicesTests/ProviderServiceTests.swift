// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import Testing

@Suite struct ProviderServiceTests {
    @Test func `a code becomes a token once, for who has the verifier`() async throws {
        let desk = try TestSigstoreDesk()
        let client = Client(desk)
        let location = try desk.visit(Client.authorizationURL())
        let form = TestForm(try #require(location.split(separator: "?").last))
        #expect(location.hasPrefix(Client.redirectURI + "?"))
        #expect(form["state"] == "a state & more")
        let code = try #require(form["code"])
        let answer = try await client.exchange(code)
        #expect(answer.status == 200)
        let token = try #require(answer.json["id_token"] as? String)
        #expect(try await client.certify(token).status == 200)
        let again = try await client.exchange(code)
        #expect(again.status == 400)
        #expect(again.message == "invalid_grant")
    }

    /// What spoils the exchange of a good code.
    static let spoilt: [([String: String?], String)] = [
        (["code_verifier": String(repeating: "w", count: 43)], "invalid_grant"),
        (["code_verifier": nil], "invalid_grant"),
        (["code_verifier": "short"], "invalid_grant"),
        (["redirect_uri": "http://localhost:2/callback"], "invalid_grant"),
        (["redirect_uri": nil], "invalid_grant"),
        (["client_id": "confidential", "client_secret": TestProvider.confidentialClient.secret], "invalid_grant"),
        (["client_id": "confidential"], "invalid_client"),
        (["client_id": "nobody"], "invalid_client"),
        (["client_id": nil], "invalid_client"),
        (["client_secret": "a secret"], "invalid_client"),
        (["grant_type": "password"], "unsupported_grant_type"),
        (["code": "another code"], "invalid_grant"),
    ]

    @Test(arguments: spoilt)
    func `a code is no good to anybody else`(_ changes: [String: String?], _ error: String) async throws {
        let client = Client(try TestSigstoreDesk())
        let answer = try await client.exchange(try client.code(), changes)
        #expect(answer.status == (error == "invalid_client" ? 401 : 400))
        #expect(answer.message == error)
    }

    @Test func `a code expires`() async throws {
        let client = Client(try TestSigstoreDesk())
        let code = try client.code()
        client.desk.advance(by: 300)
        #expect(try await client.exchange(code).message == "invalid_grant")
    }

    @Test func `a client's secret goes in the header, encoded as in a form, or in the form`() async throws {
        let client = Client(try TestSigstoreDesk())
        let (id, secret) = TestProvider.confidentialClient
        let encoded = try #require(secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let basic = Data("\(id):\(encoded)".utf8).base64EncodedString()
        let header = try await client.exchange(
            try client.code(["client_id": id]),
            ["client_id": nil],
            authorization: "Basic \(basic)"
        )
        #expect(header.status == 200)
        let form = try await client.exchange(
            try client.code(["client_id": id]),
            ["client_id": id, "client_secret": secret]
        )
        #expect(form.status == 200)
    }

    @Test(
        arguments: [
            (["response_type": "token"], "unsupported_response_type"), (["scope": "email"], "invalid_scope"),
            (["code_challenge": nil], "invalid_request"), (["code_challenge_method": "plain"], "invalid_request"),
        ] as [([String: String?], String)]
    )
    func `a browser is sent back with what is wrong`(_ changes: [String: String?], _ error: String) throws {
        let location = try TestSigstoreDesk().visit(Client.authorizationURL(changes))
        let form = TestForm(try #require(location.split(separator: "?").last))
        #expect(form["error"] == error)
        #expect(form["state"] == "a state & more")
        #expect(form["code"] == nil)
    }

    @Test(
        arguments: [
            ["client_id": "nobody"], ["redirect_uri": "https://other.example/callback"], ["redirect_uri": nil],
        ] as [[String: String?]]
    )
    func `a browser is not sent to strangers`(_ changes: [String: String?]) throws {
        let desk = try TestSigstoreDesk()
        #expect(throws: TestServiceError.self) { try desk.visit(Client.authorizationURL(changes)) }
        #expect(desk.answers == ["GET /auth 400"])
    }

    @Test func `a user may refuse, and a code may be shown`() async throws {
        let desk = try TestSigstoreDesk()
        let client = Client(desk)
        let code = try desk.visit(Client.authorizationURL(["redirect_uri": TestProvider.outOfBand]))
        #expect(try await client.exchange(code, ["redirect_uri": TestProvider.outOfBand]).status == 200)
        desk.user.consents = false
        #expect(try desk.visit(Client.authorizationURL()).contains("error=access_denied"))
    }

    @Test func `a device is told to wait, to slow down, and then whom it works for`() async throws {
        let desk = try TestSigstoreDesk(user: TestUser(devicePolls: ["authorization_pending", "slow_down"]))
        let client = Client(desk)
        let start = try await client.post("/device/code", ["client_id": "sigstore", "scope": "openid email"])
        let poll = [
            "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "client_id": "sigstore",
            "device_code": try #require(start.json["device_code"] as? String),
        ]
        #expect(try await client.post("/token", poll).message == "authorization_pending")
        #expect(try await client.post("/token", poll).message == "slow_down")
        let answer = try await client.post("/token", poll)
        #expect(try await client.certify(try #require(answer.json["id_token"] as? String)).status == 200)
        #expect(try await client.post("/token", poll).message == "invalid_grant")
    }
}
