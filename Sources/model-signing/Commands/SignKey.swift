// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys
import SigstoreBundle
import SigstoreVerification

struct SignKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Sign with a private key.",
        discussion: """
            EXAMPLE
              model-signing key generate --output key.pem
              model-signing sign key --private-key key.pem --signature model.sig MODEL

              After some files changed, read only those:
              model-signing sign key --private-key key.pem --reuse model.sig \\
                --signature model.sig MODEL
            """
    )

    @OptionGroup var key: PrivateKeyOptions
    @OptionGroup var signing: SigningFlags

    func run() async throws {
        try await signing.sign(apartFrom: [key.privateKey]) { sign in
            let key = try key.load(signing.output.logging)
            signing.output.logging.warnIfFewRead(key.publicKey.algorithm)
            return try await sign(SigningMethod(KeySigner(key), verifier: .key(key.publicKey)))
        }
    }
}
