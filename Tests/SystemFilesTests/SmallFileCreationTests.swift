// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import TestSupport
import Testing

/// Files that are made only where there is none, and files for their owner alone.
@Suite struct SmallFileCreationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `makes a file where there is none`() throws {
        #expect(try SmallFile.create(folder.path("f"), with: [1, 2]))
        #expect(try SmallFile.read(folder.path("f"), maximumByteCount: 2) == [1, 2])
        #expect(try names == ["f"])
    }

    @Test(arguments: ["file", "folder", "link", "dangling"])
    func `leaves alone what has the name`(_ name: String) throws {
        try folder.write(["file": "old", "folder/f": "1"])
        try folder.link("link", to: "file")
        try folder.link("dangling", to: "nothing")
        #expect(try !SmallFile.create(folder.path(name), with: [1, 2]))
        #expect(try SmallFile.read(folder.path("file"), maximumByteCount: 3) == Array("old".utf8))
        #expect(try names == ["dangling", "file", "folder", "link"])
    }

    @Test(arguments: ["missing/f", "file/f", "a\0b"])
    func `fails where no file can be`(_ name: String) throws {
        try folder.write(["file": ""])
        #expect(throws: SystemFileError.self) { try SmallFile.create(folder.path("") + name, with: [1]) }
        #expect(try names == ["file"])
    }

    @Test(arguments: [true, false]) func `lets only its owner read a file that is for the owner`(_ isNew: Bool) throws {
        if isNew {
            _ = try SmallFile.create(folder.path("f"), with: [1], readers: .owner)
        } else {
            try SmallFile.replace(folder.path("f"), with: [0])
            try SmallFile.replace(folder.path("f"), with: [1], readers: .owner, durably: false)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("f"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted() }
    }
}
