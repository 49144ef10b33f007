// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// A job of GitLab CI/CD, whose tokens are variables that its author names (docs.gitlab.com, "ID tokens").
struct GitLabIdentity: AmbientProvider {
    static let name = "GitLab CI/CD"

    private let surroundings: AmbientSurroundings

    init?(_ surroundings: AmbientSurroundings) {
        guard surroundings.variable("GITLAB_CI") != nil else { return nil }
        self.surroundings = surroundings
    }

    func token(for audience: String, over client: WebClient) async throws -> String {
        let name = Self.variable(for: audience)
        guard let text = surroundings.variable(name) else {
            throw Self.failure("add '\(name)' to the job's 'id_tokens', with 'aud: \(audience)'")
        }
        return text
    }

    /// The name that Sigstore's clients have agreed on: `SIGSTORE_ID_TOKEN` for `sigstore`.
    static func variable(for audience: String) -> String {
        let bytes = audience.utf8.enumerated().map { index, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 32
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte
            case UInt8(ascii: "0")...UInt8(ascii: "9") where index > 0: byte
            default: UInt8(ascii: "_")
            }
        }
        return String(decoding: bytes, as: UTF8.self) + "_ID_TOKEN"
    }
}
