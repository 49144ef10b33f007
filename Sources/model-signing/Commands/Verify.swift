// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify that a model is what somebody you trust signed.",
        discussion: """
            Whose signature is accepted is said in one of three ways: by an identity (through Sigstore), by a public \
            key, or by the certificate of an authority. None is trusted by default.

            EXAMPLE
              model-signing verify --identity me@example.com \\
                --identity-provider https://accounts.google.com \\
                --signature model.sig MODEL
              model-signing verify key --public-key key.pub --signature model.sig MODEL
              model-signing verify certificate --certificate-chain root.pem \\
                --signature model.sig MODEL
            """,
        subcommands: [VerifySigstore.self, VerifyKey.self, VerifyCertificate.self],
        defaultSubcommand: VerifySigstore.self
    )
}
