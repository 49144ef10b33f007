// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreClient

struct TrustUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Ask an instance's TUF repository now, and keep what it says.",
        discussion: """
            EXAMPLE
              model-signing trust update
              model-signing trust update --instance https://tuf.example.com
            """
    )

    @OptionGroup var instance: InstanceOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome(command: "trust-update", output: output).report {
            let source = try instance.source(output.logging)
            let trust = try await network.withClient { try await source.refresh(with: $0) }
            return TrustReport(trust, folder: source.cacheFolder)
        } _: {
            TrustText.lines($0)
        }
    }
}
