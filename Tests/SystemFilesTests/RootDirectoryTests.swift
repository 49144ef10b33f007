// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import TestSupport
import Testing

@Suite struct RootDirectoryTests {
    private let folder: TemporaryFolder
    private let root: RootDirectory

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(["outside": "secret", "root/a": "1", "root/sub/b": "22", "root/sub/deep/c": "333"])
        root = try RootDirectory(path: folder.path("root"))
    }

    @Test(arguments: [("a", "1"), ("sub/b", "22"), ("sub/deep/c", "333")])
    func `opens files by their path from the root`(_ path: String, _ content: String) throws {
        let file = try root.openFile(path)
        #expect(try file.state(path: path).byteCount == Int64(content.utf8.count))
        #expect(try file.readToEnd(maximumByteCount: 10, path: path) == Array(content.utf8))
    }

    @Test func `opens files in a row as it opens each alone`() throws {
        try folder.link("root/link", to: "sub")
        var last = LastFolder()
        for path in ["a", "sub/b", "sub/deep/c", "sub/deep/c", "sub/b", "a", "a"] {
            let file = try root.openFile(path, last: &last)
            #expect(try file.state(path: path) == root.state(of: path))
        }
        for path in ["sub/", "/a", "..", "sub/..", "sub/deep/../b", "link/b", "sub/b\0", "nothing/b", "", "sub/."] {
            let alone = #expect(throws: SystemFileError.self) { _ = try root.openFile(path) }
            let inRow = #expect(throws: SystemFileError.self) { _ = try root.openFile(path, last: &last) }
            #expect(alone?.reason == inRow?.reason, "\(path)")
        }
        #expect(try root.openFile("sub/b", last: &last).state(path: "sub/b").byteCount == 2)
    }

    @Test(arguments: ["", "sub", "sub/deep"])
    func `opens folders, the root itself by the empty path`(_ path: String) throws {
        #expect(try root.openDirectory(path).state(path: path).kind == .directory)
    }

    @Test(arguments: ["link", "link/b", "sub/link", "sub/link/c", "sub/up/a", "sub/deep/loop/x", "sub/deep/absolute"])
    func `refuses a link at any place of the path`(_ path: String) throws {
        try folder.link("root/link", to: "sub")
        try folder.link("root/sub/link", to: "deep")
        try folder.link("root/sub/up", to: "..")
        try folder.link("root/sub/deep/loop", to: "loop")
        try folder.link("root/sub/deep/absolute", to: folder.path("outside"))
        let error = #expect(throws: SystemFileError.self) { _ = try root.openFile(path) }
        #expect(error?.isWrongKind == true)
        #expect(error?.description.contains(path) == true)
        #expect(throws: SystemFileError.self) { _ = try root.openDirectory(path) }
    }

    @Test(arguments: ["..", "../outside", "sub/..", "sub/../a", "sub/../../outside", ".", "./a", "sub/./b"])
    func `refuses dots, which could lead out of the root`(_ path: String) {
        #expect(throws: SystemFileError.self) { _ = try root.openFile(path) }
        #expect(throws: SystemFileError.self) { _ = try root.openDirectory(path) }
        #expect(throws: SystemFileError.self) { try root.state(of: path) }
    }

    @Test(arguments: ["a\0", "a\0.txt", "sub\0/b", "\0"])
    func `refuses a NUL, at which the system would end the path`(_ path: String) {
        #expect(throws: SystemFileError.self) { _ = try root.openFile(path) }
        #expect(throws: SystemFileError.self) { _ = try root.openDirectory(path) }
        #expect(throws: SystemFileError.self) { try root.state(of: path) }
    }

    @Test(arguments: ["", "/a", "sub//b", "a/", "sub/"])
    func `refuses empty components`(_ path: String) {
        #expect(throws: SystemFileError.self) { _ = try root.openFile(path) }
    }

    @Test func `inspects entries without opening or following them`() throws {
        try folder.makeFIFO("root/sub/fifo")
        try folder.link("root/sub/link", to: "nothing")
        for (path, kind) in [
            ("a", FileState.Kind.regular), ("sub", .directory), ("sub/b", .regular), ("sub/fifo", .other),
            ("sub/link", .link),
        ] {
            #expect(try root.state(of: path).kind == kind)
        }
        #expect(try root.state(of: "sub/b") == root.openFile("sub/b").state(path: "sub/b"))
        for path in ["sub/link/x", "sub/nothing", "a/x"] {
            #expect(throws: SystemFileError.self) { try root.state(of: path) }
        }
    }

    @Test(arguments: ["nothing", "sub/nothing", "nothing/b"])
    func `says that a file is missing`(_ path: String) {
        let error = #expect(throws: SystemFileError.self) { _ = try root.openFile(path) }
        #expect(error?.isMissing == true)
    }

    @Test func `says that a file is no folder`() {
        for path in ["a", "sub/b"] {
            let error = #expect(throws: SystemFileError.self) { _ = try root.openDirectory(path) }
            #expect(error?.isWrongKind == true)
        }
        let error = #expect(throws: SystemFileError.self) { _ = try root.openFile("a/b") }
        #expect(error?.isWrongKind == true)
    }

    @Test(.timeLimit(.minutes(1))) func `does not wait for the other end of a FIFO`() throws {
        try folder.makeFIFO("root/fifo")
        #expect(try root.openFile("fifo").state(path: "fifo").kind == .other)
    }

    @Test func `keeps to the folder it opened when the path leads elsewhere later`() throws {
        try FileManager.default.moveItem(atPath: folder.path("root"), toPath: folder.path("moved"))
        try folder.write(["root/a": "replaced"])
        #expect(try root.openFile("a").readToEnd(maximumByteCount: 10, path: "a") == Array("1".utf8))
    }

    @Test func `follows links in its own path and resolves them`() throws {
        try folder.link("link", to: "root/sub")
        let root = try RootDirectory(path: folder.path("link/../sub/deep/.."))
        #expect(root.path == folder.path("root/sub"))
        #expect(try root.openFile("b").state(path: "b").byteCount == 2)
    }

    @Test func `opens folders only`() throws {
        let missing = #expect(throws: SystemFileError.self) { try RootDirectory(path: folder.path("nothing")) }
        #expect(missing?.isMissing == true)
        let file = #expect(throws: SystemFileError.self) { try RootDirectory(path: folder.path("outside")) }
        #expect(file?.isWrongKind == true)
        let nul = #expect(throws: SystemFileError.self) { try RootDirectory(path: folder.path("root") + "\0x") }
        #expect(nul?.isMissing == false)
    }
}
