// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// One of the services, as faults are told apart: by the path of a request.
package enum TestService: String, Sendable, CaseIterable {
    /// The identity provider's metadata and keys.
    case discovery
    /// Where a user consents.
    case authorization
    /// Where a code becomes a token, that of a device too.
    case token
    case fulcio
    case rekorV1 = "rekor-v1"
    case rekorV2 = "rekor-v2"
    case timestamps
    case tuf

    /// `nil` where nobody answers.
    init?(path: String) {
        let prefixes: [(String, TestService)] = [
            ("/.well-known/", .discovery), ("/keys", .discovery), ("/auth", .authorization), ("/token", .token),
            ("/device", .token), ("/api/v2/signingCert", .fulcio), ("/api/v2/trustBundle", .fulcio),
            ("/api/v2/configuration", .fulcio), ("/api/v1/log", .rekorV1), ("/api/v2/log/", .rekorV2),
            ("/api/v2/checkpoint", .rekorV2), ("/api/v2/tile/", .rekorV2), ("/api/v1/timestamp", .timestamps),
            ("/tuf/", .tuf),
        ]
        guard let match = prefixes.first(where: { path.hasPrefix($0.0) }) else { return nil }
        self = match.1
    }
}
