// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import Foundation
import ModelSigning
import SignatureKeys
import SigstoreBundle
import StrictJSON
import TestServices
import TestSupport
import Testing

/// A bundle of a Sigstore instance in memory, and what verifies it, in files as the tool takes them.
struct SigstoreFiles {
    let folder: TemporaryFolder
    let recipe: TestBundle

    init(_ recipe: TestBundle = TestBundle(), in folder: TemporaryFolder? = nil) throws {
        self.folder = try folder ?? TemporaryFolder()
        self.recipe = recipe
        let made = try recipe.make()
        try write("bundle.json", made.bundleJSON)
        try write("root.json", made.trustedRootJSON)
        try write("config.json", made.clientTrustConfigJSON)
        try write("artifact", made.artifact)
        try write("key.pub", Array(made.publicKeyPEM.utf8))
    }

    /// A model of two files in `model`, signed by what `recipe` says otherwise.
    static func model(_ recipe: TestBundle = TestBundle()) async throws -> SigstoreFiles {
        let folder = try TemporaryFolder()
        try folder.write(["model/config.json": "{}", "model/weights/part.bin": "weights"])
        let signer = ModelSigner(KeySigner(PrivateKey.generate(.ecdsaP256SHA256)))
        let bundle = try await signer.sign(modelAt: folder.url.appending(path: "model"))
        var recipe = recipe
        recipe.content = .envelope(payload: try #require(bundle.envelope).payload)
        return try SigstoreFiles(recipe, in: folder)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: folder.url.appending(path: name)) }

    /// Whose signature it is.
    var identity: [String] { ["--identity", recipe.identity, "--identity-provider", recipe.identityProvider] }
    var trust: [String] { ["--trust-config", "root.json"] }

    /// Runs the tool in the folder.
    func run(_ arguments: [String]) throws -> Program.Result { try Tool.run(arguments, in: folder.url) }

    /// `verify` of the model, which expects the signer unless `identity` says otherwise.
    func verify(_ more: [String] = [], identity: [String]? = nil, trust: [String]? = nil) throws -> Program.Result {
        let options = (identity ?? self.identity) + (trust ?? self.trust)
        return try run(["verify", "--signature", "bundle.json", "model"] + options + more)
    }

    /// `verify-bundle`, the same.
    func verifyBundle(
        _ artifact: String = "artifact",
        _ more: [String] = [],
        identity: [String]? = nil,
        trust: [String]? = nil
    ) throws -> Program.Result {
        let options = (identity ?? self.identity) + (trust ?? self.trust)
        return try run(["verify-bundle", "--bundle", "bundle.json"] + options + more + ["--", artifact])
    }
}

extension Program.Result {
    /// Fails unless the tool ended with this status, said so on the right stream and on no other, and named all facts.
    func expect(_ status: Int32, _ facts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(self.status == status, "\(output)\(error)", sourceLocation: sourceLocation)
        #expect((status == 0 ? error : output).isEmpty, "\(output)\(error)", sourceLocation: sourceLocation)
        let text = status == 0 ? output : error
        #expect(!text.isEmpty, sourceLocation: sourceLocation)
        for fact in facts { #expect(text.contains(fact), "\(fact) in \(text)", sourceLocation: sourceLocation) }
        UntrustedText.expectHarmless(text, sourceLocation: sourceLocation)
    }
}

extension JSONObject {
    func objects(_ key: String) throws -> [JSONObject] {
        guard case .array(let values)? = self[key] else { throw JSONShapeError(text: "no array \(key)") }
        return try values.map {
            guard case .object(let object) = $0 else { throw JSONShapeError(text: "not all objects in \(key)") }
            return object
        }
    }

    func flag(_ key: String) throws -> Bool {
        guard case .bool(let value)? = self[key] else { throw JSONShapeError(text: "no boolean \(key)") }
        return value
    }
}
