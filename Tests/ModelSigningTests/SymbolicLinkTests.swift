// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import TestSupport
import Testing

@testable import ModelSigning

/// What ``FolderWalk`` makes of symbolic links. The model has `a.txt`, `sub/b.txt` and `sub/deep/c.txt`.
@Suite struct SymbolicLinkTests {
    private let model: TestModel
    private let names = ["a.txt", "sub/b.txt", "sub/deep/c.txt"]

    init() throws {
        model = try TestModel(["a.txt": "a", "sub/b.txt": "bb", "sub/deep/c.txt": "ccc"])
        try model.scratch.write(["outside.txt": "secret", "model2/x": "secret"])
    }

    @Test(arguments: ["a.txt", "sub", "nothing", "l", "../outside.txt", "."])
    func `are refused by default, wherever they lead`(_ target: String) throws {
        try model.link("sub/l", to: target)
        let found = try walk(.refuse)
        #expect(found.names == names)
        #expect(found.unsignable == [UnsignableEntry(path: "sub/l", reason: .symbolicLink)])
    }

    @Test(arguments: [
        ("l", "a.txt", "a.txt"), ("l", "./sub/../a.txt", "a.txt"), ("l", "sub/deep/c.txt", "sub/deep/c.txt"),
        ("sub/l", "../a.txt", "a.txt"), ("sub/deep/l", "../../a.txt", "a.txt"), ("sub/l", "b.txt", "sub/b.txt"),
        // Out of the model and back in: where it ends decides.
        ("l", "../model/a.txt", "a.txt"),
    ])
    func `to a file inside the model stand for that file`(_ link: String, _ target: String, _ path: String) throws {
        try model.link(link, to: target)
        try expectFile(link, path)
    }

    @Test func `to a file inside the model may be absolute, or lead through other links`() throws {
        try model.link("absolute", to: model.path("sub/b.txt"))
        try model.link("folder", to: "sub")
        try model.link("through", to: "folder/b.txt")
        try model.link("again", to: "through")
        let found = try walk(.withinRoot)
        #expect(found.unsignable == [UnsignableEntry(path: "folder", reason: .linkToFolder)])
        #expect(found.names == ["a.txt", "absolute", "again", "sub/b.txt", "sub/deep/c.txt", "through"])
        for file in found.files where !names.contains(file.name.path) { #expect(file.path == "sub/b.txt") }
    }

    @Test func `to a file that is left out stand for it all the same`() throws {
        try model.write([".gitignore": "x"])
        try model.link("l", to: ".gitignore")
        try expectFile("l", ".gitignore")
    }

    @Test(arguments: ["sub", "sub/", "sub/deep", "./sub/../sub"])
    func `to a folder inside the model are refused: its files would have second names`(_ target: String) throws {
        try model.link("l", to: target)
        try expectRefusal([UnsignableEntry(path: "l", reason: .linkToFolder)])
    }

    @Test(arguments: [
        ("l", "../outside.txt"), ("l", "../model2/x"), ("l", "../model2"), ("l", "/dev/null"), ("l", "/"),
        ("l", ".."), ("sub/l", "../../outside.txt"), ("sub/deep/l", "../../../model2"),
    ])
    func `that lead out of the model are refused`(_ link: String, _ target: String) throws {
        try model.link(link, to: target)
        try expectRefusal([UnsignableEntry(path: link, reason: .linkOutOfModel)])
    }

    @Test func `that lead out of the model through another link are refused`() throws {
        try model.scratch.link("step", to: "outside.txt")
        try model.link("l", to: "../step")
        try model.link("m", to: "l")
        try expectRefusal([
            UnsignableEntry(path: "l", reason: .linkOutOfModel), UnsignableEntry(path: "m", reason: .linkOutOfModel),
        ])
    }

    @Test(arguments: ["nothing", "sub/nothing", "../nothing", "/nothing/at/all", "nothing/x"])
    func `to nothing are refused`(_ target: String) throws {
        try model.link("l", to: target)
        try expectRefusal([UnsignableEntry(path: "l", reason: .danglingLink)])
    }

    @Test(arguments: ["a.txt/x", "a.txt/", "sub/b.txt/../x"])
    func `through a file as if it were a folder are refused`(_ target: String) throws {
        try model.link("l", to: target)
        try expectRefusal([UnsignableEntry(path: "l", reason: .unreadable)])
    }

    @Test(arguments: [
        ("l", "l"), ("l", "./l"), ("l", "."), ("sub/l", "."), ("sub/l", ".."), ("sub/deep/l", ".."),
        ("sub/deep/l", "../.."), ("l", "../model"), ("l", "l/x"),
    ])
    func `to themselves or a folder they are in are refused`(_ link: String, _ target: String) throws {
        try model.link(link, to: target)
        try expectRefusal([UnsignableEntry(path: link, reason: .linkCycle)])
    }

    @Test func `to each other are refused`() throws {
        try model.link("l", to: "sub/m")
        try model.link("sub/m", to: "../l")
        try expectRefusal([
            UnsignableEntry(path: "l", reason: .linkCycle), UnsignableEntry(path: "sub/m", reason: .linkCycle),
        ])
    }

    @Test(.timeLimit(.minutes(1))) func `to a FIFO or a device are refused`() throws {
        try model.makeFIFO("sub/fifo")
        try model.link("l", to: "sub/fifo")
        try expectRefusal([
            UnsignableEntry(path: "l", reason: .specialFile), UnsignableEntry(path: "sub/fifo", reason: .specialFile),
        ])
    }

    @Test func `are judged by where the model really is`() throws {
        try model.scratch.link("alias", to: "model")
        try model.link("l", to: "../alias/a.txt")
        let location = try ModelLocation(model.scratch.url.appending(path: "alias"))
        let found = try ModelFiles(of: location, excluding: ExclusionRules(), links: .withinRoot)
        #expect(found.names == ["a.txt", "l"] + names.dropFirst())
        #expect(found.files.first { $0.name.path == "l" }?.path == "a.txt")
    }

    @Test(.enabled(if: !isRoot, "root reads every file")) func `to an unreadable file do not dangle`() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: model.path("sub/b.txt"))
        try model.link("l", to: "sub/b.txt")
        let found = try walk(.withinRoot)
        #expect(!found.unsignable.contains(UnsignableEntry(path: "l", reason: .danglingLink)))
    }

    private func walk(_ links: SymbolicLinkPolicy) throws -> ModelFiles {
        try ModelFiles(of: ModelLocation(model.url), excluding: ExclusionRules(), links: links)
    }

    private func expectFile(_ link: String, _ path: String) throws {
        let found = try walk(.withinRoot)
        #expect(found.names == (names + [link]).sorted())
        let file = found.files.first { $0.name.path == link }
        #expect(file?.path == path)
        #expect(file?.state == found.files.first { $0.name.path == path }?.state || path.hasPrefix("."))
        #expect(found.unsignable.isEmpty)
    }

    private func expectRefusal(_ entries: [UnsignableEntry]) throws {
        let found = try walk(.withinRoot)
        #expect(found.names == names)
        #expect(found.unsignable == entries)
        for entry in found.unsignable { #expect(entry.description.contains("'\(entry.path)'")) }
    }
}
