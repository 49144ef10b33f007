// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import ModelSigning

/// What stands where a signed file stood: nothing but a file with its content will do.
@Suite struct ListedEntryTests {
    private let model: TestModel

    init() throws {
        model = try TestModel(["a.txt": "one", "copy": "one", "sub/b.bin": "two"])
        try model.scratch.write(["outside": "one", "out/b.bin": "two"])
    }

    @Test(arguments: ["copy", "../outside", "nothing", "a.txt"])
    func `a link in the place of a file is refused where links are, even one with the same content`(
        _ target: String
    ) async throws {
        let manifest = try await model.signed()
        try model.remove("a.txt")
        try model.link("a.txt", to: target)
        for options in [CheckOptions(), .ignoringUnsignedFiles] {
            let difference = try await model.difference(from: manifest, options: options)
            #expect(difference?.unsignable == [UnsignableEntry(path: "a.txt", reason: .symbolicLink)])
            #expect(difference?.missing == [] && difference?.changed == [] && difference?.unsigned == [])
        }
    }

    @Test func `a link to a folder in the place of a folder is refused, and its files are missing`() async throws {
        let manifest = try await model.signed()
        try model.remove("sub")
        try model.link("sub", to: "../out")
        for options in [CheckOptions(), .ignoringUnsignedFiles] {
            let difference = try await model.difference(from: manifest, options: options)
            #expect(difference?.unsignable == [UnsignableEntry(path: "sub", reason: .symbolicLink)])
            #expect(difference?.missing == [try ResourceName("sub/b.bin")])
        }
    }

    @Test func `a link may take a file's place where the signer allowed links, if it stays in the model`() async throws
    {
        let manifest = try await model.signed(.withLinks)
        try model.remove("a.txt")
        try model.link("a.txt", to: "copy")
        #expect(try await model.difference(from: manifest) == nil)
        try model.remove("a.txt")
        try model.link("a.txt", to: "../outside")
        for options in [CheckOptions(), .ignoringUnsignedFiles] {
            let difference = try await model.difference(from: manifest, options: options)
            #expect(difference?.unsignable == [UnsignableEntry(path: "a.txt", reason: .linkOutOfModel)])
        }
        try model.remove("a.txt")
        try model.link("a.txt", to: "sub/b.bin")
        #expect(try await model.difference(from: manifest)?.changed.map(\.name) == ["a.txt"])
    }

    @Test func `a folder in the place of a file leaves it missing`() async throws {
        let manifest = try await model.signed()
        try model.remove("a.txt")
        try model.write(["a.txt/a.txt": "one"])
        let difference = try await model.difference(from: manifest)
        #expect(difference?.missing == [try ResourceName("a.txt")])
        #expect(difference?.unsigned == [try ResourceName("a.txt/a.txt")])
        let only = try await model.difference(from: manifest, options: .ignoringUnsignedFiles)
        #expect(only?.missing == [try ResourceName("a.txt")])
        #expect(only?.unsigned == [])
    }

    @Test func `a file in the place of a folder leaves its files missing`() async throws {
        let manifest = try await model.signed()
        try model.remove("sub")
        try model.write(["sub": "two"])
        let difference = try await model.difference(from: manifest)
        #expect(difference?.missing == [try ResourceName("sub/b.bin")])
        #expect(difference?.unsigned == [try ResourceName("sub")])
        let only = try await model.difference(from: manifest, options: .ignoringUnsignedFiles)
        #expect(only?.missing == [try ResourceName("sub/b.bin")])
    }

    @Test(.timeLimit(.minutes(1))) func `a FIFO in the place of a file is refused and not waited for`() async throws {
        let manifest = try await model.signed()
        try model.remove("a.txt")
        try model.makeFIFO("a.txt")
        for options in [CheckOptions(), .ignoringUnsignedFiles] {
            let difference = try await model.difference(from: manifest, options: options)
            #expect(difference?.unsignable == [UnsignableEntry(path: "a.txt", reason: .specialFile)])
            #expect(difference?.missing == [])
        }
    }

    @Test(.timeLimit(.minutes(1))) func `links and special files that nobody signed are ignored with unsigned files`()
        async throws
    {
        let manifest = try await model.signed()
        try model.link("out", to: "/")
        try model.link("sub/loop", to: "loop")
        try model.makeFIFO("sub/fifo")
        #if os(Linux)
        try model.makeFile(named: Array("sub/".utf8) + [0xFF])
        #endif
        #expect(try await model.difference(from: manifest, options: .ignoringUnsignedFiles) == nil)
        let found = try await model.difference(from: manifest)?.unsignable.map(\.path) ?? []
        #expect(found.filter { !$0.contains("\u{FFFD}") } == ["out", "sub/fifo", "sub/loop"])
    }

    @Test func `a link to a folder is refused where links are allowed: it would add names that nobody signed`()
        async throws
    {
        let manifest = try await model.signed(.withLinks)
        try model.link("alias", to: "sub")
        let difference = try await model.difference(from: manifest)
        #expect(difference?.unsignable == [UnsignableEntry(path: "alias", reason: .linkToFolder)])
        #expect(try await model.difference(from: manifest, options: .ignoringUnsignedFiles) == nil)
    }

    @Test func `a second name of a file is a file of its own`() async throws {
        let manifest = try await model.signed()
        try FileManager.default.linkItem(atPath: model.path("a.txt"), toPath: model.path("hard"))
        #expect(try await model.difference(from: manifest)?.unsigned == [try ResourceName("hard")])
    }
}
