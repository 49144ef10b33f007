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

struct Inspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a signature file, without verifying anything.",
        discussion: """
            Shows what the file says of itself: who is said to have signed, when, which authority and logs are said to \
            have seen it, and what is signed. Whoever made the file chose every word: only 'verify' and \
            'verify-bundle' tell whether any of it is true.

            EXAMPLE
              model-signing inspect model.sig
            """
    )

    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("The signature file.", valueName: "signature"))
    var signature: String

    /// An unset shell variable makes an empty path.
    func validate() throws {
        if signature.isEmpty { throw ValidationError("the signature's path is empty") }
    }

    struct Result: Encodable {
        let verified = false
        let bundle: UnverifiedBundle
        let model: UnverifiedManifest?
    }

    func run() async throws {
        try await Outcome(command: "inspect", output: output).report(inspect) {
            InspectionText.lines($0.bundle, $0.model, signature: signature)
        }
    }

    private func inspect() async throws -> Result {
        let bundle = UnverifiedBundle(try SignatureBundle(contentsOf: URL(argument: signature)))
        return Result(bundle: bundle, model: UnverifiedManifest(bundle))
    }
}
