// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SigstoreClient

struct SignSigstore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigstore",
        abstract: "Sign with an identity, through Sigstore (the default): no key to keep.",
        discussion: """
            A browser opens for you to log in, or the identity of the CI job that runs this is taken. Sigstore's authority \
            certifies a key that lives for this one signature, and a log, which is public with the public instance, keeps for \
            ever that you, by your e-mail address or the job's name, signed something: a hash, not the model. You log in \
            once the model has been read.

            For a private instance there are --instance and --trust-config. It is given a token that says who you are, \
            and could show it to others until it expires: name none that you do not trust with that.

            EXAMPLE
              model-signing sign --signature model.sig MODEL

              In a CI job with an identity (of GitHub: permissions: id-token: write):
              model-signing sign --use-ambient-credentials --signature model.sig MODEL

              On a machine without a browser:
              model-signing sign --oauth-force-oob --signature model.sig MODEL
            """
    )

    @OptionGroup var identity: IdentityTokenOptions
    @OptionGroup var source: TrustSourceOptions
    @OptionGroup var signing: SigningFlags

    func run() async throws {
        let inputs = [source.trustConfig, identity.identityTokenFile].compactMap { $0 }
        try await signing.sign(apartFrom: inputs) { sign in
            let holder = try identity.requireUsable()
            let instance = try await source.signingInstance(signing.output.logging)
            return try await source.network.withClient { client in
                let signer = instance.signer(identity, of: holder, client)
                return try await sign(SigningMethod(signer, instance: instance, named: source.arguments))
            }
        }
    }
}
