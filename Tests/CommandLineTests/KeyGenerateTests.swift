// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite struct KeyGenerateTests {
    private static let types = ["p256", "p384", "p521", "ed25519", "ml-dsa-65", "ml-dsa-87"]

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(["model/a": "123"])
    }

    private func run(_ arguments: String...) throws -> Program.Result { try Tool.run(arguments, in: folder.url) }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
    }

    @Test(arguments: types)
    func `the two files sign and verify, and the private one is for its owner`(_ type: String) throws {
        let made = try run("key", "generate", "--type", type, "--no-password", "--output", "key.pem")
        #expect(made.status == 0, "\(made.error)")
        #expect(made.error.isEmpty)
        #expect(!made.output.contains("BEGIN"))
        #expect(try mode("key.pem") == 0o600)
        #expect(try mode("key.pub") == 0o644)
        let signed = try run("sign", "key", "--private-key", "key.pem", "--signature", "model.sig", "model")
        #expect(signed.status == 0)
        #expect(signed.error.contains("only this tool verifies") == type.hasPrefix("ml-dsa"))
        #expect(try run("verify", "key", "--public-key", "key.pub", "--signature", "model.sig", "model").status == 0)
        let other = try run("key", "generate", "--type", type, "--no-password", "--output", "other.pem")
        #expect(other.status == 0)
        #expect(try run("verify", "key", "--public-key", "other.pub", "--signature", "model.sig", "model").status == 1)
    }

    @Test func `show tells of both files the same names, and no secret`() throws {
        let made = try run("key", "generate", "--password", "correct horse", "--output", "key.pem", "--format", "json")
        let key = try made.json().object("result").object("key")
        let shown = try [
            run("key", "show", "key.pub", "--format", "json"),
            run("key", "show", "key.pem", "--password", "correct horse", "--format", "json"),
        ]
        for (result, kind) in zip(shown, ["publicKey", "privateKey"]) {
            let report = try result.json().object("result")
            #expect(try report.text("kind") == kind)
            for field in ["algorithm", "hint", "fingerprint"] {
                #expect(try report.object("key").text(field) == key.text(field))
            }
        }
        #expect(try key.text("algorithm") == "ECDSA P-256 with SHA-256")
        let text = try run("key", "show", "key.pem", "--password", "correct horse").output
        #expect(text.hasPrefix("'key.pem': private key, ECDSA P-256 with SHA-256\n"))
        #expect(!text.contains("correct horse"))
        #expect(try run("key", "show", "key.pem", "--password", "wrong horse").status == 2)
    }

    @Test(arguments: ["key.pem", "key.pub"], ["file", "folder", "link"])
    func `nothing that is there is replaced`(_ name: String, _ kind: String) throws {
        switch kind {
        case "file": try folder.write([name: "mine"])
        case "folder": try folder.write(["\(name)/x": "mine"])
        default: try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: "nowhere")
        }
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path())
        let result = try run("key", "generate", "--no-password", "--output", "key.pem")
        #expect(result.status == 2)
        #expect(result.error.contains("'\(name)' is there already"))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.url.path()) == before)
    }

    @Test(arguments: [
        ["--output", ""], ["--output", "k", "--public-key", ""], ["--output", "k", "--public-key", "k"],
        ["--output", "k", "--password", ""], ["--output", "k", "--password", "x", "--no-password"],
        ["--output", "k", "--type", "rsa"], ["--output", "none/k", "--no-password"], [],
    ])
    func `wrong arguments make nothing`(_ arguments: [String]) throws {
        let result = try Tool.run(["key", "generate"] + arguments, in: folder.url)
        #expect([1, 2].contains(result.status))
        #expect(result.output.isEmpty && !result.error.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()) == ["model"])
    }

    @Test(.enabled(if: Pseudoterminal.isPossible, Pseudoterminal.absence))
    func `without a terminal and a password the key is not encrypted, and a warning says so`() throws {
        let setsid = try #require(Program.installed("setsid"))
        let tool = Tool.program.url.path(percentEncoded: false)
        let result = try setsid.run(["--wait", tool, "key", "generate", "--output", "key.pem"], in: folder.url)
        #expect(result.status == 0)
        #expect(result.error.hasPrefix("warning: there is no terminal"))
        #expect(try String(contentsOfFile: folder.path("key.pem"), encoding: .utf8).hasPrefix("-----BEGIN PRIVATE KEY"))
    }

    @Test(
        .enabled(if: Pseudoterminal.isPossible, Pseudoterminal.absence),
        arguments: ["correct horse", "other horse", ""]
    )
    func `on a terminal a new password is asked for twice`(_ second: String) throws {
        let path = folder.path("key.pem")
        let terminal = try Pseudoterminal()
        try terminal.start(["key", "generate", "--output", path])
        try terminal.expectOutput("New password for ")
        try terminal.expectOutput(": ")
        terminal.type("correct horse\n")
        try terminal.expectOutput("again: ")
        terminal.type(second + "\n")
        let isSame = second == "correct horse"
        #expect(try terminal.waitUntilExit() == (isSame ? 0 : 2))
        #expect(!terminal.output.contains("horse"))
        #expect(FileManager.default.fileExists(atPath: path) == isSame)
        guard isSame else { return }
        #expect(try run("key", "show", path, "--password", "correct horse").status == 0)
    }
}
