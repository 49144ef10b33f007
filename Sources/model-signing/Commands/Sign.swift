// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign a model.",
        discussion: """
            EXAMPLE
              model-signing sign --signature model.sig MODEL
              model-signing sign key --private-key key.pem --signature model.sig MODEL
            """,
        subcommands: [SignSigstore.self, SignKey.self, SignCertificate.self],
        defaultSubcommand: SignSigstore.self
    )
}
