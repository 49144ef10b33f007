// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys
import SigstoreBundle
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct VerifyBundle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-bundle",
        abstract: "Verify any file, not only a model, against a Sigstore bundle.",
        usage: """
            model-signing verify-bundle --bundle <file> --identity <name> --identity-provider <url> [<options>] <artifact>
            model-signing verify-bundle --bundle <file> --public-key <file> [<options>] <artifact>
            """,
        discussion: """
            The bundle signs the file itself, or a statement (in-toto) about it. Instead of the file there may be its \
            digest: sha256:, sha384: or sha512: and its hexadecimal digits. A few kinds of keys sign the file and \
            not its digest; then the file is needed. Once a day Sigstore's repository is asked which of its keys are \
            good ('model-signing help trust'); with --offline nobody is asked.

            EXAMPLE
              model-signing verify-bundle --bundle app.tar.gz.sigstore.json \\
                --identity me@example.com \\
                --identity-provider https://accounts.google.com app.tar.gz

              By the signer's public key; Sigstore's log was a witness:
              model-signing verify-bundle --bundle app.tar.gz.sigstore.json \\
                --public-key key.pub app.tar.gz
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The bundle.", valueName: "file")
    )
    var bundle: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Accept the signer who has this public key, in PEM, instead of an identity.",
            valueName: "file"
        )
    )
    var publicKey: String?

    @Flag(help: "The key signs with RSA-PSS, where its file says no more than RSA.")
    var rsaPss = false

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var trustRoot: TrustRootOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("The file, or its digest.", valueName: "artifact"))
    var artifact: String

    /// Unset shell variables make empty paths.
    func validate() throws {
        if bundle.isEmpty { throw ValidationError("the bundle's path is empty") }
        if artifact.isEmpty { throw ValidationError("the artifact's path is empty") }
        guard publicKey == nil || identity.isEmpty else {
            throw ValidationError("--public-key and an identity exclude each other: a bare key has no name")
        }
        if rsaPss, publicKey == nil { throw ValidationError("--rsa-pss says how the key of --public-key signs") }
    }

    struct Result: Encodable {
        let artifact: String
        let verified: VerifiedArtifact
        let predicateType: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(artifact, forKey: .artifact)
            try container.encodeIfPresent(predicateType, forKey: .predicateType)
            try verified.encode(to: encoder)
        }

        private enum CodingKeys: String, CodingKey { case artifact, predicateType }
    }

    func run() async throws {
        try await Outcome(command: "verify-bundle", output: output).report(verify) { result in
            VerificationText.lines(result.verified, artifact: result.artifact, predicateType: result.predicateType)
        }
    }

    private func verify() async throws -> Result {
        let verifier = try await verifier()
        let bundle = try SignatureBundle(contentsOf: URL(argument: bundle))
        let verified = try await verifier.verify(bundle, of: ArtifactArgument(artifact).signedArtifact)
        return Result(artifact: artifact, verified: verified, predicateType: verified.predicateType)
    }

    private func verifier() async throws -> BundleVerifier {
        guard let publicKey else {
            let identity = try identity.sigstoreIdentity(otherwise: "or give the signer's key with --public-key")
            return .sigstore(trustedRoot: try await trustRoot.trustedRoot(output.logging), identity: identity)
        }
        let pem = try InputFile.read(publicKey, describedAs: "public key")
        var key = try InputFile.naming(publicKey) { try PublicKey(pem: pem) }
        if rsaPss {
            guard let pss = key.with(algorithm: .rsaPSSSHA256) else {
                throw UsageError("'\(publicKey)' is for \(key.algorithm), which --rsa-pss does not fit")
            }
            key = pss
        }
        return .sigstore(trustedRoot: try await trustRoot.trustedRoot(output.logging), key: key)
    }
}
