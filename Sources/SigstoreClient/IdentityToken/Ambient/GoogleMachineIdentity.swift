// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// The service account of a machine of Google Cloud's (cloud.google.com, "Get an ID token").
struct GoogleMachineIdentity: AmbientProvider {
    static let name = "Google Cloud"

    private let metadata: GoogleMetadata

    init?(_ surroundings: AmbientSurroundings) {
        guard GoogleMetadata.isThere(surroundings) else { return nil }
        metadata = GoogleMetadata(surroundings)
    }

    func token(for audience: String, over client: WebClient) async throws -> String {
        // The token has the account's address only in the full format.
        let query = FormFields([("audience", audience), ("format", "full")])
        return IdentityToken.trimmed(try await metadata.get("identity", query, for: Self.self, over: client))
    }
}
