// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The spellings of the Python and Go implementations, beside our own.
@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct FlagSpellingTests {
    @Test(arguments: [
        ["--private-key", "KEY", "--signature", "s.sig"], ["--private_key", "KEY", "--signature", "s.sig"],
        ["--private-key=KEY", "--signature=s.sig"], ["--private_key=KEY", "--signature=s.sig"],
    ])
    func `an option may be spelled with underscores and with an equals sign`(_ options: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/a_b": "1"])
        let signing = options.map { $0.replacing("KEY", with: Keys.shared.privateKey) }
        #expect(try Tool.run(["sign", "key", "model"] + signing, in: folder.url).status == 0)
        let verifying = options.map {
            $0.replacing("private", with: "public").replacing("KEY", with: Keys.shared.publicKey)
        }
        #expect(try Tool.run(["verify", "key"] + verifying + ["model"], in: folder.url).status == 0)
    }

    @Test func `git's files are left out unless that is turned off, in every spelling`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/f": "1", "model/.git/config": "2", "plain/f": "1"])
        func digest(_ model: String, _ flags: String...) throws -> String {
            let result = try Tool.run(["digest", model] + flags, in: folder.url)
            #expect(result.status == 0, "\(flags): \(result.error)")
            return result.output
        }
        let without = try digest("plain")
        for flags in [[], ["--ignore-git-paths"], ["--ignore_git_paths=true"]] {
            #expect(try Tool.run(["digest", "model"] + flags, in: folder.url).output == without, "\(flags)")
        }
        let with = try digest("model", "--no-ignore-git-paths")
        #expect(with != without)
        for flag in ["--no_ignore_git_paths", "--ignore-git-paths=false", "--ignore_git_paths=false"] {
            #expect(try digest("model", flag) == with, "\(flag)")
        }
    }

    @Test func `a switch of any command may be given a value`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/f": "1"])
        try Certificates.shared.sign(folder.path("model"), with: "leaf", to: folder.path("model.sig"))
        let result = try Tool.run(
            [
                "verify", "certificate", "--certificate_chain", Certificates.shared.root, "--signature",
                "model.sig", "model", "--allow_expired_certificate=false", "--system-roots=false",
                "--log-fingerprints=false", "--ignore_unsigned_files=true", "--allow_symlinks=false",
            ],
            in: folder.url
        )
        #expect(result.status == 0, "\(result.error)")
        #expect(result.error.isEmpty)
    }

    @Test(arguments: ["--ignore-paths", "--ignore_paths"])
    func `paths to ignore may repeat, and underscores in them are kept`(_ flag: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/f": "1", "model/a_b": "2", "model/c-d/e": "3", "plain/f": "1"])
        let plain = try Tool.run(["digest", "plain"], in: folder.url)
        let result = try Tool.run(
            [
                "digest", "model", flag, "a_b", "\(flag)=\(folder.path("model/c-d"))",
            ],
            in: folder.url
        )
        #expect(result.output == plain.output, "\(result.error)")
        let outside = try Tool.run(["digest", "model", flag, "/"], in: folder.url)
        #expect(outside.status == 2)
    }

    @Test func `a password may look like a flag, and is passed on as it is`() throws {
        let signed = try SignedModel()
        let arguments = [
            "sign", "key", "--private-key", Keys.shared.encryptedPrivateKey, "--signature", signed.signature,
        ]
        for password in [["--password", Keys.password], ["--password=\(Keys.password)"]] {
            let result = try Tool.run(arguments + password + [signed.model])
            #expect(result.status == 0, "\(result.error)")
        }
    }

    @Test(arguments: ["-dash", "--a_b", "--", "-h", "--help", "-", "---"])
    func `a path that begins with a hyphen follows a double hyphen, or an option`(_ name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(["model/f": "1"])
        try FileManager.default.moveItem(atPath: folder.path("model"), toPath: folder.path(name))
        let signing = ["sign", "key", "--private-key", Keys.shared.privateKey, "--signature", "-s_\(name)", "--", name]
        let result = try Tool.run(signing, in: folder.url)
        #expect(result.status == 0, "\(result.error)")
        let verifying = ["verify", "key", "--public-key", Keys.shared.publicKey, "--signature=-s_\(name)", "--", name]
        #expect(try Tool.run(verifying, in: folder.url).status == 0)
    }

    @Test func `the log level counts wherever it stands`() throws {
        let signed = try SignedModel()
        try signed.folder.write(["key.pem": try String(contentsOfFile: Keys.shared.privateKey, encoding: .utf8)])
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: signed.folder.path("key.pem"))
        let rest = ["--private-key", "key.pem", "--signature", "model.sig", "model"]
        let silent = [
            ["--log-level", "error", "sign", "key"], ["--log_level=ERROR", "sign", "key"],
            ["sign", "key", "--log-level", "error"], ["sign", "key", "--log_level=critical"],
        ]
        for command in silent {
            let result = try Tool.run(command + rest, in: signed.folder.url)
            #expect(result.status == 0)
            #expect(result.error.isEmpty, "\(command)")
        }
        for command in [["sign", "key"], ["--log-level", "error", "sign", "key", "--log-level", "warning"]] {
            let result = try Tool.run(command + rest, in: signed.folder.url)
            #expect(result.status == 0)
            #expect(result.error.contains("key.pem"), "\(command)")
        }
    }
}
