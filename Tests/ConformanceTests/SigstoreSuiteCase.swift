// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestSupport
import Testing

/// A folder of the Sigstore conformance suite: a bundle and, where they differ from the suite's own, an artifact, a trust
/// root, an identity with its issuer, or a key.
struct SigstoreSuiteCase: Sendable, CustomTestStringConvertible {
    private static let folder =
        SharedVectors.url?.appending(path: "sigstore-conformance/bundle-verify")
        ?? URL(filePath: "/nonexistent/sigstore-conformance")
    private static let identity =
        "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/"
        + "extremely-dangerous-oidc-beacon.yml@refs/heads/main"
    private static let issuer = "https://token.actions.githubusercontent.com"

    let name: String
    var testDescription: String { name }
    var expectsRefusal: Bool { name.hasSuffix("_fail") }

    /// Every folder of the suite, in the order of their names.
    static func all() throws -> [SigstoreSuiteCase] {
        guard SharedVectors.isPresent else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
            .filter { FileManager.default.fileExists(atPath: file($0, "bundle.sigstore.json").path()) }
            .map { SigstoreSuiteCase(name: $0) }
    }

    /// As the suite gives it: itself, and its digest.
    func artifacts() throws -> [SignedArtifact] {
        let own = file("artifact")
        let content = try Data(contentsOf: isThere(own) ? own : Self.folder.appending(path: "a.txt"))
        let digest = try #require(ArtifactDigest(.sha256, bytes: Array(SHA256.hash(data: content))))
        return [SignedArtifact(Array(content)), SignedArtifact(digest: digest)]
    }

    func verify(_ artifact: SignedArtifact) async throws -> VerifiedArtifact {
        let root = file("trusted_root.json")
        let trustedRoot = try isThere(root) ? TrustedRoot(contentsOf: root) : .production()
        let bundle = try SignatureBundle(contentsOf: file("bundle.sigstore.json"))
        return try await verifier(trustedRoot).verify(bundle, of: artifact)
    }

    private func verifier(_ trustedRoot: TrustedRoot) throws -> BundleVerifier {
        let key = file("key.pub")
        if isThere(key) {
            return .sigstore(trustedRoot: trustedRoot, key: try PublicKey(pem: Array(Data(contentsOf: key))))
        }
        let identity = try text("identity") ?? Self.identity
        let issuer = try text("issuer") ?? Self.issuer
        return .sigstore(trustedRoot: trustedRoot, identity: SigstoreIdentity(identity, issuer: issuer))
    }

    private func text(_ name: String) throws -> String? {
        let file = file(name)
        guard isThere(file) else { return nil }
        return try String(decoding: Data(contentsOf: file), as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines
        )
    }

    private func file(_ name: String) -> URL { Self.file(self.name, name) }
    private static func file(_ folder: String, _ name: String) -> URL {
        self.folder.appending(path: "\(folder)/\(name)")
    }
    private func isThere(_ file: URL) -> Bool {
        FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
    }
}
