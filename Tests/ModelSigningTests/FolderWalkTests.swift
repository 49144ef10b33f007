// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import Testing

@testable import ModelSigning

@Suite struct FolderWalkTests {
    private let model: TestModel

    init() throws { model = try TestModel() }

    @Test func `finds files at every depth, hidden ones too, sorted by bytes`() throws {
        try model.write([
            "b": "", "a/b": "", "a-b": "", "a.txt": "", "a/c/d": "", ".hidden": "", "sub/.hidden": "", "B": "", "é": "",
        ])
        try model.makeFolder("empty/folder")
        let found = try walk()
        #expect(
            found.names == [".hidden", "B", "a-b", "a.txt", "a/b", "a/c/d", "b", "sub/.hidden", "é"]
        )
        #expect(found.unsignable.isEmpty)
        #expect(found.files.allSatisfy { $0.path == $0.name.path && $0.state.kind == .regular })
    }

    @Test func `finds nothing in an empty model`() throws {
        try model.makeFolder("a/b/c")
        let found = try walk()
        #expect(found.files.isEmpty && found.unsignable.isEmpty)
    }

    @Test func `leaves git's files out at the top alone`() throws {
        let names = [
            ".git/config", ".github/workflows/x.yml", ".gitattributes", ".gitignore", "sub/.git/config",
            "sub/.gitignore", ".gitmodules", "w",
        ]
        try model.write(Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
        #expect(try walk().names == [".gitmodules", "sub/.git/config", "sub/.gitignore", "w"])
        #expect(try walk(excluding: ExclusionRules(ignoringGitPaths: false)).names == names.sorted())
    }

    @Test func `leaves excluded paths out with all that is below them, whatever it is`() throws {
        try model.write(["logs/a": "", "logs/sub/b": "", "logs2": "", "x": "", "sub/logs": ""])
        try model.makeFIFO("logs/fifo")
        try model.makeFIFO("pipe")
        try model.link("link", to: "nothing")
        let rules = ExclusionRules(try ["logs", "pipe", "link"].map { try ResourceName($0) })
        let found = try walk(excluding: rules)
        #expect(found.names == ["logs2", "sub/logs", "x"])
        #expect(found.unsignable.isEmpty)
    }

    @Test(arguments: [
        "line\nbreak", "\r\n", "a:0:5", ":", "::error::x", "\u{1b}[31mred", "back\\slash", " ", "*", "\"quoted\"",
        "\u{202e}cod.exe", "-rf", "~", "%2e%2e",
    ])
    func `finds files of any name that is UTF-8`(_ name: String) throws {
        try model.write(["sub/\(name)": "content", "sub/\(name)2/x": ""])
        let found = try walk()
        #expect(Set(found.names) == ["sub/\(name)", "sub/\(name)2/x"])
        #expect(found.files.map(\.state.byteCount).reduce(0, +) == 7)
    }

    #if os(Linux)
    @Test func `keeps names apart that Unicode calls equal`() throws {
        // Not in one dictionary: its keys would be equal.
        try model.write(["caf\u{e9}": "1"])
        try model.write(["cafe\u{301}": "22"])
        #expect(try walk().files.map(\.state.byteCount) == [2, 1])
    }

    @Test(
        arguments: [[0xFF], [0x61, 0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]]
    )
    func `refuses names that are not UTF-8`(_ name: [UInt8]) throws {
        try model.makeFolder("sub")
        try model.makeFile(named: Array("sub/".utf8) + name)
        let found = try walk()
        #expect(found.files.isEmpty)
        #expect(found.unsignable.map(\.reason) == [.nameNotUTF8])
        #expect(found.unsignable.first?.path == "sub/" + String(decoding: name, as: UTF8.self))
    }

    @Test func `refuses sockets`() throws {
        try model.makeSocket("socket")
        #expect(try walk().unsignable == [UnsignableEntry(path: "socket", reason: .specialFile)])
    }
    #endif

    @Test(.timeLimit(.minutes(1))) func `refuses FIFOs and does not wait for them`() throws {
        try model.write(["sub/a": ""])
        try model.makeFIFO("sub/fifo")
        let found = try walk(links: .withinRoot)
        #expect(found.names == ["sub/a"])
        #expect(found.unsignable == [UnsignableEntry(path: "sub/fifo", reason: .specialFile)])
    }

    @Test(.enabled(if: !isRoot, "root lists every folder"), arguments: [0o000, 0o400, 0o100])
    func `refuses a folder that cannot be listed or entered`(_ permissions: Int) throws {
        try model.write(["closed/a": "", "open": ""])
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: permissions], ofItemAtPath: model.path("closed"))
        defer { try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: model.path("closed")) }
        let found = try walk()
        #expect(found.names == ["open"])
        #expect(found.unsignable.map(\.reason) == [.unreadable])
        #expect(found.unsignable.first?.path.hasPrefix("closed") == true)
        let rules = ExclusionRules([try ResourceName("closed")])
        #expect(try walk(excluding: rules).unsignable.isEmpty)
    }

    @Test func `goes down to a limit and says where it stopped`() throws {
        let deepest = Array(repeating: "d", count: FolderWalk.maximumDepth).joined(separator: "/")
        try model.write([deepest + "/f": ""])
        #expect(try walk().names == [deepest + "/f"])
        try model.write([deepest + "/d/g": ""])
        let found = try walk()
        #expect(found.names == [deepest + "/f"])
        #expect(found.unsignable == [UnsignableEntry(path: deepest + "/d", reason: .tooDeep)])
    }

    @Test func `refuses a path longer than any name`() throws {
        // Moved together and apart step by step: the whole path is longer than the system takes in one call.
        let component = String(repeating: "n", count: 250)
        let stepCount = ResourceName.maximumByteCount / 251 + 1
        let manager = FileManager.default
        try model.makeFolder("step0")
        for step in 1...stepCount {
            try model.makeFolder("step\(step)")
            try manager.moveItem(atPath: model.path("step\(step - 1)"), toPath: model.path("step\(step)/\(component)"))
        }
        let found = try walk()
        for step in (1...stepCount).reversed() {
            try manager.moveItem(atPath: model.path("step\(step)/\(component)"), toPath: model.path("step\(step - 1)"))
        }
        #expect(found.unsignable.map(\.reason) == [.nameTooLong])
    }

    @Test func `lists many files`() throws {
        let names = (0..<2000).map { "folder\($0 % 13)/file\($0)" }
        try model.write(Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
        #expect(try walk().names == names.sorted())
    }

    private func walk(
        excluding rules: ExclusionRules = ExclusionRules(),
        links: SymbolicLinkPolicy = .refuse
    ) throws -> ModelFiles {
        try ModelFiles(of: ModelLocation(model.url), excluding: rules, links: links)
    }
}

extension ModelFiles {
    /// The names under which files would be signed.
    var names: [String] { files.map(\.name.path) }
}
