// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import TestSupport
import Testing

@Suite struct FileStateTests {
    private let folder: TemporaryFolder
    private let root: RootDirectory

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(["f": "content", "sub/g": ""])
        root = try RootDirectory(path: folder.path(""))
    }

    @Test func `tells files, folders and the rest apart`() throws {
        try folder.makeFIFO("fifo")
        #expect(try state("f").kind == .regular)
        #expect(try state("sub").kind == .directory)
        #expect(try state("fifo").kind == .other)
    }

    @Test func `is the same as long as nobody touches the file`() throws {
        let before = try state("f")
        #expect(try SmallFile.read(folder.path("f"), maximumByteCount: 10).count == 7)
        #expect(try state("f") == before)
    }

    @Test(arguments: [
        "grown", "shortened", "dated", "dated back", "replaced by its copy", "replaced by a file of its date",
        "made unreadable for others",
    ])
    func `moves when the file is`(_ change: String) throws {
        let path = folder.path("f")
        let before = try state("f")
        let manager = FileManager.default
        switch change {
        case "grown":
            try folder.write(["f": "content and more"])
        case "shortened":
            try folder.write(["f": ""])
        case "dated":
            try manager.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: path)
        case "dated back":
            let date = try #require(manager.attributesOfItem(atPath: path)[.modificationDate] as? Date)
            try manager.setAttributes([.modificationDate: date.addingTimeInterval(9)], ofItemAtPath: path)
            try manager.setAttributes([.modificationDate: date], ofItemAtPath: path)
        case "replaced by its copy":
            try manager.copyItem(atPath: path, toPath: folder.path("copy"))
            try manager.removeItem(atPath: path)
            try manager.moveItem(atPath: folder.path("copy"), toPath: path)
        case "replaced by a file of its date":
            let date = try #require(manager.attributesOfItem(atPath: path)[.modificationDate] as? Date)
            try folder.write(["copy": "CONTENT"])
            try manager.setAttributes([.modificationDate: date], ofItemAtPath: folder.path("copy"))
            try manager.removeItem(atPath: path)
            try manager.moveItem(atPath: folder.path("copy"), toPath: path)
        default:
            try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        #expect(try state("f") != before)
    }

    private func state(_ path: String) throws -> FileState { try root.openFile(path).state(path: path) }
}
