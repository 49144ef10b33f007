// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct PrivateKeyFileTests {
    @Test(arguments: [(0o644, true), (0o640, true), (0o604, true), (0o600, false), (0o400, false)])
    func `a private key that others can read earns a warning`(_ mode: Int, _ isWarned: Bool) throws {
        let signed = try SignedModel()
        try signed.folder.write(["key.pem": try String(contentsOfFile: Keys.shared.privateKey, encoding: .utf8)])
        let path = signed.folder.path("key.pem")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let arguments = ["sign", "key", "--private-key", path, "--signature", signed.signature, signed.model]

        let result = try Tool.run(arguments)
        #expect(result.status == 0)
        #expect(result.error.hasPrefix("warning: ") == isWarned)
        #expect(result.error.contains(path) == isWarned)
        #expect(!result.output.contains("warning"))

        #expect(try Tool.run(arguments + ["--log-level", "error"]).error.isEmpty)
        let json = try Tool.run(arguments + ["--format", "json"])
        #expect(try json.json().text("schema") == "model-signing/sign/v1", "the warning went to standard output")
        #expect(json.error.hasPrefix("warning: ") == isWarned)
    }

    @Test func `a wrong password is status 2, and the old signature stays`() throws {
        let signed = try SignedModel()
        let old = try Data(contentsOf: URL(filePath: signed.signature))
        for password in ["not-this-one", "", "--a-b"] {
            let result = try Tool.run([
                "sign", "key", "--private-key", Keys.shared.encryptedPrivateKey, "--password", password,
                "--signature", signed.signature, signed.model,
            ])
            #expect(result.status == 2)
            #expect(result.error.contains("password"))
            #expect(password.isEmpty || !result.error.contains(password), "the password is repeated")
        }
        #expect(try Data(contentsOf: URL(filePath: signed.signature)) == old)
    }

    @Test(.enabled(if: Pseudoterminal.isPossible, Pseudoterminal.absence))
    func `an encrypted key without a terminal asks for the password option`() throws {
        let signed = try SignedModel()
        let setsid = try #require(Program.installed("setsid"))
        let result = try setsid.run([
            "--wait", Tool.program.url.path(percentEncoded: false), "sign", "key",
            "--private-key", Keys.shared.encryptedPrivateKey, "--signature", signed.signature, signed.model,
        ])
        #expect(result.status == 2)
        #expect(result.error.contains("--password"))
    }

    @Test func `no secret is printed at any log level`() throws {
        let signed = try SignedModel()
        let result = try Tool.run([
            "--log-level", "debug", "sign", "key", "--private-key", Keys.shared.encryptedPrivateKey,
            "--password", Keys.password, "--signature", signed.signature, signed.model, "--log-level",
            "debug",
        ])
        #expect(result.status == 0)
        #expect(!(result.output + result.error).contains(Keys.password))
        #expect(!(result.output + result.error).contains("PRIVATE"))
    }
}
