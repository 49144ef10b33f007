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
    ///
    /// - Parameter inputs: The files of keys and certificates, which the signature must not replace.
    func sign(apartFrom inputs: [String], _ makeSigner: () throws -> some BundleSigner) async throws {
        try await Outcome(command: "sign", output: output).report(
            {
                let target = try SignatureTarget(signature, apartFrom: inputs + [model.modelPath])
                return try await signed(by: makeSigner(), target)
            },
            Self.lines
        )
    }

    private func signed(by signer: some BundleSigner, _ target: SignatureTarget) async throws -> Result {
        let hashed = try await ProgressLine.showing(output.format) { progress in
            try await ModelHasher(try hashing.options(for: model))
                .hash(modelAt: model.url, excluding: [target.url], progress: progress)
        }
        try await ModelSigner(signer).sign(hashed.manifest).write(
            to: target.url,
            draftFolder: target.draftFolder(for: model.url)
        )
        output.logging.warn(notCovered: hashed.notCovered)
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
