// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification

/// Signs the model named on the command line with a new key, and verifies it: the whole API in ten lines.
@main
enum SignAndVerify {
    static func main() async throws {
        let model = URL(filePath: CommandLine.arguments.dropFirst().first ?? "Examples/TinyModel")
        let signature = FileManager.default.temporaryDirectory.appending(path: "example-\(UUID()).sig")
        let key = PrivateKey.generate(.ecdsaP256SHA256)

        let bundle = try await ModelSigner(KeySigner(key)).sign(modelAt: model, excluding: [signature])
        try bundle.write(to: signature)

        let verifier = ModelVerifier(.key(key.publicKey))
        let verified = try await verifier.verify(modelAt: model, signatureAt: signature)
        print("verified \(verified.fileCount) files, signed by \(verified.manifest.signers.map(\.name))")
        try FileManager.default.removeItem(at: signature)
    }
}
