// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

/// A Sigstore client of others, which judges the test services: what they make must be what Sigstore's services make.
enum SigstorePeer: String, CaseIterable {
    /// PyPI's `sigstore`.
    case python
    case cosign
    /// The example program of sigstore-go, as Debian packages it.
    case sigstoreGo = "sigstore-go-verification"

    var program: Program? {
        guard self == .python else { return Program.installed(rawValue) }
        return Peer.has("sigstore") ? Program.pythonWithPeers : nil
    }

    /// Verifies a bundle offline; returns what the client said.
    func verify(_ recipe: TestBundle) throws -> Program.Result {
        let (made, folder) = (try recipe.make(), try TemporaryFolder())
        let files = [
            "bundle": made.bundleJSON, "root": made.trustedRootJSON, "configuration": made.clientTrustConfigJSON,
            "artifact": made.artifact, "key": Array(made.publicKeyPEM.utf8),
        ]
        for (name, bytes) in files { try Data(bytes).write(to: folder.url.appending(path: name)) }
        return try #require(program).run(
            arguments(for: recipe),
            in: folder.url,
            environment: ["HOME": folder.path("home"), "OTEL_TRACES_EXPORTER": "none"]
        )
    }

    private func arguments(for recipe: TestBundle) -> [String] {
        let isStamped = recipe.log == .rekorV2 || recipe.timestamps != nil
        let usesKey = recipe.signer == .managedKey
        switch self {
        case .python:
            return ["-m", "sigstore", "--trust-config", "configuration", "verify", "identity", "--offline"]
                + ["--bundle", "bundle", "--cert-identity", recipe.identity]
                + ["--cert-oidc-issuer", recipe.identityProvider, "artifact"]
        case .cosign:
            let command =
                recipe.content == .message
                ? ["verify-blob"] : ["verify-blob-attestation", "--type", "https://sigstore.test/predicate/v1"]
            let signer =
                ["--certificate-identity", recipe.identity]
                + ["--certificate-oidc-issuer", recipe.identityProvider]
            return command + ["--bundle", "bundle", "--trusted-root", "root"]
                + (isStamped ? ["--use-signed-timestamps"] : []) + (usesKey ? ["--key", "key"] : signer) + ["artifact"]
        case .sigstoreGo:
            let signer = ["-expectedSAN", recipe.identity, "-expectedIssuer", recipe.identityProvider]
            return ["-trustedrootJSONpath", "root", "-artifact", "artifact"]
                + (usesKey ? ["-publicKey", "key", "-requireCTlog=false"] : signer) + ["bundle"]
        }
    }
}
