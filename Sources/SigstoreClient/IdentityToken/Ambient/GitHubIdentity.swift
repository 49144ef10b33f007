// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import HTTPTypes
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A job of GitHub Actions (docs.github.com, "OpenID Connect").
struct GitHubIdentity: AmbientProvider {
    static let name = "GitHub Actions"

    private let address: String?
    private let secret: String?

    init?(_ surroundings: AmbientSurroundings) {
        guard surroundings.variable("GITHUB_ACTIONS") != nil else { return nil }
        address = surroundings.variable("ACTIONS_ID_TOKEN_REQUEST_URL")
        secret = surroundings.variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
    }

    func token(for audience: String, over client: WebClient) async throws -> String {
        guard let address, let secret else {
            throw Self.failure(
                "the job has no permission: add 'id-token: write' to its 'permissions'; jobs of pull requests from forks"
                    + " cannot have it"
            )
        }
        let separator = address.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        let audience = PercentEncoding.encode(audience)
        guard let bearer = BearerToken(secret), let url = URL(string: "\(address)\(separator)audience=\(audience)")
        else {
            throw Self.failure("ACTIONS_ID_TOKEN_REQUEST_URL or ACTIONS_ID_TOKEN_REQUEST_TOKEN is none")
        }
        let limits = ExchangeLimits(maximumByteCount: AmbientIdentity.maximumReplyByteCount)
        let request = WebRequest(.get, url, fields: [.accept: "application/json"], limits: limits, token: bearer)
        return try Self.secret("value", in: try await Self.body(of: request, over: client).body)
    }
}
