// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify that a model is what somebody you trust signed.",
        discussion: """
            EXAMPLE
              model-signing verify key --public-key key.pub --signature model.sig MODEL
            """,
        subcommands: [VerifySigstore.self, VerifyKey.self, VerifyCertificate.self],
        defaultSubcommand: VerifySigstore.self
    )
}
