// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct SignSigstore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigstore",
        abstract: "Sign with an identity, through Sigstore (the default; not here yet).",
        discussion: """
            EXAMPLE
              model-signing sign key --private-key key.pem MODEL
            """
    )

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run() throws {
        if arguments == ["--help"] || arguments == ["-h"] { throw CleanExit.helpRequest(self) }
        throw UsageError(
            "signing through Sigstore is not here yet: use 'model-signing sign key' or 'model-signing sign certificate'"
        )
    }
}
