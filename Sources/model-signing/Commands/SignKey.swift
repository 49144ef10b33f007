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
              openssl ecparam -name prime256v1 -genkey -noout -out key.pem
              openssl ec -in key.pem -pubout -out key.pub
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
            return try await sign(SigningMethod(KeySigner(key), verifier: .key(key.publicKey)))
        }
    }
}
