// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import StrictJSON

/// A job of CircleCI, whose program asks for tokens (circleci.com/docs, "OpenID Connect tokens with custom claims").
struct CircleCIIdentity: AmbientProvider {
    static let name = "CircleCI"

    private let surroundings: AmbientSurroundings

    init?(_ surroundings: AmbientSurroundings) {
        guard surroundings.variable("CIRCLECI") != nil else { return nil }
        self.surroundings = surroundings
    }

    func token(for audience: String, over client: WebClient) async throws -> String {
        let claims = JSONValue.object(["aud": .string(audience)])
        let text = String(decoding: claims.serialized(), as: UTF8.self)
        // The issuer for all organisations is the one that the public certificate authority knows.
        let arguments = ["run", "oidc", "get", "--claims", text, "--root-issuer"]
        return try await Self.output(of: "circleci", arguments, in: surroundings)
    }
}
