// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles
import Testing

@testable import ModelSigning

/// Listing for a purpose, and models of one file. How folders are walked: ``FolderWalkTests``.
@Suite struct ModelFilesTests {
    private let model: TestModel

    init() throws { model = try TestModel() }

    @Test func `for verifying include listed names below excluded folders, and nothing else there`() throws {
        try model.write([
            ".git/config": "", ".git/hooks/pre-commit": "", ".git/other": "", "logs/a": "", "logs/b": "", "w": "",
        ])
        let rules = ExclusionRules([try ResourceName("logs")])
        #expect(try list(rules).names == ["w"])
        let found = try list(rules, .verifying(names("logs/b", ".git/hooks/pre-commit", "logs/gone/x")))
        #expect(found.names == [".git/hooks/pre-commit", "logs/b", "w"])
        #expect(found.unsignable.isEmpty)
    }

    @Test func `for verifying include a listed name that is excluded itself`() throws {
        try model.write([".gitignore": "", ".gitattributes": ""])
        #expect(try list(ExclusionRules(), .verifying(names(".gitignore"))).names == [".gitignore"])
    }

    @Test func `for verifying report what is unsignable, but not inside excluded folders`() throws {
        try model.write(["logs/a": "", "w": ""])
        try model.makeFIFO("logs/fifo")
        try model.makeFIFO("fifo")
        #if os(Linux)
        try model.makeFile(named: Array("logs/".utf8) + [0xFF])
        #endif
        let rules = ExclusionRules([try ResourceName("logs")])
        let found = try list(rules, .verifying(names("logs/a", "w")))
        #expect(found.names == ["logs/a", "w"])
        #expect(found.unsignable.map(\.path) == ["fifo"])
        #expect(try list(rules, .verifying(names("logs/fifo"))).unsignable.map(\.path) == ["fifo", "logs/fifo"])
    }

    @Test func `for verifying only the listed look at nothing else`() throws {
        try model.write(["a/b": "", "a/c": "", "d/e": "", "w": "", ".gitignore": ""])
        try model.makeFIFO("fifo")
        try model.link("l", to: "/")
        try model.link("a/l", to: "l")
        #if os(Linux)
        try model.makeFile(named: [0xFF])
        try model.makeFile(named: Array("a/".utf8) + [0xFF])
        #endif
        let found = try list(.verifyingOnly(names("a/b", "w", ".gitignore", "gone/x")))
        #expect(found.names == [".gitignore", "a/b", "w"])
        #expect(found.unsignable.isEmpty)
    }

    @Test func `for verifying only the listed report a listed name that is unsignable`() throws {
        try model.makeFIFO("fifo")
        try model.link("l", to: "w")
        try model.link("folder", to: "l")
        try model.write(["w": ""])
        let found = try list(.verifyingOnly(names("fifo", "l", "folder/x")))
        #expect(found.names.isEmpty)
        #expect(
            found.unsignable == [
                UnsignableEntry(path: "fifo", reason: .specialFile),
                UnsignableEntry(path: "folder", reason: .symbolicLink),
                UnsignableEntry(path: "l", reason: .symbolicLink),
            ]
        )
    }

    @Test func `do not take a folder or a longer path for a listed file`() throws {
        try model.write(["a/b": "", "c": ""])
        #expect(try list(.verifyingOnly(names("a", "c/d"))).names == ["c"])
    }

    @Test func `of one file are that file, whatever exclusions say`() throws {
        try model.write([".gitignore": "12", "other": ""])
        let found = try ModelFiles(
            of: ModelLocation(model.url(".gitignore")),
            excluding: ExclusionRules(),
            links: .refuse
        )
        #expect(found.names == [".gitignore"])
        #expect(found.files.first?.state.byteCount == 2)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [SymbolicLinkPolicy.refuse, .withinRoot])
    func `of one file refuse a link and a FIFO`(_ links: SymbolicLinkPolicy) throws {
        try model.write(["w": ""])
        try model.link("l", to: "w")
        try model.makeFIFO("fifo")
        for (name, reason) in [("l", UnsignableEntry.Reason.symbolicLink), ("fifo", .specialFile)] {
            let found = try ModelFiles(of: ModelLocation(model.url(name)), excluding: ExclusionRules(), links: links)
            #expect(found.files.isEmpty)
            #expect(found.unsignable == [UnsignableEntry(path: name, reason: reason)])
        }
    }

    #if os(Linux)
    @Test func `of one file refuse a socket as what it is`() throws {
        try model.makeSocket("socket")
        let location = try ModelLocation(model.url("socket"))
        let found = try ModelFiles(of: location, excluding: ExclusionRules(), links: .refuse)
        #expect(found.unsignable == [UnsignableEntry(path: "socket", reason: .specialFile)])
    }
    #endif

    private func list(
        _ rules: ExclusionRules = ExclusionRules(),
        _ purpose: ModelFiles.Purpose = .signing
    ) throws -> ModelFiles {
        try ModelFiles(of: ModelLocation(model.url), excluding: rules, links: .refuse, for: purpose)
    }

    private func list(_ purpose: ModelFiles.Purpose) throws -> ModelFiles { try list(ExclusionRules(), purpose) }

    private func names(_ paths: String...) -> [ResourceName] { paths.map { ResourceName(canonical: $0) } }
}
