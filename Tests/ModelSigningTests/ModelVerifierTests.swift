// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import Testing

/// Signing and verifying from one end to the other. The parts have suites of their own.
@Suite struct ModelVerifierTests {
    private let model: TestModel
    private var signature: URL { model.url("model.sig") }

    init() throws { model = try TestModel(["config.json": "{}", "weights/1.bin": "one"]) }

    @Test(arguments: ECDSAAlgorithm.allCases)
    func `accepts what ModelSigner made, and no changed model`(_ algorithm: ECDSAAlgorithm) async throws {
        let key = PrivateKey.generate(algorithm)
        try await sign(with: key)
        let verifier = ModelVerifier(.key(key.publicKey))
        let verified = try await verifier.verify(modelAt: model.url, signatureAt: signature)
        #expect(verified.fileCount == 2)
        #expect(verified.manifest.signers.count == 1)
        try model.write(["weights/1.bin": "onE"])
        let error = await #expect(throws: ModelSigningError.self) {
            try await verifier.verify(modelAt: model.url, signatureAt: signature)
        }
        #expect(error?.code == .differs)
        #expect(error?.difference?.changed.map(\.name) == ["weights/1.bin"])
        #expect(error?.message.contains("1 changed") == true)
    }

    @Test func `rejects another key's signature before it looks at the model`() async throws {
        try await sign(with: model.key)
        let other = PrivateKey.generate(.ecdsaP256SHA256).publicKey
        let error = await #expect(throws: BundleVerificationError.self) {
            try await ModelVerifier(.key(other)).verify(modelAt: model.url("nothing"), signatureAt: signature)
        }
        #expect(error?.code == .keyMismatch)
    }

    @Test func `says that there is no signature`() async throws {
        let verifier = ModelVerifier(.key(model.key.publicKey))
        for (name, code) in [("nothing.sig", SignatureBundleError.Code.notFound), ("config.json", .malformed)] {
            let error = await #expect(throws: SignatureBundleError.self) {
                try await verifier.verify(modelAt: model.url, signatureAt: model.url(name))
            }
            #expect(error?.code == code)
        }
    }

    @Test func `signs a model again, over its own signature`() async throws {
        for content in ["first", "second"] {
            try model.write(["config.json": content])
            try await sign(with: model.key)
            let verifier = ModelVerifier(.key(model.key.publicKey))
            #expect(try await verifier.verify(modelAt: model.url, signatureAt: signature).fileCount == 2)
        }
    }

    @Test func `signs and verifies a single file, with its signature beside it`() async throws {
        let file = model.url("config.json")
        let bundle = try await ModelSigner(KeySigner(model.key)).sign(modelAt: file, excluding: [signature])
        try bundle.write(to: signature)
        let verifier = ModelVerifier(.key(model.key.publicKey))
        let verified = try await verifier.verify(modelAt: file, signatureAt: signature)
        #expect(verified.manifest.manifest.fileNames.map(\.path) == ["config.json"])
        try FileManager.default.moveItem(at: file, to: model.url("renamed"))
        let error = await #expect(throws: ModelSigningError.self) {
            try await verifier.verify(modelAt: model.url("renamed"), signatureAt: signature)
        }
        #expect(error?.difference?.missing.map(\.path) == ["config.json"])
        #expect(error?.difference?.unsigned.map(\.path) == ["renamed"])
    }

    @Test func `signs a manifest that is there already`() async throws {
        let manifest = try await ModelHasher().hash(modelAt: model.url, excluding: [signature]).manifest
        try await ModelSigner(KeySigner(model.key)).sign(manifest).write(to: signature)
        let verifier = ModelVerifier(.key(model.key.publicKey))
        #expect(try await verifier.verify(modelAt: model.url, signatureAt: signature).manifest.manifest == manifest)
    }

    private func sign(with key: PrivateKey) async throws {
        let signer = ModelSigner(KeySigner(key))
        try await signer.sign(modelAt: model.url, excluding: [signature]).write(to: signature)
    }
}
