// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning
import Testing

/// The statement of model-signing v0.2.0, whose files are `a.txt` with the content `a` and `sub/b.bin` with `b`.
@Suite struct PredicateV02Tests {
    @Test(arguments: ["accepted-v0.2.0", "accepted-v0.2.0-without-predicate"])
    func `lists files as subjects and describes no serialization`(_ name: String) async throws {
        let manifest = try await HostileSigner.manifest(signing: StatementVector(name).bytes).manifest
        #expect(manifest.fileNames.map(\.path) == ["a.txt", "sub/b.bin"])
        #expect(manifest.serialization == Serialization())
        #expect(!manifest.modelName.isEmpty)
    }

    @Test func `is compared with a model like any other, git's files left out`() async throws {
        let manifest = try await HostileSigner.manifest(signing: StatementVector("accepted-v0.2.0").bytes)
        let model = try TestModel(["a.txt": "a", "sub/b.bin": "b", ".gitignore": ""])
        #expect(try await manifest.check(model.url).fileCount == 2)
        try model.write(["a.txt": "x", "new": ""])
        let difference = try await model.difference(from: manifest)
        #expect(difference?.changed.map(\.name) == ["a.txt"])
        #expect(difference?.unsigned.map(\.path) == ["new"])
    }
}
