// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// A job of Buildkite, whose agent asks for tokens (buildkite.com/docs/agent, "OIDC").
struct BuildkiteIdentity: AmbientProvider {
    static let name = "Buildkite"

    private let surroundings: AmbientSurroundings

    init?(_ surroundings: AmbientSurroundings) {
        guard surroundings.variable("BUILDKITE") != nil else { return nil }
        self.surroundings = surroundings
    }

    func token(for audience: String, over client: WebClient) async throws -> String {
        let arguments = ["oidc", "request-token", "--audience", audience]
        return try await Self.output(of: "buildkite-agent", arguments, in: surroundings)
    }
}
