// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import ModelSigning
import SigstoreBundle

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What every way to sign has in common.
struct SigningFlags: ParsableArguments {
    @OptionGroup var model: ModelOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where the signature goes.", valueName: "file")
    )
    var signature = "model.sig"

    @OptionGroup var hashing: HashingFlags
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if signature.isEmpty { throw ValidationError("the signature's path is empty") }
    }

    /// What was signed, for `--format json`.
    struct Result: Encodable {
        let model: String
        let signature: String
        let files: Int
        let bytes: Int64
        let rootDigest: String
        let notCovered: [String]
    }

    /// Hashes, signs with what `makeSigner` makes, saves the signature and reports.
    func sign(_ makeSigner: () throws -> some BundleSigner) async throws {
        try await Outcome(command: "sign", output: output).report({ try await signed(by: makeSigner()) }, Self.lines)
    }

    private func signed(by signer: some BundleSigner) async throws -> Result {
        let target = try SignatureTarget(signature)
        let hashed = try await ProgressLine.showing(output.format) { progress in
            try await ModelHasher(try hashing.options(for: model))
                .hash(modelAt: model.url, excluding: [target.url], progress: progress)
        }
        try await ModelSigner(signer).sign(hashed.manifest).write(
            to: target.url,
            draftFolder: target.draftFolder(for: model.url)
        )
        for path in hashed.notCovered {
            output.logging.warn("'\(path)' is not covered: a manifest of shards has no place for empty files")
        }
        return Result(
            model: model.modelPath,
            signature: signature,
            files: hashed.fileCount,
            bytes: hashed.byteCount,
            rootDigest: hashed.manifest.rootDigest.description,
            notCovered: hashed.notCovered
        )
    }

    private static func lines(_ result: Result) -> [String] {
        [
            "Signed: '\(TerminalText.escaped(result.model))', \(ByteCount.files(result.files)), \(ByteCount.text(result.bytes))",
            "  signature    \(TerminalText.escaped(result.signature))",
            "  root digest  \(result.rootDigest)",
        ]
    }
}
