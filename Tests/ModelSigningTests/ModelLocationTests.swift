// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import SystemFiles
import TestSupport
import Testing

@Suite struct ModelLocationTests {
    private let scratch: TemporaryFolder

    init() throws {
        scratch = try TemporaryFolder()
        try scratch.write(["model/weights.bin": "1", "model/sub/x": "2"])
    }

    @Test(arguments: [
        ("model", "model"), ("model/", "model"), ("model///", "model"), ("model/.", "model"), ("model/./", "model"),
        ("model/sub/..", "model"), ("model/sub", "sub"), ("./model", "model"),
    ])
    func `is a folder, named after its last component`(_ path: String, _ name: String) throws {
        let model = try ModelLocation(URL(filePath: scratch.path("") + path))
        #expect(model.name == name)
        #expect(model.fileName == nil)
        #expect(model.root.path == scratch.path(name == "sub" ? "model/sub" : "model"))
    }

    @Test func `is named after the working directory when it is that`() throws {
        let current = FileManager.default.currentDirectoryPath
        let model = try ModelLocation(URL(filePath: "."))
        #expect(model.root.path == URL(filePath: current).resolvingSymlinksInPath().path(percentEncoded: false))
        #expect(model.name == URL(filePath: current).lastPathComponent || current == "/")
    }

    @Test func `has some name even at the root of the file system`() throws {
        let model = try ModelLocation(URL(filePath: "/"))
        #expect(model.root.path == "/")
        #expect(!model.name.isEmpty && model.name != "/")
    }

    @Test func `is a single file in its folder`() throws {
        let model = try ModelLocation(scratch.url.appending(path: "model/weights.bin"))
        #expect(model.name == "weights.bin")
        #expect(model.fileName?.path == "weights.bin")
        #expect(model.root.path == scratch.path("model"))
    }

    @Test func `keeps the name of a link to a folder and opens the folder`() throws {
        try scratch.link("latest", to: "model")
        for path in ["latest", "latest/"] {
            let model = try ModelLocation(URL(filePath: scratch.path("") + path))
            #expect(model.name == "latest")
            #expect(model.root.path == scratch.path("model"))
        }
    }

    @Test(arguments: ["#1 50%.bin", "a b", "caf\u{e9}", "cafe\u{301}", "line\nbreak", "x\u{600}", "-", "a:b"])
    func `keeps the bytes of a name`(_ name: String) throws {
        try scratch.write(["\(name)/f": ""])
        for suffix in ["", "/"] {
            let model = try ModelLocation(URL(filePath: scratch.path("") + name + suffix))
            #expect(Array(model.name.utf8) == Array(name.utf8))
        }
        let file = try ModelLocation(scratch.url.appending(path: name).appending(path: "f"))
        #expect(file.fileName?.path == "f")
    }

    @Test(arguments: ["nothing", "nothing/x", "model/weights.bin/", "model/weights.bin/x", "dangling", "a\0b"])
    func `must be there`(_ path: String) throws {
        try scratch.link("dangling", to: "nothing")
        let error = #expect(throws: ModelSigningError.self) {
            try ModelLocation(URL(filePath: scratch.path("") + path))
        }
        #expect(error?.code == .noModel)
        #expect(error?.cause != nil || error?.message.hasPrefix("there is no model at") == true)
    }

    @Test(arguments: ["https://example.com/tmp", "data:,x"]) func `is on this machine`(_ text: String) throws {
        let url = try #require(URL(string: text))
        let error = #expect(throws: ModelSigningError.self) { try ModelLocation(url) }
        #expect(error?.code == .noModel)
    }
}
