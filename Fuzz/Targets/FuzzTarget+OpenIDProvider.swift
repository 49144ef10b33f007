// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FuzzTarget {
    static let issuer = "https://issuer.example/auth"

    /// Whatever a provider says of itself, a browser is sent to a page with TLS, and with this login's state.
    static func openIDProvider(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let provider: OpenIDProvider
        do {
            provider = try OpenIDProvider(parsing: input, issuer: issuer)
        } catch {
            return .refused(error)
        }
        try require(provider.issuer == issuer, "a provider is whom it was asked for")
        let url: URL
        do {
            url = try loginRequest(to: provider).url()
        } catch {
            return .refused(error)
        }
        try require(url.scheme?.lowercased() == "https", "a login page has TLS")
        try require(url.user() == nil && url.fragment() == nil, "a login page has neither user nor fragment")
        try require(
            url.absoluteString.hasSuffix("&code_challenge_method=S256"),
            "a code is tied to whoever asked for it"
        )
        return .accepted
    }

    /// A login whose random bytes are all zero.
    static func loginRequest(to provider: OpenIDProvider) -> AuthorizationRequest {
        struct Zeros: RandomNumberGenerator {
            mutating func next() -> UInt64 { 0 }
        }
        var zeros = Zeros()
        return AuthorizationRequest(
            provider: provider,
            client: .sigstore,
            redirectURI: "http://127.0.0.1:49152/auth/callback",
            secrets: LoginSecrets(using: &zeros)
        )
    }
}
