// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make keys, and see what a key file holds.",
        discussion: """
            EXAMPLE
              model-signing key generate --output key.pem
              model-signing key show key.pub
            """,
        subcommands: [KeyGenerate.self, KeyShow.self]
    )

    func run() throws {
        throw ValidationError("a command is missing: \(Self.commands)")
    }

    /// The names of the subcommands, for a sentence.
    private static var commands: String {
        let names = configuration.subcommands.map { $0._commandName }
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
}
