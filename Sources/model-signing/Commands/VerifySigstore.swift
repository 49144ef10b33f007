// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreVerification

struct VerifySigstore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigstore",
        abstract: "Verify by the signer's identity, through Sigstore.",
        discussion: """
            Needs no network: the keys of Sigstore's public instance are part of this program. Who signed, and who \
            vouched for that name, must both be as expected. The result says what was established: the signer, each \
            time at which a trusted service saw the signature, and the transparency log that holds it.

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
            return .sigstore(trustedRoot: try trustRoot.trustedRoot(flags.output.logging), identity: identity)
        }
    }
}
