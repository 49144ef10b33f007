// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import TestServices
import Testing

@Suite struct FulcioServiceTests {
    /// A change to a good token, and whether it is good all the same.
    struct TokenCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isGood: Bool
        let change: Alteration<TestIdentityToken>

        init(_ description: String, isGood: Bool = false, _ change: @escaping Alteration<TestIdentityToken>) {
            (testDescription, self.isGood, self.change) = (description, isGood, change)
        }

        static let all = [
            TokenCase("unchanged", isGood: true) { _ in },
            TokenCase("another key") { $0.key = TestKey(.rsaPKCS1, named: "other provider") },
            TokenCase("ES256") { $0.key = TestKey(.p256, named: "provider") },
            TokenCase("another issuer") { $0.issuer = "https://other.example" },
            TokenCase("another audience") { $0.audience = "other" },
            TokenCase("two audiences", isGood: true) { $0.claims = { $0["aud"] = ["other", "sigstore"] } },
            TokenCase("expired") { $0.date -= 600 },
            TokenCase("a second before its end", isGood: true) { $0.date -= 599 },
            TokenCase("not valid yet") { $0.date += 301 },
            TokenCase("a clock that is a little ahead", isGood: true) { $0.date += 300 },
            TokenCase("an address that is not verified") { $0.isEmailVerified = false },
            TokenCase("no address") { $0.email = "somebody" },
            TokenCase("a subject that is no URI") { $0.email = nil },
        ]
    }

    @Test(arguments: TokenCase.all)
    func `Fulcio takes only tokens of its provider, for it, and in their time`(_ item: TokenCase) async throws {
        let desk = try TestSigstoreDesk()
        var token = desk.token(.email("signer@example.com"))
        try item.change(&token)
        let answer = try await Client(desk).certify(try token.text, proofOver: token.email ?? token.subject)
        #expect(answer.status == (item.isGood ? 200 : 400))
        guard !item.isGood else { return }
        #expect(answer.message == "There was an error processing the identity token")
        #expect(answer.json["code"] as? Int == 3)
    }

    @Test(arguments: ["", "e30", "e30.e30.e30", "a.b.c.d", "..", "=.=.="])
    func `Fulcio refuses what is no token`(_ token: String) async throws {
        let answer = try await Client(try TestSigstoreDesk()).certify(token)
        #expect(answer.status == 400)
        #expect(answer.message == "There was an error processing the identity token")
    }

    @Test(arguments: ["other@example.com", "", "signer@example.com ", "CgVzb21lb25lEgR0ZXN0"])
    func `Fulcio wants proof of possession over the name that the certificate is for`(_ subject: String) async throws {
        let desk = try TestSigstoreDesk()
        let token = try desk.token(.email("signer@example.com")).text
        let answer = try await Client(desk).certify(token, proofOver: subject)
        #expect(answer.status == 400)
        #expect(answer.message == "The signature supplied in the request could not be verified")
    }

    @Test func `Fulcio refuses keys that it cannot read, and another than the one that signs the proof`() async throws {
        let desk = try TestSigstoreDesk()
        let token = try desk.token(.email("signer@example.com")).text
        let unreadable = try await Client(desk).certify(token, pem: "no key")
        #expect(unreadable.status == 400)
        #expect(unreadable.message == "The public key supplied in the request could not be parsed")
        let other = try await Client(desk).certify(token, pem: TestKey(.p256, named: "other").publicKeyPEM())
        #expect(other.message == "The signature supplied in the request could not be verified")
    }

    @Test(arguments: [
        TestIdentity.email("signer@example.com"), .uri("https://machine.example/one"),
        .workflow("https://github.com/example/model/.github/workflows/sign.yml@refs/heads/main"),
    ])
    func `a certificate names whom its token stands for`(_ identity: TestIdentity) async throws {
        let desk = try TestSigstoreDesk()
        let token = try desk.token(identity).text
        let answer = try await Client(desk).certify(token, proofOver: identity.proofSubject)
        #expect(answer.status == 200)
        let embedded = answer.json["signedCertificateEmbeddedSct"] as? [String: Any]
        let chain = embedded?["chain"] as? [String: Any]
        let pems = try #require(chain?["certificates"] as? [String])
        #expect(pems.count == 3)
        let lines = try #require(pems.first).split(separator: "\n").dropFirst().dropLast()
        let certificate = try #require(Data(base64Encoded: lines.joined()))
        #expect(certificate.firstRange(of: Data(identity.name.utf8)) != nil)
        #expect(certificate.firstRange(of: Data(TestSigstoreDesk.url.utf8)) != nil)
    }

    @Test func `an SCT can be beside the certificate`() async throws {
        let desk = try TestSigstoreDesk()
        desk.detachesSCT = true
        let answer = try await Client(desk).certify(desk.token(.email("signer@example.com")).text)
        let detached = try #require(answer.json["signedCertificateDetachedSct"] as? [String: Any])
        let text = try #require(detached["signedCertificateTimestamp"] as? String)
        let json = try JSONSerialization.jsonObject(with: try #require(Data(base64Encoded: text))) as? [String: Any]
        #expect(json?["sct_version"] as? Int == 0)
    }
}
