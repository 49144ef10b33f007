// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import TestSupport
import Testing

@testable import ModelSigning

/// Comparing a model with what was signed. More of it: ``ListedEntryTests``, ``ExclusionCheckTests``, ``ShardCheckTests``.
@Suite struct VerifiedManifestTests {
    private let model: TestModel

    init() throws { model = try TestModel(["a.txt": "one", "sub/b.bin": "two", "empty": "", ".hidden": "x"]) }

    @Test func `accepts the model that was signed and counts what it compared`() async throws {
        let manifest = try await model.signed()
        let verified = try await manifest.check(model.url)
        #expect(verified.fileCount == 4)
        #expect(verified.byteCount == 7)
        #expect(verified.unsignedFiles == .refused)
        #expect(verified.notCovered.isEmpty)
        #expect(verified.manifest.manifest == manifest.manifest)
        #expect(manifest.signers.count == 1)
        #expect(Set(manifest.resources.keys.map(\.path)) == ["a.txt", "sub/b.bin", "empty", ".hidden"])
    }

    @Test func `accepts the model in another place, under another name, with other times`() async throws {
        let manifest = try await model.signed()
        let copy = model.scratch.url.appending(path: "elsewhere")
        try FileManager.default.copyItem(at: model.url, to: copy)
        let past = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_000_000)]
        try FileManager.default.setAttributes(past, ofItemAtPath: copy.appending(path: "a.txt").path)
        #expect(try await manifest.check(copy).fileCount == 4)
    }

    @Test func `accepts folders that nobody signed, for they hold nothing`() async throws {
        let manifest = try await model.signed()
        try model.makeFolder("new/folder")
        #expect(try await model.difference(from: manifest) == nil)
    }

    @Test(arguments: ["One", "onf", "one ", "on", "", "one\n"])
    func `finds a changed file, with both digests`(_ content: String) async throws {
        let manifest = try await model.signed()
        let original = try #require(manifest.resources[ResourceName("a.txt")]?.first?.digest.hex)
        try model.write(["a.txt": content])
        let found = try await model.signed().resources[ResourceName("a.txt")]?.first?.digest.hex
        var expected = ManifestDifference()
        expected.changed = [.init(name: "a.txt", expected: original, found: try #require(found))]
        #expect(try await model.difference(from: manifest) == expected)
        #expect(try await model.difference(from: manifest, options: .ignoringUnsignedFiles) == expected)
    }

    @Test func `finds bytes in a file that was empty`() async throws {
        let manifest = try await model.signed()
        try model.write(["empty": "\0"])
        #expect(try await model.difference(from: manifest)?.changed.map(\.name) == ["empty"])
    }

    @Test(arguments: ["a.txt", "sub/b.bin", "sub", "empty", ".hidden"])
    func `finds a missing file`(_ name: String) async throws {
        let manifest = try await model.signed()
        try model.remove(name)
        var expected = ManifestDifference()
        expected.missing = [try ResourceName(name == "sub" ? "sub/b.bin" : name)]
        #expect(try await model.difference(from: manifest) == expected)
        #expect(try await model.difference(from: manifest, options: .ignoringUnsignedFiles) == expected)
    }

    @Test(arguments: ["new", "sub/new", ".new", "a.txt~", "A.txt", "sub/.git/x", "line\nbreak", "new/deep/er/file"])
    func `finds a file that nobody signed, unless those are ignored`(_ name: String) async throws {
        let manifest = try await model.signed()
        try model.write([name: ""])
        var expected = ManifestDifference()
        expected.unsigned = [try ResourceName(name)]
        #expect(try await model.difference(from: manifest) == expected)
        let verified = try await manifest.check(model.url, options: .ignoringUnsignedFiles)
        #expect(verified.unsignedFiles == .ignored)
        #expect(verified.fileCount == 4)
    }

    @Test func `finds a renamed file, if only its case or its Unicode form is another`() async throws {
        try model.write(["caf\u{e9}": "same"])
        let manifest = try await model.signed()
        try model.remove("caf\u{e9}")
        try model.write(["cafe\u{301}": "same"])
        let difference = try await model.difference(from: manifest)
        #expect(difference?.missing == [try ResourceName("caf\u{e9}")])
        #expect(difference?.unsigned == [try ResourceName("cafe\u{301}")])
    }

    @Test func `finds two files swapped`() async throws {
        let manifest = try await model.signed()
        try model.write(["a.txt": "two", "sub/b.bin": "one"])
        #expect(try await model.difference(from: manifest)?.changed.map(\.name) == ["a.txt", "sub/b.bin"])
    }

    @Test func `finds all that differs at once, each list sorted`() async throws {
        try model.write(["z": "1", "m/gone": "", "b": "", "é": "1"])
        let manifest = try await model.signed()
        try model.write(["z": "2", "a.txt": "2", "é": "2", "new/y": "", "new-x": "", "Z": ""])
        for name in ["m", "b"] { try model.remove(name) }
        try model.makeFIFO("pipe")
        try model.link("link", to: "a.txt")
        let difference = try #require(await model.difference(from: manifest))
        #expect(difference.changed.map(\.name) == ["a.txt", "z", "é"])
        #expect(difference.missing.map(\.path) == ["b", "m/gone"])
        #expect(difference.unsigned.map(\.path) == ["Z", "new-x", "new/y"])
        #expect(difference.unsignable.map(\.path) == ["link", "pipe"])
        #expect(difference.unreadable.isEmpty && difference.changedWhileHashing.isEmpty)
        #expect(difference.summary == "3 changed, 2 missing, 3 not signed, 2 not allowed")
    }

    @Test func `says that there is no model`() async throws {
        let manifest = try await model.signed()
        for name in ["nothing", "a.txt/x"] {
            let error = await #expect(throws: ModelSigningError.self) { try await manifest.check(model.url(name)) }
            #expect(error?.code == .noModel)
        }
    }

    @Test func `finds everything missing in an empty folder`() async throws {
        let manifest = try await model.signed()
        for name in ["a.txt", "sub", "empty", ".hidden"] { try model.remove(name) }
        #expect(try await model.difference(from: manifest)?.missing.count == 4)
        #expect(try await model.difference(from: manifest, options: .ignoringUnsignedFiles)?.missing.count == 4)
    }

    @Test(.enabled(if: !isRoot, "root reads every file")) func `finds a file that cannot be read`() async throws {
        let manifest = try await model.signed()
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: model.path("a.txt"))
        let difference = try #require(await model.difference(from: manifest))
        #expect(difference.unreadable.map(\.name) == ["a.txt"])
        #expect(difference.summary == "1 unreadable")
    }
}
