// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct VerifySigstore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigstore",
        abstract: "Verify an identity's signature made through Sigstore (the default; not here yet).",
        discussion: """
            EXAMPLE
              model-signing verify key --public-key key.pub --signature model.sig MODEL
            """
    )

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run() throws {
        if arguments == ["--help"] || arguments == ["-h"] { throw CleanExit.helpRequest(self) }
        throw UsageError(
            "verifying Sigstore signatures is not here yet: use 'model-signing verify key' or "
                + "'model-signing verify certificate'"
        )
    }
}
