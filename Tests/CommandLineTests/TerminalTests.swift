// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(
    .enabled(if: OpenSSL.isPresent, OpenSSL.absence),
    .enabled(if: Pseudoterminal.isPossible, Pseudoterminal.absence)
)
struct TerminalTests {
    private static let end = "\u{4}"
    private static let interrupt = "\u{3}"
    private static let delete = "\u{7F}"

    let signed: SignedModel

    init() throws { signed = try SignedModel() }

    private func startSigning(_ terminal: Pseudoterminal) throws {
        try terminal.start([
            "sign", "key", "--private-key", Keys.shared.encryptedPrivateKey, "--signature", signed.signature,
            signed.model,
        ])
        try terminal.expectOutput("Password for ")
        try terminal.expectOutput(": ")
    }

    @Test(arguments: ["\n", "\r"])
    func `a password is asked for without echo, and the terminal is left as it was`(_ enter: String) throws {
        try FileManager.default.removeItem(atPath: signed.signature)
        let terminal = try Pseudoterminal()
        let before = terminal.settings
        #expect(terminal.echoes)
        try startSigning(terminal)
        #expect(!terminal.echoes)
        #expect(terminal.output.contains("encrypted.pem"))
        terminal.type("x" + Self.delete + Keys.password + enter)
        #expect(try terminal.waitUntilExit() == 0, "\(terminal.output)")
        #expect(terminal.settings == before)
        #expect(!terminal.output.contains(Keys.password) && !terminal.output.contains("a_b"))
        #expect(terminal.output.contains("Signed"))
        #expect(try Tool.verifyKey(signed.model, signed.signature).status == 0)
    }

    @Test func `a wrong password is status 2, and the terminal is left as it was`() throws {
        let terminal = try Pseudoterminal()
        let before = terminal.settings
        try startSigning(terminal)
        terminal.type("not this\n")
        #expect(try terminal.waitUntilExit() == 2)
        #expect(terminal.settings == before)
        #expect(terminal.output.contains("password") && !terminal.output.contains("not this"))
    }

    @Test(arguments: [interrupt, end, "half" + interrupt])
    func `giving up at the prompt leaves the terminal and the old signature as they were`(_ keys: String) throws {
        let old = try Data(contentsOf: URL(filePath: signed.signature))
        let terminal = try Pseudoterminal()
        let before = terminal.settings
        try startSigning(terminal)
        terminal.type(keys)
        #expect(try terminal.waitUntilExit() != 0)
        #expect(terminal.settings == before)
        #expect(!terminal.output.contains("half"))
        #expect(try Data(contentsOf: URL(filePath: signed.signature)) == old)
    }

    @Test func `progress is shown on a terminal, and an interrupt leaves the old signature`() throws {
        let old = try Data(contentsOf: URL(filePath: signed.signature))
        try truncate(signed.folder.path("model/huge"), to: 20_000_000_000)
        let terminal = try Pseudoterminal()
        let before = terminal.settings
        try terminal.start([
            "sign", "key", "--private-key", Keys.shared.privateKey, "--signature", signed.signature, signed.model,
        ])
        try terminal.expectOutput("% of 20.0 GB")
        terminal.type(Self.interrupt)
        #expect(try terminal.waitUntilExit() != 0)
        #expect(terminal.settings == before)
        #expect(try Data(contentsOf: URL(filePath: signed.signature)) == old)
        #expect(
            Set(try FileManager.default.contentsOfDirectory(atPath: signed.folder.url.path())) == [
                "model", "model.sig",
            ]
        )
    }

    @Test(arguments: [["--format", "json"], []])
    func `the progress line is gone when the result is printed, and JSON has none`(_ format: [String]) throws {
        try truncate(signed.folder.path("model/large"), to: 200_000_000)
        let terminal = try Pseudoterminal()
        try terminal.start(["digest", signed.model] + format)
        #expect(try terminal.waitUntilExit() == 0)
        if format.isEmpty {
            let last = terminal.output.split(separator: "\u{1B}[K").last ?? ""
            #expect(last.hasPrefix("sha256:"))
        } else {
            #expect(!terminal.output.contains("\u{1B}"))
        }
    }

    @Test func `no progress is shown where nobody watches`() throws {
        try truncate(signed.folder.path("model/large"), to: 200_000_000)
        let result = try Tool.run(["digest", signed.model])
        #expect(result.status == 0)
        #expect(result.error.isEmpty)
        #expect(result.output.wholeMatch(of: /sha256:[0-9a-f]{64}\n/) != nil)
    }
}
