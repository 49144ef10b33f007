// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreVerification

struct VerifySigstore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigstore",
        abstract: "Verify by the signer's identity, through Sigstore.",
        discussion: """
            Who signed, and who vouched for that name, must both be as expected. The result says what was established: \
            the signer, each time at which a trusted service saw the signature, and the transparency log that holds it.

            Once a day Sigstore's repository is asked which of its keys are good ('model-signing help trust'); all else \
            is done here. With --offline nobody is asked.

            EXAMPLE
              model-signing verify --identity me@example.com \\
                --identity-provider https://accounts.google.com \\
                --signature model.sig MODEL

              Any release that workflows of one repository signed:
              model-signing verify \\
                --identity-pattern 'https://github[.]com/me/model/[^@]+@refs/tags/.+' \\
                --identity-provider https://token.actions.githubusercontent.com \\
                --signature model.sig MODEL
            """
    )

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var trustRoot: TrustRootOptions
    @OptionGroup var flags: VerificationFlags

    func run() async throws {
        try await flags.verify {
            let identity = try identity.sigstoreIdentity(
                otherwise: "signatures without an identity are for 'verify key' and 'verify certificate'"
            )
            return .sigstore(trustedRoot: try await trustRoot.trustedRoot(flags.output.logging), identity: identity)
        }
    }
}
