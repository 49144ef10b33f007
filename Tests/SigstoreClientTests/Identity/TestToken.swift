// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import SigstoreClient
import TestServices
import TextEncodings

/// A JWT whose parts can be anything. Its signature is a word, for no client checks it.
struct TestToken: Sendable {
    static let now = Date(timeIntervalSince1970: 1_750_000_000)
    static let issuer = "https://issuer.example/auth"

    var header: TestJSON = ["alg": "RS256", "typ": "JWT", "kid": "1"]
    var claims: TestJSON = [
        "iss": .string(issuer), "sub": "CgVhbGljZQ", "aud": "sigstore", "iat": .number("1749999990"),
        "exp": .number("1750000600"), "email": "alice@example.com", "email_verified": .bool(true),
        "federated_claims": ["connector_id": "https://accounts.example", "user_id": "alice"],
    ]
    var signature = Array("a signature".utf8)

    /// The token with a claim changed; without a value, the claim goes.
    func with(_ name: String, _ value: TestJSON?) -> TestToken {
        var copy = self
        copy.claims[name] = value
        return copy
    }

    var text: String { [header.written, claims.written, signature].map(Base64URL.encode).joined(separator: ".") }

    func parsed(audience: String = "sigstore", now: Date = now) throws(SigstoreClientError) -> IdentityToken {
        try IdentityToken(parsing: text, audience: audience, now: now)
    }
}
