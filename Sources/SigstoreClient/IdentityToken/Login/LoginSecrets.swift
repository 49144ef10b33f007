// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import TextEncodings

/// What ties the steps of one login together, so that nobody can put in a step of another: new random texts each time.
package struct LoginSecrets: Sendable, CustomStringConvertible, CustomReflectable {
    /// More than can be guessed (RFC 6749 §10.10), and what RFC 7636 §4.1 recommends.
    private static let byteCount = 32

    /// Ties the redirect to the request (RFC 6749 §10.12).
    let state: String
    /// Ties the token to the request (OpenID Connect Core 1.0 §3.1.2.1).
    let nonce: String
    /// Ties the code to whoever asked for it (RFC 7636 §4.1).
    let verifier: String

    package init(using generator: inout some RandomNumberGenerator) {
        state = Self.text(&generator)
        nonce = Self.text(&generator)
        verifier = Self.text(&generator)
    }

    /// From the system's generator.
    package init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    /// What the verifier will be compared with: `BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))` (RFC 7636 §4.2).
    var challenge: String { Base64URL.encode(Array(SHA256.hash(data: Array(verifier.utf8)))) }

    /// Says what they are, not which.
    package var description: String { "the secrets of a login" }
    /// Shows nothing to `dump`.
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    private static func text(_ generator: inout some RandomNumberGenerator) -> String {
        Base64URL.encode((0..<byteCount).map { _ in .random(in: .min ... .max, using: &generator) })
    }
}
