// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import SystemFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs the adapter; what it says of a failure is quoted, since bundles bring text of their own.
@main
enum Main {
    static func main() async {
        do {
            var command = try SigstoreConformance.parseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch  where SigstoreConformance.exitCode(for: error) != .failure {
            SigstoreConformance.exit(withError: error)
        } catch {
            _ = writeWhole(Array(("error: " + String(reflecting: "\(error)") + "\n").utf8), to: 2)
            SigstoreConformance.exit(withError: ExitCode.failure)
        }
    }
}

/// The command line that the public Sigstore conformance suite drives: a thin adapter over the library.
struct SigstoreConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigstore-conformance",
        abstract: "Adapter for the Sigstore conformance suite.",
        subcommands: [VerifyBundle.self]
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
