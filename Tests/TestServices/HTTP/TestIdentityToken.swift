// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// An identity token of OpenID Connect: a JWT, whose signature is a word, for nobody here checks it.
package struct TestIdentityToken: Sendable {
    package var issuer: String
    /// An address that the issuer has verified; the token is the subject's alone where it is `nil`.
    package var email: String?
    package var subject: String
    package var audience = "sigstore"
    package var date: Date
    /// In seconds.
    package var lifetime: TimeInterval = 600

    package init(issuer: String, email: String? = nil, subject: String, at date: Date) {
        (self.issuer, self.email, self.subject, self.date) = (issuer, email, subject, date)
    }

    /// The JWT.
    package var text: String {
        let time = Int64(date.timeIntervalSince1970)
        var claims: TestJSON = [
            "iss": .string(issuer), "sub": .string(subject), "aud": .string(audience),
            "iat": .number("\(time)"), "nbf": .number("\(time)"), "exp": .number("\(time + Int64(lifetime))"),
        ]
        if let email {
            claims["email"] = .string(email)
            claims["email_verified"] = .bool(true)
        }
        let header: TestJSON = ["alg": "RS256", "typ": "JWT"]
        return [header.written, claims.written, Array("signature".utf8)].map(Self.base64URL).joined(separator: ".")
    }

    /// Reads a JWT, without checking its signature.
    init(parsing text: String) throws {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let json = Self.bytes(ofBase64URL: parts[1]) else {
            throw TestServiceError("the token is not a JWT")
        }
        let claims = try JSONDecoder().decode(Claims.self, from: json)
        (issuer, subject, audience) = (claims.iss, claims.sub, claims.aud)
        email = claims.email_verified == true ? claims.email : nil
        (date, lifetime) = (Date(timeIntervalSince1970: claims.iat), claims.exp - claims.iat)
    }

    private struct Claims: Decodable {
        let iss: String
        let sub: String
        let aud: String
        let email: String?
        let email_verified: Bool?
        let iat: TimeInterval
        let exp: TimeInterval
    }

    /// Whom it names: what a certificate is for, and what a client signs to prove that it has a key.
    var name: String { email ?? subject }

    /// Whether it is for these services and not yet, or no longer, expired.
    func isValid(at now: Date) -> Bool { audience == "sigstore" && date <= now && now < date + lifetime }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        TestText.base64(bytes).filter { $0 != "=" }
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    private static func bytes(ofBase64URL text: Substring) -> Data? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding)
    }
}
