// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import TestSupport
import Testing

/// The model is `work/model`, with `logs/a.txt` and `model/x` in it.
@Suite struct IgnorePathTests {
    private let scratch: TemporaryFolder
    private let model: ModelLocation

    init() throws {
        scratch = try TemporaryFolder()
        try scratch.write([
            "work/model/logs/a.txt": "", "work/model/model/x": "", "work/model/config.json": "", "work/other/b": "",
            "work/model2/c": "",
        ])
        model = try ModelLocation(scratch.url.appending(path: "work/model"))
    }

    @Test(arguments: [
        ("logs", "logs"), ("logs/", "logs"), ("logs//a.txt", "logs/a.txt"), ("./logs/./a.txt", "logs/a.txt"),
        ("logs/../config.json", "config.json"), ("not/there/yet", "not/there/yet"), ("../model/logs", "logs"),
        ("model", "model"), ("line\nbreak", "line\nbreak"), ("~", "~"), ("-x", "-x"),
    ])
    func `are relative to the model where one stands in it`(_ text: String, _ expected: String) throws {
        #expect(try resolve(text, in: "work/model") == expected)
    }

    @Test(arguments: [
        ("model/logs", "logs"), ("model/not/there", "not/there"), ("./model/logs/a.txt/", "logs/a.txt"),
        ("other/../model/logs", "logs"),
        // Not a path from here into the model, so one from the model.
        ("logs", "logs"), ("logs/a.txt", "logs/a.txt"), ("b", "b"),
        // The model has a folder of its own name, and nothing of this name in it.
        ("model/logs/a.txt", "logs/a.txt"),
    ])
    func `are relative to the working directory above the model, or to the model`(
        _ text: String,
        _ expected: String
    ) throws {
        #expect(try resolve(text, in: "work") == expected)
    }

    @Test(arguments: [("../model/logs", "logs"), ("logs", "logs"), ("other", "other"), ("b", "b")])
    func `are relative to a working directory beside the model, or to the model`(
        _ text: String,
        _ expected: String
    ) throws {
        #expect(try resolve(text, in: "work/other") == expected)
    }

    @Test(arguments: [
        ("work/model/logs/a.txt", "logs/a.txt"), ("work/model/logs/", "logs"), ("work/model/not/there", "not/there"),
        ("work/other/../model/./logs", "logs"), ("work/model/model", "model"),
    ])
    func `are taken as they are when absolute`(_ path: String, _ expected: String) throws {
        for workingDirectory in ["work/model", "work/model/logs", "work", "work/other"] {
            #expect(try resolve(scratch.path(path), in: workingDirectory) == expected)
        }
    }

    @Test(arguments: ["model/x", "model/x/", "./model/x"])
    func `are refused above the model where the model has that very path too`(_ text: String) {
        expectInvalid(text, in: "work", mentions: "could mean")
    }

    @Test(arguments: ["a.txt", "new", "logs", "./a.txt", "deep/er"])
    func `are refused below the model's root, where both readings are as natural`(_ text: String) {
        expectInvalid(text, in: "work/model/logs", mentions: "could mean")
    }

    @Test(arguments: [("..", nil), ("../config.json", "config.json"), (".", "logs")] as [(String, String?)])
    func `may climb from a working directory below the root`(_ text: String, _ expected: String?) throws {
        guard let expected else { return expectInvalid(text, in: "work/model/logs", mentions: "the model") }
        #expect(try resolve(text, in: "work/model/logs") == expected)
    }

    @Test(arguments: ["../x", "../model2/c", "../../x", ".", "./", "..", "logs/..", "logs/../.."])
    func `are refused outside the model`(_ text: String) {
        expectInvalid(text, in: "work/model", mentions: "the model")
    }

    @Test(arguments: [
        "work", "work/model", "work/model/", "work/model2", "work/model2/c", "work/mode", "work/model/..",
    ])
    func `are refused outside the model when absolute`(_ path: String) {
        expectInvalid(scratch.path(path), in: "work/model", mentions: "not inside")
    }

    @Test(arguments: ["*.txt", "logs/*", "a?", "[ab]", "**/x", "a\0b"])
    func `are no patterns`(_ text: String) {
        expectInvalid(text, in: "work/model", mentions: "pattern")
    }

    @Test func `are never empty: that would be the working directory`() {
        for workingDirectory in ["work/model", "work/model/logs", "work"] {
            expectInvalid("", in: workingDirectory)
        }
    }

    @Test func `find the model through a link on the way to it`() throws {
        try scratch.link("link", to: "work")
        #expect(try resolve(scratch.path("link/model/logs"), in: "work/other") == "logs")
        #expect(try resolve("model/logs", in: "link") == "logs")
        let linked = try ModelLocation(scratch.url.appending(path: "link/model"))
        let text = scratch.path("work/model/logs")
        #expect(try IgnorePath.resolve(text, in: linked, workingDirectory: "/").path == "logs")
    }

    @Test func `name a link itself, not what it leads to`() throws {
        try scratch.link("work/model/out", to: "/")
        #expect(try resolve(scratch.path("work/model/out"), in: "work") == "out")
        #expect(IgnorePath.entry(at: scratch.path("work/model/out"), in: model)?.path == "out")
        expectInvalid(scratch.path("work/model/out/etc"), in: "work", mentions: "not inside")
    }

    @Test(
        arguments: [
            ("work/model/model.sig", "model.sig"), ("work/model/logs/model.sig", "logs/model.sig"),
            ("work/model/logs/../model.sig", "model.sig"), ("work/model.sig", nil), ("work/model", nil),
            ("work/model2/model.sig", nil), ("work/model/not/there/m.sig", "not/there/m.sig"),
        ] as [(String, String?)]
    )
    func `find the entry of a file, there or not`(_ path: String, _ expected: String?) {
        #expect(IgnorePath.entry(at: scratch.path(path), in: model)?.path == expected)
    }

    private func resolve(_ text: String, in workingDirectory: String) throws -> String {
        try IgnorePath.resolve(text, in: model, workingDirectory: scratch.path(workingDirectory)).path
    }

    private func expectInvalid(_ text: String, in workingDirectory: String, mentions part: String = "") {
        let error = #expect(throws: ModelSigningError.self) { try resolve(text, in: workingDirectory) }
        #expect(error?.code == .invalidIgnorePath)
        #expect(part.isEmpty || error?.message.contains(part) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("'\(text)'") == true)
    }
}
