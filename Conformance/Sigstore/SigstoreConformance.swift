// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ConformanceAdapter
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import SystemFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@main
enum Main {
    static func main() async { await Adapter.run(SigstoreConformance.self) }
}

/// The command line that the public Sigstore conformance suite drives: a thin adapter over the library.
struct SigstoreConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigstore-conformance",
        abstract: "Adapter for the Sigstore conformance suite.",
        subcommands: [SignBundle.self, VerifyBundle.self]
    )
}

struct VerifyBundle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify-bundle")

    @Flag var staging = false
    @Option var bundle: String
    @Option(parsing: .unconditional) var certificateIdentity: String?
    @Option(parsing: .unconditional) var certificateOidcIssuer: String?
    @Option var key: String?
    @Option var trustedRoot: String?
    @Argument var artifact: String

    func run() async throws {
        let root =
            try trustedRoot.map { try TrustedRoot(contentsOf: URL(filePath: $0)) }
            ?? (staging ? .staging() : .production())
        let verifier: BundleVerifier
        if let key {
            let pem = try SmallFile.read(key, maximumByteCount: 1 << 20)
            verifier = .sigstore(trustedRoot: root, key: try PublicKey(pem: pem))
        } else {
            guard let certificateIdentity, let certificateOidcIssuer else {
                throw ValidationError("an identity and its issuer, or a key, are missing")
            }
            verifier = .sigstore(
                trustedRoot: root,
                identity: SigstoreIdentity(certificateIdentity, issuer: certificateOidcIssuer)
            )
        }
        _ = try await verifier.verify(SignatureBundle(contentsOf: URL(filePath: bundle)), of: signedArtifact())
    }

    /// `sha256:…` that is not a path is a digest.
    private func signedArtifact() throws -> SignedArtifact {
        if !FileStream.exists(artifact), let digest = ArtifactDigest(artifact) { return SignedArtifact(digest: digest) }
        return SignedArtifact(try SmallFile.read(artifact, maximumByteCount: 1 << 30))
    }
}
