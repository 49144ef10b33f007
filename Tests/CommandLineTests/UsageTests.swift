// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Exit status 2: nothing was checked, because the question was wrong.
@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct UsageTests {
    @Test(arguments: [
        ["verify", "model", "--signature", "x"], ["verify", "sigstore", "--signature", "x", "model"],
        ["verify", "--ignore-unsigned-files", "model", "--signature", "x"],
        ["--log-level", "error", "verify", "--signature", "x", "model"],
    ])
    func `verifying without a method names the methods there are`(_ arguments: [String]) throws {
        let result = try Tool.run(arguments)
        #expect(result.status == 2)
        #expect(result.error.contains("--identity"))
        #expect(result.error.contains("verify key") && result.error.contains("verify certificate"))
        #expect(result.output.isEmpty)
    }

    @Test(arguments: [
        [], ["frobnicate"], ["--frobnicate"], ["digest"], ["digest", "a", "b"], ["digest", "--frobnicate", "a"],
        ["digest", "a", "--format", "xml"], ["digest", "a", "--log-level", "loud"], ["digest", "a", "--format"],
        ["digest", "a", "--ignore-git-paths=maybe"], ["digest", "a", "--shard-size", "many"],
        ["sign", "key", "a"], ["sign", "key", "--private-key", "k"], ["sign", "key", "--private-key"],
        ["sign", "certificate", "--private-key", "k", "a"],
        ["verify"], ["verify", "model"], ["verify", "sigstore", "model"],
        ["verify", "--signature", "x", "--identity", "a", "model"],
        ["verify-bundle"], ["verify-bundle", "--bundle", "b"], ["verify-bundle", "a"],
        ["verify-bundle", "--bundle", "b", "a", "c"], ["verify-bundle", "--bundle", "b", "--signature", "s", "a"],
        ["inspect"], ["inspect", "a", "b"], ["inspect", "--signature", "a"], ["inspect", "a", "--identity", "b"],
        ["verify", "key", "--signature", "s", "a"], ["verify", "key", "--public-key", "k", "a"],
        ["verify", "key", "--public-key", "k", "--signature", "s"], ["verify", "certificate", "--signature", "s", "a"],
        ["verify", "certificate", "--system-roots", "--signature", "s", "a"],
        ["verify", "certificate", "--system-roots", "--certificate-chain", "c", "--signature", "s", "a"],
    ])
    func `arguments that do not parse are status 2 with an explanation`(_ arguments: [String]) throws {
        let result = try Tool.run(arguments)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(!result.error.isEmpty)
    }

    @Test func `the missing identity of system roots is named`() throws {
        let result = try Tool.run(["verify", "certificate", "--system-roots", "--signature", "s", "a"])
        #expect(result.error.contains("--certificate-identity"))
    }

    @Test func `a model that is not there is status 2 for every command`() throws {
        let signed = try SignedModel()
        let missing = signed.folder.path("missing")
        let results = [
            try Tool.run(["digest", missing]), try Tool.run(["demo", missing]),
            try Tool.signKey(missing, to: signed.folder.path("new.sig")),
            try Tool.verifyKey(missing, signed.signature),
        ]
        for result in results {
            #expect(result.status == 2)
            #expect(result.error.contains("missing"))
        }
        #expect(!FileManager.default.fileExists(atPath: signed.folder.path("new.sig")))
    }

    /// An unset shell variable would otherwise mean the working directory.
    @Test func `an empty path is no model and no signature`() throws {
        let signed = try SignedModel()
        let folder = signed.folder.url
        #expect(try Tool.run(["digest", ""], in: folder).status == 2)
        #expect(try Tool.run(["demo", ""], in: folder).status == 2)
        let key = ["--private-key", Keys.shared.privateKey]
        #expect(try Tool.run(["sign", "key", "model", "--signature", ""] + key, in: folder).status == 2)
        #expect(try Tool.run(["sign", "key", "", "--signature", "x"] + key, in: folder).status == 2)
    }

    @Test(arguments: ["missing.pem", "", "folder", "garbage.pem", "large.pem"])
    func `a key that cannot be read is status 2 and named`(_ name: String) throws {
        let signed = try SignedModel()
        try signed.folder.write(["folder/file": "", "garbage.pem": "garbage", "large.pem": ""])
        try truncate(signed.folder.path("large.pem"), to: 1 << 30)
        for command in [["sign", "key", "--private-key"], ["verify", "key", "--public-key"]] {
            let result = try Tool.run(command + [name, "--signature", "model.sig", "model"], in: signed.folder.url)
            #expect(result.status == 2)
            #expect(result.error.contains("'\(name)'"))
            #expect(result.output.isEmpty)
        }
        #expect(try Tool.verifyKey(signed.model, signed.signature).status == 0, "the old signature is gone")
    }

    @Test func `the two halves of a key pair are not taken for each other`() throws {
        let signed = try SignedModel()
        let signing = try Tool.run(["sign", "key", "--private-key", Keys.shared.publicKey, signed.model])
        #expect(signing.status == 2)
        #expect(signing.error.contains("public key"))
        let verifying = try Tool.run([
            "verify", "key", "--public-key", Keys.shared.privateKey, "--signature", signed.signature,
            signed.model,
        ])
        #expect(verifying.status == 2)
        #expect(verifying.error.contains("private key"))
    }

    /// The arguments of a script may be names of files that somebody else chose.
    @Test func `what the parser says about an argument is escaped`() throws {
        let names = UntrustedText.fileNames
        try Self.expectHarmless(["digest", "a"] + names)
        try Self.expectHarmless(names)
        let name = "x\n::error::x\n\u{3000}::error::x\r\nINJECTED\nINJECTED\u{1B}[31m"
        for arguments in [["--format", name], ["--format=\(name)"], ["--\(name)"], ["--\(name)=1"], ["-\(name)"]] {
            try Self.expectHarmless(["digest", "a"] + arguments)
        }
    }

    @Test(arguments: ["--help", "-h", "--version", "--experimental-dump-help"])
    func `a model with the name of a flag never seems verified`(_ name: String) throws {
        let result = try Tool.run(["verify", "key", "--public-key", "k.pub", "--signature", "s.sig", name])
        #expect(result.status == 2)
    }

    private static func expectHarmless(_ arguments: [String]) throws {
        let result = try Tool.run(arguments)
        #expect(result.status == 2)
        UntrustedText.expectHarmless(result.error)
    }

    @Test func `the signature never replaces the key, the certificate or the one file it is for`() throws {
        let folder = try TemporaryFolder()
        try folder.write(["model.bin": "weights"])
        for name in ["leaf.key", "leaf.pem"] {
            try FileManager.default.copyItem(atPath: Certificates.shared.path(name), toPath: folder.path(name))
        }
        try FileManager.default.copyItem(atPath: folder.path("leaf.key"), toPath: folder.path("key.sig"))
        for options in [["key.sig", "model.bin"], ["leaf.key", "key.sig"]] {
            let old = try Data(contentsOf: folder.url.appending(path: "key.sig"))
            let result = try Tool.run(
                ["sign", "key", "--signature", "key.sig", "--private-key"] + options,
                in: folder.url
            )
            #expect(result.status == 2 && result.error.contains("would replace"), "\(options)")
            #expect(try Data(contentsOf: folder.url.appending(path: "key.sig")) == old)
        }
        for name in ["leaf.key", "leaf.pem", "model.bin"] {
            let old = try Data(contentsOf: folder.url.appending(path: name))
            let certificate = ["certificate", "--signing-certificate", "leaf.pem"]
            for method in name == "leaf.pem" ? [certificate] : [["key"], certificate] {
                let more = ["--private-key", "leaf.key", "--signature", "./\(name)", "model.bin"]
                let result = try Tool.run(["sign"] + method + more, in: folder.url)
                #expect(result.status == 2, "\(name)")
                #expect(result.error.contains(name))
            }
            #expect(try Data(contentsOf: folder.url.appending(path: name)) == old)
        }
    }
}

/// Makes a sparse file of a size.
func truncate(_ path: String, to byteCount: UInt64) throws {
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    defer { try? file.close() }
    try file.truncate(atOffset: byteCount)
}
