// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import TestSupport
import Testing

@Suite struct SmallFileTests {
    private let folder: TemporaryFolder
    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted() }
    }

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
    func `gives back what it wrote`(_ byteCount: Int) throws {
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0) }
        try SmallFile.replace(folder.path("f"), with: bytes)
        #expect(try SmallFile.read(folder.path("f"), maximumByteCount: byteCount) == bytes)
        #expect(try names == ["f"])
    }

    @Test(arguments: ["longer than the new one", "x", ""])
    func `replaces a file whole`(_ old: String) throws {
        try folder.write(["f": old])
        try SmallFile.replace(folder.path("f"), with: Array("new".utf8))
        #expect(try read("f") == "new")
        #expect(try names == ["f"])
    }

    @Test func `leaves a second name of the old file alone`() throws {
        try folder.write(["f": "old"])
        try FileManager.default.linkItem(atPath: folder.path("f"), toPath: folder.path("g"))
        try SmallFile.replace(folder.path("f"), with: Array("new".utf8))
        #expect(try read("f") == "new")
        #expect(try read("g") == "old")
    }

    @Test(arguments: ["target", "nothing", "f"])
    func `replaces a link and does not follow it`(_ target: String) throws {
        try folder.write(["target": "kept"])
        try folder.link("f", to: target)
        try SmallFile.replace(folder.path("f"), with: Array("new".utf8))
        #expect(try read("target") == "kept")
        let root = try RootDirectory(path: folder.path(""))
        #expect(try root.openFile("f").state(path: "f").kind == .regular)
        #expect(try names == ["f", "target"])
    }

    @Test(arguments: ["sub", "sub/", "missing/f", "file/f", "", "a\0b", String(repeating: "n", count: 256)])
    func `fails where no file can be, and leaves nothing behind`(_ name: String) throws {
        try folder.write(["sub/kept": "1", "file": "2"])
        #expect(throws: SystemFileError.self) {
            try SmallFile.replace(name.isEmpty ? "" : folder.path("") + name, with: [1])
        }
        #expect(try names == ["file", "sub"])
        #expect(try read("sub/kept") == "1")
        #expect(try read("file") == "2")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("sub")) == ["kept"])
    }

    @Test(.enabled(if: !isRoot, "root writes to every folder"))
    func `keeps the old file where the folder cannot be written to`() throws {
        try folder.write(["sub/f": "old"])
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path("sub"))
        defer {
            try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path("sub"))
        }
        let error = #expect(throws: SystemFileError.self) { try SmallFile.replace(folder.path("sub/f"), with: [1]) }
        #expect(error?.description.contains("sub/f") == true)
        #expect(try read("sub/f") == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("sub")) == ["f"])
    }

    @Test func `lets others read the new file and only its owner write it`() throws {
        try SmallFile.replace(folder.path("f"), with: [1])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("f"))
        let permissions = try #require(attributes[.posixPermissions] as? Int)
        #expect(permissions & 0o7133 == 0)
        #expect(permissions & 0o600 == 0o600)
    }

    @Test func `reads at most so many bytes and says how many there are`() throws {
        try folder.write(["f": "12345"])
        #expect(try SmallFile.read(folder.path("f"), maximumByteCount: 5).count == 5)
        let error = #expect(throws: SystemFileError.self) { try SmallFile.read(folder.path("f"), maximumByteCount: 4) }
        #expect(error?.reason == .tooLarge(byteCount: 5))
        #expect(error?.isMissing == false)
        #expect(error?.isWrongKind == false)
    }

    @Test func `refuses a huge file before reading it`() throws {
        try folder.makeSparseFile("huge", byteCount: 1 << 40)
        let error = #expect(throws: SystemFileError.self) {
            try SmallFile.read(folder.path("huge"), maximumByteCount: 1000)
        }
        #expect(error?.reason == .tooLarge(byteCount: 1 << 40))
    }

    @Test func `stops at the limit where the size is not known before`() {
        let error = #expect(throws: SystemFileError.self) {
            try SmallFile.read("/dev/zero", .regularOrPipe, maximumByteCount: 1000)
        }
        guard case .tooLarge? = error?.reason else { return #expect(Bool(false), "another reason was expected") }
    }

    @Test(.timeLimit(.minutes(1))) func `reads regular files only, and does not wait for a FIFO`() throws {
        try folder.makeFIFO("fifo")
        try folder.link("link", to: "fifo")
        for path in [folder.path("fifo"), folder.path("link"), "/dev/zero", "/dev/null"] {
            let error = #expect(throws: SystemFileError.self) { try SmallFile.read(path, maximumByteCount: 1000) }
            #expect(error?.reason == .notRegularFile)
            #expect(error?.isWrongKind == true)
        }
        #expect(try SmallFile.read("/dev/null", .regularOrPipe, maximumByteCount: 1000).isEmpty)
    }

    @Test(arguments: ["draft", "missing"])
    func `drafts in the folder it is given, or else beside the file`(_ draftFolder: String) throws {
        try folder.write(["draft/kept": "", "sub/f": "old"])
        try SmallFile.replace(folder.path("sub/f"), with: Array("new".utf8), draftFolder: folder.path(draftFolder))
        #expect(try read("sub/f") == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("draft")) == ["kept"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("sub")) == ["f"])
    }

    @Test func `follows a link when reading`() throws {
        try folder.write(["f": "content"])
        try folder.link("l", to: "f")
        #expect(try read("l") == "content")
    }

    @Test func `says that a file is missing`() {
        for name in ["nothing", "nothing/f"] {
            let error = #expect(throws: SystemFileError.self) { try read(name) }
            #expect(error?.isMissing == true)
            #expect(error?.description.contains("nothing") == true)
        }
    }

    @Test func `does not read a folder, nor a path with a NUL`() throws {
        try folder.write(["f": "content"])
        let folderError = #expect(throws: SystemFileError.self) { try read("") }
        #expect(folderError?.isMissing == false)
        let error = #expect(throws: SystemFileError.self) {
            try SmallFile.read(folder.path("f") + "\0.sig", maximumByteCount: 10)
        }
        #expect(error?.isMissing == false)
    }

    private func read(_ name: String) throws(SystemFileError) -> String {
        String(decoding: try SmallFile.read(folder.path(name), maximumByteCount: 1000), as: UTF8.self)
    }
}
