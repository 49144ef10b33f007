// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import TextEncodings

/// What a provider knows this program as (RFC 6749 §2.2).
///
/// Programs that everybody has cannot keep a secret: they need none. A few providers give them one all the same.
public struct OAuthClient: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The client that Sigstore's providers know.
    public static let sigstore = OAuthClient("sigstore")

    /// What identifies it, and whom tokens for it are meant for.
    public let identifier: String
    private let secret: String?

    /// Names a client; an empty secret is none.
    public init(_ identifier: String, secret: String? = nil) {
        (self.identifier, self.secret) = (identifier, secret?.isEmpty == true ? nil : secret)
    }

    /// What messages must not repeat: the secret, and the form that it is sent in.
    var secrets: [String] { secret.map { [$0, credentials($0)] } ?? [] }

    /// The user and password of the Basic scheme (RFC 7617), as RFC 6749 §2.3.1 wants them encoded.
    private func credentials(_ secret: String) -> String {
        Base64.encode(Array("\(PercentEncoding.encode(identifier)):\(PercentEncoding.encode(secret))".utf8))
    }

    /// Says in a request who is asking: with a secret in a header field (RFC 6749 §2.3.1), or in the body.
    func identify(in form: inout FormFields, _ headers: inout HTTPFields, to provider: OpenIDProvider) {
        guard let secret, !provider.takesSecretsInBody else {
            form.append("client_id", identifier)
            if let secret { form.append("client_secret", secret) }
            return
        }
        var field = HTTPField(name: .authorization, value: "Basic \(credentials(secret))")
        field.indexingStrategy = .disallow
        headers[fields: .authorization] = [field]
    }

    /// The client without its secret.
    public var description: String { "the client '\(identifier)'" }
    /// The same for a debugger.
    public var debugDescription: String { description }
    /// Shows the identifier to `dump`, and no secret.
    public var customMirror: Mirror { Mirror(self, children: ["identifier": identifier]) }
}
