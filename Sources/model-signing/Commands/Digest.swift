// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import ModelSigning

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct Digest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the digest that stands for a whole model.",
        discussion: """
            It is the root digest that a signature of the same files carries (OMS v1.0 §6.5). A signature that lies in \
            the model is not one of them: name it with --ignore-paths.

            EXAMPLE
              model-signing digest --ignore-paths model.sig MODEL
            """
    )

    @OptionGroup var model: ModelOptions
    @OptionGroup var hashing: HashingFlags
    @OptionGroup var output: OutputOptions

    struct Result: Encodable {
        let model: String
        let rootDigest: String
        let files: Int
        let bytes: Int64
        let notCovered: [String]
    }

    func run() async throws {
        try await Outcome(command: "digest", output: output).report(digest) { [$0.rootDigest] }
    }

    private func digest() async throws -> Result {
        let hashed = try await ProgressLine.showing(output.format) { progress in
            try await ModelHasher(try hashing.options(for: model)).hash(modelAt: model.url, progress: progress)
        }
        output.logging.warn(notCovered: hashed.notCovered)
        return Result(
            model: model.modelPath,
            rootDigest: hashed.manifest.rootDigest.description,
            files: hashed.fileCount,
            bytes: hashed.byteCount,
            notCovered: hashed.notCovered
        )
    }
}
