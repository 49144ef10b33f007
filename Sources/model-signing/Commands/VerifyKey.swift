// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SignatureKeys
import SigstoreVerification

struct VerifyKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Verify with a public key.",
        discussion: """
            EXAMPLE
              model-signing verify key --public-key key.pub --signature model.sig MODEL
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The signer's public key, in PEM.", valueName: "file")
    )
    var publicKey: String

    @OptionGroup var flags: VerificationFlags

    func run() async throws {
        try await flags.verify {
            let pem = try InputFile.read(publicKey, describedAs: "public key")
            return .key(try InputFile.naming(publicKey) { try PublicKey(pem: pem) })
        }
    }
}
