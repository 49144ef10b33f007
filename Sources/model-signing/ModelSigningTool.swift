// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The root command.
struct ModelSigningTool: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "model-signing",
        abstract: "Sign machine-learning models, and find out whether one is what was signed.",
        discussion: """
            The format is OpenSSF Model Signing (OMS) v1.0. Flags may be spelled with underscores as well.

            EXAMPLES
              model-signing demo
              model-signing sign --signature model.sig MODEL
              model-signing sign key --private-key key.pem --signature model.sig MODEL
              model-signing verify key --public-key key.pub --signature model.sig MODEL
              model-signing verify --identity me@example.com \\
                --identity-provider https://accounts.google.com \\
                --signature model.sig MODEL
              model-signing inspect model.sig
              model-signing trust update
              model-signing key generate --output key.pem

            EXIT STATUS
              0   verified, or done
              1   the signature or the trust in its signer failed
              2   wrong usage
              3   the model, or the file, differs from what was signed
              4   there is no signature file, or it is not one
              5   a network service failed
              70  a fault of this tool
            """,
        version: version,
        subcommands: [
            Sign.self, Verify.self, SignBundle.self, VerifyBundle.self, Inspect.self, Trust.self, TrustInstance.self,
            Key.self, Digest.self, Demo.self,
        ]
    )

    @OptionGroup var logging: LoggingOptions

    func run() throws {
        throw ValidationError(
            "a command is missing: sign, verify, sign-bundle, verify-bundle, inspect, trust, key, digest or demo"
        )
    }
}
