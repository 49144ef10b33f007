// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreClient
import TestServices
import TestSupport
import Testing
import TextEncodings

@Suite struct IdentityTokenTests {
    @Test func `says who it is, and who says so`() throws {
        let token = try TestToken().parsed()
        #expect(token.issuer == TestToken.issuer && token.federatedIssuer == "https://accounts.example")
        #expect(token.subject == "CgVhbGljZQ" && token.email == "alice@example.com")
        #expect(token.identity == "alice@example.com" && token.proofSubject == "alice@example.com")
        #expect(token.expiry == Date(timeIntervalSince1970: 1_750_000_600))
    }

    @Test func `neither text nor dump shows the token`() throws {
        let secret = TestToken().text
        let token = try TestToken().parsed()
        var dumped = ""
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), dumped, "\([token])"] {
            for part in secret.split(separator: ".") { #expect(!text.contains(part)) }
            #expect(text.contains("alice@example.com"))
        }
    }

    @Test(arguments: [
        "", ".", "..", "...", "a.b", "a.b.c.d", "é.é.é", " ", "eyJhbGciOiJSUzI1NiJ9", "not a token",
    ])
    func `what is not three parts of base64url is refused`(_ text: String) {
        expect(.malformedToken) { try IdentityToken(parsing: text, now: TestToken.now) }
    }

    @Test(arguments: [
        ("=", ""), ("\n", ""), ("", "="), ("", "\n"), ("", "."), ("Bearer ", ""), ("+", ""), ("", "A/AA"),
    ])
    func `nothing stands before, behind or between`(_ prefix: String, _ suffix: String) {
        let text = TestToken().text
        expect(.malformedToken) { try IdentityToken(parsing: prefix + text + suffix, now: TestToken.now) }
    }

    @Test func `a token has 64 KiB at most`() throws {
        var token = TestToken()
        token.signature = Array(repeating: 0, count: 48 << 10)
        expect(.malformedToken) { try token.parsed() }
        token.signature = Array(repeating: 0, count: 40 << 10)
        _ = try token.parsed()
        // Nobody has checked a signature, and nobody here does.
        token.signature = []
        _ = try token.parsed()
        token.header = ["alg": "none"]
        _ = try token.parsed()
    }

    @Test(
        arguments: [
            ("header", .raw("{")), ("header", .raw("[]")), ("header", [:]), ("header", ["alg": .number("1")]),
            ("header", .raw(#"{"alg":"a","alg":"b"}"#)), ("claims", .raw("{}x")), ("claims", .raw("")), ("claims", []),
            ("claims", .raw(#""text""#)), ("claims", .null),
        ] as [(String, TestJSON)]
    )
    func `header and claims are strict JSON`(_ part: String, _ value: TestJSON) {
        var token = TestToken()
        if part == "header" { token.header = value } else { token.claims = value }
        expect(.malformedToken) { try token.parsed() }
    }

    @Test(arguments: ["iss", "sub", "aud", "exp", "email", "email_verified", "iat", "nbf"])
    func `no claim is there twice`(_ name: String) {
        var token = TestToken()
        token.claims.add(name, token.claims[name] ?? .number("1749999990"))
        if name == "nbf" { token.claims.add(name, .number("1749999990")) }
        expect(.malformedToken) { try token.parsed() }
    }

    static let badClaims: [(String, TestJSON?)] = [
        ("iss", nil), ("iss", .null), ("iss", ""), ("iss", .number("1")), ("iss", "issuer.example"),
        ("iss", "ftp://issuer.example"), ("iss", "https://issuer.example/ü"), ("iss", "https://issuer.example/ x"),
        ("sub", nil), ("sub", .null), ("sub", ""), ("sub", .number("1")),
        ("sub", .string(String(repeating: "x", count: 2049))),
        ("aud", nil), ("aud", .null), ("aud", .number("1")), ("aud", []), ("aud", ["sigstore", .number("1")]),
        ("aud", ["sigstore": .bool(true)]), ("aud", .array(Array(repeating: "sigstore", count: 65))),
        ("exp", nil), ("exp", .null), ("exp", "1750000600"), ("exp", .number("-1")), ("exp", .number("1e300")),
        ("exp", .number("253402300800")), ("exp", .bool(true)), ("exp", []),
        ("iat", "1749999990"), ("iat", .number("-1")), ("nbf", "1749999990"), ("nbf", .number("1e18")),
        ("email", .number("1")), ("email", ""), ("email", []), ("email_verified", "yes"),
        ("email_verified", .number("1")), ("federated_claims", "text"), ("federated_claims", ["connector_id": []]),
        ("nonce", .number("1")),
    ]

    @Test(arguments: badClaims)
    func `claims are of their types and within limits`(_ name: String, _ value: TestJSON?) {
        let error = expect(.malformedToken) { try TestToken().with(name, value).parsed() }
        #expect(error?.message.contains(name == "iss" ? "iss" : name) == true)
    }

    @Test(arguments: [.string("sigstore"), ["sigstore"], ["other", "sigstore"]] as [TestJSON])
    func `is meant for its audience, alone or among others`(_ audience: TestJSON) throws {
        _ = try TestToken().with("aud", audience).parsed()
    }

    @Test(arguments: ["", "Sigstore", "sigstore ", "sigstor", ["sigstores"], [""]] as [TestJSON])
    func `a token for somebody else is refused`(_ audience: TestJSON) {
        expect(.otherAudience) { try TestToken().with("aud", audience).parsed() }
    }

    @Test func `another audience can be asked for`() throws {
        _ = try TestToken().with("aud", "my-client").parsed(audience: "my-client")
        expect(.otherAudience) { try TestToken().parsed(audience: "my-client") }
    }

    @Test func `an hour ends exactly`() throws {
        let expiry = Date(timeIntervalSince1970: 1_750_000_600)
        _ = try TestToken().parsed(now: expiry - 0.001)
        expect(.expiredToken) { try TestToken().parsed(now: expiry) }
        expect(.expiredToken) { try TestToken().parsed(now: expiry + 1e9) }
        _ = try TestToken().with("exp", .number("1750000600.5")).parsed(now: expiry)
    }

    @Test(arguments: ["iat", "nbf"])
    func `a token may begin half a minute later, for clocks differ`(_ name: String) throws {
        let start = Date(timeIntervalSince1970: 1_750_000_000)
        let token = TestToken().with("iat", nil).with(name, .number("1750000000"))
        _ = try token.parsed(now: start - 30)
        expect(.earlyToken) { try token.parsed(now: start - 31) }
    }

    @Test func `times that need not be there may be missing`() throws {
        _ = try TestToken().with("iat", nil).with("nbf", .null).with("federated_claims", nil).parsed()
    }

    static let proofs: [(issuer: String, email: String?, isVerified: TestJSON?, proof: String?)] = [
        ("https://accounts.google.com", "a@b.example", .bool(true), "a@b.example"),
        ("https://accounts.google.com", "a@b.example", "true", "a@b.example"),
        ("https://accounts.google.com", "a@b.example", .bool(false), nil),
        ("https://accounts.google.com", "a@b.example", "false", nil),
        ("https://accounts.google.com", "a@b.example", nil, nil),
        ("https://accounts.google.com", nil, .bool(true), nil),
        ("https://oauth2.sigstore.dev/auth", "a@b.example", .bool(true), "a@b.example"),
        ("https://oauth2.sigstage.dev/auth", "a@b.example", .bool(true), "a@b.example"),
        ("https://oauth2.sigstage.dev/auth", nil, nil, nil),
        ("https://token.actions.githubusercontent.com", "a@b.example", .bool(true), "CgVhbGljZQ"),
        ("https://token.actions.githubusercontent.com", "a@b.example", .bool(false), "CgVhbGljZQ"),
        ("https://token.actions.githubusercontent.com", nil, nil, "CgVhbGljZQ"),
        ("https://gitlab.com", nil, nil, "CgVhbGljZQ"),
        ("https://private.example", "a@b.example", .bool(true), "a@b.example"),
        ("https://private.example", "a@b.example", .bool(false), nil),
        ("https://private.example", "a@b.example", nil, nil),
        ("https://private.example", nil, nil, "CgVhbGljZQ"),
        ("http://127.0.0.1:8080/auth", "a@b.example", .bool(true), "a@b.example"),
    ]

    @Test(arguments: proofs)
    func `a key's holder signs the address that is verified, or the subject`(
        _ issuer: String,
        _ email: String?,
        _ isVerified: TestJSON?,
        _ proof: String?
    ) throws {
        let token = TestToken().with("iss", .string(issuer)).with("email", email.map { .string($0) })
            .with("email_verified", isVerified)
        guard let proof else {
            expect(email == nil ? .malformedToken : .unverifiedEmail) { try token.parsed() }
            return
        }
        let parsed = try token.parsed()
        #expect(parsed.proofSubject == proof && parsed.identity == proof)
    }

    @Test func `reads the environment and files, with line ends behind`() throws {
        let text = TestToken().text
        let name = IdentityToken.environmentVariable
        #expect(name == "SIGSTORE_ID_TOKEN")
        #expect(try IdentityToken(environment: [:], now: TestToken.now) == nil)
        #expect(try IdentityToken(environment: [name: ""], now: TestToken.now) == nil)
        #expect(try IdentityToken(environment: [name: "\(text)\r\n"], now: TestToken.now)?.subject == "CgVhbGljZQ")
        expect(.malformedToken) { try IdentityToken(environment: [name: "\n"], now: TestToken.now) }

        let folder = try TemporaryFolder()
        try folder.write(["token": "  \(text)\n\n", "empty": "", "bytes": "\u{FFFD}", "two": "\(text)\n\(text)\n"])
        try folder.write(["long": String(repeating: " ", count: 64 << 10) + text])
        func read(_ name: String) throws(SigstoreClientError) -> IdentityToken {
            try IdentityToken(contentsOf: folder.url.appending(path: name), now: TestToken.now)
        }
        #expect(try read("token").subject == "CgVhbGljZQ")
        for name in ["missing", "", "long"] { expect(.unreadableToken) { try read(name) } }
        for name in ["empty", "bytes", "two"] { expect(.malformedToken) { try read(name) } }
    }

    @Test func `no cut and no flipped bit of claims traps or passes for the same`() throws {
        let token = TestToken()
        let text = token.text
        for count in 0..<text.utf8.count {
            let cut = String(decoding: text.utf8.prefix(count), as: UTF8.self)
            if let parsed = try? IdentityToken(parsing: cut, now: TestToken.now) {
                // Only the signature, which is not looked at, can be shorter.
                #expect(cut.hasPrefix(text.prefix { $0 != "." } + "."))
                #expect(parsed.subject == "CgVhbGljZQ")
            }
        }
        let claims = token.claims.written
        for index in claims.indices {
            for bit in 0..<8 {
                var changed = claims
                changed[index] ^= 1 << bit
                let parts = [token.header.written, changed, token.signature].map(Base64URL.encode)
                _ = try? IdentityToken(parsing: parts.joined(separator: "."), now: TestToken.now)
            }
        }
    }
}
