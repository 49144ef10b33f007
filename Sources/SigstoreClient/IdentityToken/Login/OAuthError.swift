// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// How a provider says no (RFC 6749 §4.1.2.1, §5.2; RFC 8628 §3.5).
package struct OAuthError: Sendable {
    static let maximumByteCount = 64 << 10

    /// `error`: `access_denied`, `authorization_pending`…
    let code: String
    /// `error_description`, in the provider's words.
    let description: String?

    /// Out of a redirect's query; nil when that has no error.
    init?(_ fields: FormFields) {
        guard let code = fields["error"] else { return nil }
        (self.code, description) = (code, fields["error_description"])
    }

    /// Out of a reply's body; nil when that is not an error of OAuth.
    init?(parsing body: [UInt8]) {
        let limits = JSONLimits(maximumByteCount: Self.maximumByteCount, maximumDepth: 8, maximumValueCount: 256)
        guard let value = try? JSONValue(parsing: body, limits: limits),
            var fields = try? JSONFields(value, path: ""), let code = try? fields.string("error")
        else { return nil }
        self.code = code
        description = (try? fields.optionalString("error_description")) ?? nil
    }

    /// The provider's words for a message.
    package func shown(hiding secrets: [String]) -> String {
        let parts = [code, description].compactMap { ServerWords.quoted($0, hiding: secrets) }
        return parts.isEmpty ? "something that is not repeated here" : parts.joined(separator: ", ")
    }
}
