// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning
import Testing

/// The name `.` that the Python implementation gives the only file of a model, here with the content `a`.
@Suite struct LegacySingleFileTests {
    @Test func `stands for the model's file, whatever its name`() async throws {
        let manifest = try await HostileSigner.manifest(signing: StatementVector("accepted-legacy-single-file").bytes)
        let model = try TestModel(["weights.bin": "a", "other": ""])
        #expect(try await manifest.check(model.url("weights.bin")).fileCount == 1)
        try model.write(["weights.bin": "b"])
        let error = await #expect(throws: ModelSigningError.self) { try await manifest.check(model.url("weights.bin")) }
        #expect(error?.code == .differs)
        #expect(error?.difference?.changed.map(\.name) == ["weights.bin"])
    }

    @Test func `stands for it in shards too`() async throws {
        let vector = try StatementVector("accepted-shards-legacy-single-file")
        let manifest = try await HostileSigner.manifest(signing: vector.bytes)
        let model = try TestModel(["w": "12345"])
        let error = await #expect(throws: ModelSigningError.self) { try await manifest.check(model.url("w")) }
        #expect(error?.difference?.changed.map(\.name) == ["w:0:4", "w:4:5"])
    }

    @Test func `is unsafe for a folder`() async throws {
        let manifest = try await HostileSigner.manifest(signing: StatementVector("accepted-legacy-single-file").bytes)
        let model = try TestModel(["weights.bin": "a"])
        for options in [CheckOptions(), .ignoringUnsignedFiles] {
            let error = await #expect(throws: ModelSigningError.self) {
                try await manifest.check(model.url, options: options)
            }
            #expect(error?.code == .unsafeName)
        }
    }

    @Test func `is unsafe beside other files`() async throws {
        let text = try StatementVector("accepted-plain").text.replacing("\"sub/b.bin\"", with: "\".\"")
        // The order of the two names is the other one now: the root digest is that of the payload's order.
        let manifest = try await HostileSigner.manifest(signing: text)
        let model = try TestModel(["a.txt": "a"])
        let error = await #expect(throws: ModelSigningError.self) { try await manifest.check(model.url("a.txt")) }
        #expect(error?.code == .unsafeName)
    }

    @Test func `is never written`() async throws {
        let model = try TestModel(["weights.bin": "a"])
        let manifest = try await ModelHasher().hash(modelAt: model.url("weights.bin")).manifest
        #expect(manifest.fileNames.map(\.path) == ["weights.bin"])
        #expect(manifest.modelName == "weights.bin")
        #expect(manifest.serialization.ignoredPaths.isEmpty)
    }
}
