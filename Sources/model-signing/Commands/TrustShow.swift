// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreClient

struct TrustShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show whom an instance trusts, as far as that is known here. Asks nobody.",
        discussion: """
            EXAMPLE
              model-signing trust show
              model-signing trust show --instance https://tuf.example.com --format json
            """
    )

    @OptionGroup var instance: InstanceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome(command: "trust-show", output: output).report {
            let source = try instance.source(output.logging)
            let trust = try await source.offline()
            output.logging.warn(about: trust)
            return TrustReport(trust, folder: source.cacheFolder)
        } _: {
            TrustText.lines($0)
        }
    }
}
