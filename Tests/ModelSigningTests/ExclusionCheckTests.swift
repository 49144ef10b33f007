// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestSupport
import Testing

@testable import ModelSigning

/// What may be in a model without having been signed: its signature, git's files, recorded and named paths.
@Suite struct ExclusionCheckTests {
    private let model: TestModel

    init() throws { model = try TestModel(["w.bin": "one", "sub/x": "two"]) }

    @Test(arguments: ["model.sig", "sub/model.sig", "new/model.sig"])
    func `the signature may lie inside the model, wherever the caller says`(_ name: String) async throws {
        let manifest = try await model.signed(excluding: [name])
        try model.write([name: "{}"])
        #expect(manifest.manifest.serialization.ignoredPaths.contains(name))
        #expect(try await model.difference(from: manifest, excluding: [name]) == nil)
        // It was recorded, too.
        #expect(try await model.difference(from: manifest) == nil)
    }

    @Test func `the signature is excluded when it was not recorded`() async throws {
        let manifest = try await model.signed()
        try model.write(["skill.oms.sig": "{}"])
        #expect(try await model.difference(from: manifest, excluding: ["skill.oms.sig"]) == nil)
        #expect(try await model.difference(from: manifest)?.unsigned.map(\.path) == ["skill.oms.sig"])
    }

    @Test func `the signature is known by its directory entry: a hard link to it is not`() async throws {
        let manifest = try await model.signed(excluding: ["model.sig"])
        try model.write(["model.sig": "{}"])
        try FileManager.default.linkItem(atPath: model.path("model.sig"), toPath: model.path("payload.py"))
        let difference = try await model.difference(from: manifest, excluding: ["model.sig"])
        #expect(difference?.unsigned.map(\.path) == ["payload.py"])
    }

    @Test func `the signature is found through a link on the way to the model`() async throws {
        let manifest = try await model.signed()
        try model.write(["model.sig": "{}"])
        try model.scratch.link("alias", to: "model")
        let signature = model.scratch.url.appending(path: "alias/model.sig")
        #expect(try await manifest.check(model.url, excluding: [signature]).fileCount == 2)
    }

    @Test func `a manifest that lists the signature's own path can never match`() async throws {
        try model.write(["x.sig": "signed as a part of the model"])
        let bundle = try await ModelSigner(KeySigner(model.key)).sign(modelAt: model.url)
        let verifier = ModelVerifier(.key(model.key.publicKey))
        let outside = model.scratch.url.appending(path: "x.sig")
        try bundle.write(to: outside)
        #expect(try await verifier.verify(modelAt: model.url, signatureAt: outside).fileCount == 3)
        try bundle.write(to: model.url("x.sig"))
        for options in [CheckOptions(), .ignoringUnsignedFiles] {
            let error = await #expect(throws: ModelSigningError.self) {
                try await verifier.verify(modelAt: model.url, signatureAt: model.url("x.sig"), options: options)
            }
            #expect(error?.code == .signatureListed)
            #expect(error?.message.contains("'x.sig'") == true)
        }
    }

    @Test func `a signature stored over the only file of a model can never match`() async throws {
        let bundle = try await ModelSigner(KeySigner(model.key)).sign(modelAt: model.url("w.bin"))
        try bundle.write(to: model.url("w.bin"))
        let error = await #expect(throws: ModelSigningError.self) {
            try await ModelVerifier(.key(model.key.publicKey))
                .verify(modelAt: model.url("w.bin"), signatureAt: model.url("w.bin"))
        }
        #expect(error?.code == .signatureListed)
    }

    @Test func `paths that were ignored when signing may be there, or change, or go`() async throws {
        try model.write(["logs/a": "1", "note": "2"])
        var options = HashingOptions()
        options.ignoredPaths = try [ResourceName("note"), ResourceName("logs"), ResourceName("not/there")]
        let manifest = try await model.signed(options)
        #expect(manifest.manifest.fileNames.map(\.path) == ["sub/x", "w.bin"])
        let recorded = manifest.manifest.serialization.ignoredPaths
        #expect(recorded == ExclusionRules.gitPaths + ["logs", "not/there", "note"])
        #expect(try await model.difference(from: manifest) == nil)
        try model.write(["logs/a": "changed", "logs/deep/b": "new", "not/there/yet": ""])
        try model.remove("note")
        try model.makeFIFO("logs/fifo")
        #expect(try await model.difference(from: manifest) == nil)
        try model.write(["logs2": "", "sub/logs/a": ""])
        #expect(try await model.difference(from: manifest)?.unsigned.map(\.path) == ["logs2", "sub/logs/a"])
    }

    @Test func `paths that the verifier ignores may be there unsigned`() async throws {
        let manifest = try await model.signed()
        try model.write(["cache/a": "", "cache/b": "", "other": ""])
        var options = CheckOptions()
        options.ignoredPaths = [try ResourceName("cache")]
        #expect(try await model.difference(from: manifest, options: options)?.unsigned.map(\.path) == ["other"])
    }

    @Test func `git's files may be there unsigned unless the verifier looks at them`() async throws {
        var signing = HashingOptions()
        signing.ignoresGitPaths = false
        let manifest = try await model.signed(signing)
        #expect(manifest.manifest.serialization.ignoredPaths.isEmpty)
        try model.write([".git/config": "", ".gitignore": "", "sub/.gitignore": ""])
        #expect(try await model.difference(from: manifest)?.unsigned.map(\.path) == ["sub/.gitignore"])
        var options = CheckOptions()
        options.ignoresGitPaths = false
        let found = try await model.difference(from: manifest, options: options)?.unsigned.map(\.path)
        #expect(found == [".git/config", ".gitignore", "sub/.gitignore"])
    }

    @Test func `a signed file is verified although an exclusion covers it`() async throws {
        try model.write([".git/hooks/run": "signed", ".gitignore": "signed", ".git/config": "signed"])
        var signing = HashingOptions()
        signing.ignoresGitPaths = false
        let manifest = try await model.signed(signing)
        var options = CheckOptions()
        options.ignoredPaths = try [ResourceName("sub"), ResourceName("w.bin")]
        #expect(try await manifest.check(model.url, options: options).fileCount == 5)
        try model.write([".git/hooks/run": "changed", "w.bin": "changed", ".git/new": "", "sub/new": ""])
        try model.remove(".gitignore")
        try model.remove("sub/x")
        for unsigned in [CheckOptions.UnsignedFiles.refused, .ignored] {
            options.unsignedFiles = unsigned
            let difference = try #require(await model.difference(from: manifest, options: options))
            #expect(difference.changed.map(\.name) == [".git/hooks/run", "w.bin"])
            #expect(difference.missing.map(\.path) == [".gitignore", "sub/x"])
            #expect(difference.unsigned.isEmpty && difference.unsignable.isEmpty)
        }
    }

    @Test func `what the verifier ignores does not excuse a listed file that is a link now`() async throws {
        let manifest = try await model.signed()
        try model.write(["copy": "one"])
        try model.remove("w.bin")
        try model.link("w.bin", to: "copy")
        var options = CheckOptions()
        options.ignoredPaths = try [ResourceName("w.bin"), ResourceName("copy")]
        let difference = try await model.difference(from: manifest, options: options)
        #expect(difference?.unsignable == [UnsignableEntry(path: "w.bin", reason: .symbolicLink)])
    }
}
