// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreBundle
import SigstoreClient
import SigstoreVerification

struct SignBundle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-bundle",
        abstract: "Sign any file, not only a model, with an identity, through Sigstore.",
        discussion: """
            The bundle signs the file's SHA-256, which may be given in its place: sha256: and 64 hexadecimal digits. With \
            --in-toto the file is a statement (in-toto) about others, and goes into the bundle as it is. Who signs, and \
            where that is kept, is as with 'sign': see 'model-signing help sign sigstore'.

            EXAMPLE
              model-signing sign-bundle --bundle app.tar.gz.sigstore.json app.tar.gz

              A statement about other files, in a CI job:
              model-signing sign-bundle --in-toto --use-ambient-credentials \\
                --bundle provenance.sigstore.json provenance.json
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Where the bundle goes; without this, the file's name with .sigstore.json behind it.",
            valueName: "file"
        )
    )
    var bundle: String?

    @Flag(help: "The file is an in-toto statement: sign its content as one.")
    var inToto = false

    @OptionGroup var identity: IdentityTokenOptions
    @OptionGroup var source: TrustSourceOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("The file, or its digest.", valueName: "artifact"))
    var artifact: String

    /// Unset shell variables make empty paths.
    func validate() throws {
        if bundle?.isEmpty == true { throw ValidationError("the bundle's path is empty") }
        if artifact.isEmpty { throw ValidationError("the artifact's path is empty") }
        guard ArtifactDigest(artifact) != nil else { return }
        if inToto { throw ValidationError("--in-toto wants the statement itself, not a digest") }
        if bundle == nil { throw ValidationError("a digest has no name to make the bundle's of: give --bundle") }
    }

    struct Result: Encodable {
        let artifact: String
        let bundle: String
        let signer: VerifiedSigner
        let logEntries: [LoggedEntry]
    }

    func run() async throws {
        try await Outcome(command: "sign-bundle", output: output).report(sign) { result in
            let artifact = TerminalText.escaped(result.artifact)
            return [
                inToto ? "Signed: the statement '\(artifact)'" : "Signed: '\(artifact)'",
                "  bundle       \(TerminalText.escaped(result.bundle))",
            ]
                + KeylessText.lines(result.signer, result.logEntries)
                + KeylessText.command(
                    "verify-bundle",
                    result.signer,
                    "--bundle",
                    result.bundle,
                    for: inToto ? "SUBJECT" : result.artifact,
                    of: source.arguments
                )
        }
    }

    private func sign() async throws -> Result {
        let path = bundle ?? artifact + ".sigstore.json"
        let inputs = [artifact, source.trustConfig, identity.identityTokenFile].compactMap { $0 }
        let target = try SignatureTarget(path, apartFrom: inputs, option: "--bundle")
        let holder = try identity.requireUsable()
        let content = try await ContentToSign(artifact, isStatement: inToto)
        let instance = try await source.signingInstance(output.logging)
        let signature = try await source.network.withClient { client in
            try await content.signature(by: instance.signer(identity, of: holder, client))
        }
        try signature.bundle.write(to: target.url)
        return Result(
            artifact: artifact,
            bundle: path,
            signer: signature.signer,
            logEntries: signature.logEntries
        )
    }
}
