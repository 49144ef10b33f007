// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// A pod with a service account's token in a file, for an audience that the pod's author names (kubernetes.io,
/// "ServiceAccount token volume projection").
struct KubernetesIdentity: AmbientProvider {
    static let name = "Kubernetes"

    /// Where Sigstore's clients look for it.
    static let usualPath = "/var/run/sigstore/cosign/oidc-token"
    static let variable = "SIGSTORE_ID_TOKEN_FILE"

    private let surroundings: AmbientSurroundings
    private let path: String

    init?(_ surroundings: AmbientSurroundings) {
        let limit = IdentityClaims.maximumByteCount
        let path = surroundings.variable(Self.variable) ?? Self.usualPath
        guard path != Self.usualPath || surroundings.hasFile(path, maximumByteCount: limit) else { return nil }
        (self.surroundings, self.path) = (surroundings, path)
    }

    func token(for audience: String, over client: WebClient) async throws -> String {
        let bytes: [UInt8]?
        do {
            bytes = try surroundings.file(path, maximumByteCount: IdentityClaims.maximumByteCount)
        } catch {
            throw Self.failure("its file cannot be read", cause: error)
        }
        guard let bytes else { throw Self.failure("there is no file '\(path)', which \(Self.variable) names") }
        return IdentityToken.trimmed(bytes)
    }
}
