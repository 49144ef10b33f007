// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// What a server says of an error, as far as it can be repeated.
enum ServerWords {
    private static let maximumScalarCount = 200

    /// A text in quotation marks, without control characters; nil when there is nothing, or a secret in it.
    ///
    /// Servers repeat what they were sent, and that was a code or a token.
    static func quoted(_ text: String?, hiding secrets: [String]) -> String? {
        guard let text, !text.isEmpty else { return nil }
        for secret in secrets where !secret.isEmpty {
            // Forms are sent with some characters encoded.
            for shape in [secret, PercentEncoding.encode(secret)] where text.firstRange(of: shape) != nil { return nil }
        }
        let scalars = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        return "'\(String(String.UnicodeScalarView(scalars)).excerpt(maximumScalarCount))'"
    }
}
