// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Options of every command with a result.
struct OutputOptions: ParsableArguments {
    @Option(help: "Print the result as text for people or as JSON for programs.")
    var format: OutputFormat = .text

    @OptionGroup var logging: LoggingOptions
}
