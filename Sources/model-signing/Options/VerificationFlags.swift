// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ModelSigning
import SigstoreBundle
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What every way to verify has in common.
struct VerificationFlags: ParsableArguments {
    @OptionGroup var model: ModelOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The signature file.", valueName: "file")
    )
    var signature: String

    @Flag(help: "Accept files that nobody signed. Those that were signed must be there and unchanged all the same.")
    var ignoreUnsignedFiles = false

    @Flag(help: "Accepted for compatibility: what the signature records about symbolic links decides.")
    var allowSymlinks = false

    @Flag(
        help: ArgumentHelp(
            "Do not read files that did not change since 'sign', 'digest' or this option hashed them for you here.",
            discussion:
                "The result says how much was not read. What that does not protect from is in the documentation."
        )
    )
    var trustCache = false

    @OptionGroup var cache: CacheOptions
    @OptionGroup var jobs: JobsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if signature.isEmpty { throw ValidationError("the signature's path is empty") }
    }

    func options() throws -> CheckOptions {
        var options = CheckOptions()
        options.unsignedFiles = ignoreUnsignedFiles ? .ignored : .refused
        options.ignoredPaths = try model.ignoredNames()
        options.ignoresGitPaths = model.ignoreGitPaths
        options.threadCount = jobs.count
        if trustCache { options.contents = .remembered(in: try cache.requiredCache(for: "--trust-cache")) }
        return options
    }
}

extension VerificationFlags {
    /// Reads the signature, verifies it with what `makeVerifier` makes, compares the model and reports.
    func verify(
        inspecting inspect: (SignatureBundle) -> Void = { _ in },
        with makeVerifier: () async throws -> BundleVerifier
    ) async throws {
        try await Outcome(command: "verify", output: output).report(
            { try await verified(by: makeVerifier(), inspect) },
            { VerificationText.lines($0, model: model.modelPath) }
        )
    }

    private func verified(
        by verifier: BundleVerifier,
        _ inspect: (SignatureBundle) -> Void
    ) async throws -> VerificationReport {
        let options = try options()
        let file = URL(argument: signature)
        let bundle = try SignatureBundle(contentsOf: file)
        inspect(bundle)
        let manifest = try await ModelVerifier(verifier).verify(bundle)
        let report = try await ProgressLine.showing(output.format) { progress in
            VerificationReport(
                try await manifest.check(model.url, excluding: [file], options: options, progress: progress)
            )
        }
        output.logging.warn(about: report.unread)
        return report
    }
}
