// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct VerifyKeyTests {
    @Test func `an unchanged model is verified, and the report says by what`() throws {
        let signed = try SignedModel()
        let result = try Tool.verifyKey(signed.model, signed.signature)
        #expect(result.status == 0)
        #expect(result.error.isEmpty)
        #expect(result.output.hasPrefix("Verified"))
        for fact in ["key ", "P-256", "2 files, ", "9 bytes", "sha256:", "none established"] {
            #expect(result.output.contains(fact), "\(fact) in \(result.output)")
        }
        let digest = try Tool.run(["digest", signed.model]).output.split(separator: "\n")[0]
        #expect(result.output.contains(digest))
    }

    @Test func `another key is status 1, and both keys are named`() throws {
        let signed = try SignedModel()
        let result = try Tool.run([
            "verify", "key", "--public-key", Keys.shared.otherPublicKey, "--signature", signed.signature,
            signed.model,
        ])
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.error.matches(of: /[0-9a-f]{64}/).count == 2)
    }

    @Test func `a signature by certificate is status 1, and the right command is named`() throws {
        let signed = try SignedModel()
        try Certificates.shared.sign(signed.model, with: "leaf", to: signed.signature)
        let result = try Tool.verifyKey(signed.model, signed.signature)
        #expect(result.status == 1)
        #expect(result.error.contains("certificate"))
    }

    @Test func `changed, missing and extra files are status 3, each with name and digests`() throws {
        let signed = try SignedModel()
        try signed.folder.write(["model/config.json": "{ }", "model/sub/extra.txt": ""])
        try FileManager.default.removeItem(atPath: signed.folder.path("model/weights/part.bin"))
        let result = try Tool.verifyKey(signed.model, signed.signature)
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.error.contains("changed: config.json\n"))
        #expect(result.error.contains("missing: weights/part.bin\n"))
        #expect(result.error.contains(": sub/extra.txt\n"))
        // SHA-256 of `{}` and of `{ }`.
        #expect(result.error.contains("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"))
        #expect(result.error.contains("257c1be96ae69f4b01c2c69bdb6d78605f59175819fb007d0bf245bf48444c4a"))
    }

    @Test func `unsigned files are accepted only when asked, changed ones never`() throws {
        let signed = try SignedModel()
        try signed.folder.write(["model/extra.txt": ""])
        #expect(try Tool.verifyKey(signed.model, signed.signature).status == 3)
        for flag in ["--ignore-unsigned-files", "--ignore_unsigned_files"] {
            let result = try Tool.verifyKey(signed.model, signed.signature, flag)
            #expect(result.status == 0)
            #expect(result.output.contains("not checked"))
        }
        #expect(try Tool.verifyKey(signed.model, signed.signature, "--ignore-paths", "extra.txt").status == 0)
        try signed.folder.write(["model/config.json": "{ }"])
        #expect(try Tool.verifyKey(signed.model, signed.signature, "--ignore-unsigned-files").status == 3)
        #expect(try Tool.verifyKey(signed.model, signed.signature, "--ignore-paths", "config.json").status == 3)
    }

    @Test(arguments: ["changed", "missing", "not signed"])
    func `at most 20 names of a kind are listed, and the rest are counted`(_ kind: String) throws {
        let folder = try TemporaryFolder()
        let names = (100..<145).map { "model/file-\($0)" }
        try folder.write(Dictionary(uniqueKeysWithValues: names.map { ($0, "1") }))
        try folder.write(["model/a": "1"])
        let signature = folder.path("model.sig")
        if kind == "not signed" {
            try names.forEach { try FileManager.default.removeItem(atPath: folder.path($0)) }
        }
        #expect(try Tool.signKey(folder.path("model"), to: signature).status == 0)
        switch kind {
        case "missing": try names.forEach { try FileManager.default.removeItem(atPath: folder.path($0)) }
        default: try folder.write(Dictionary(uniqueKeysWithValues: names.map { ($0, "2") }))
        }
        let result = try Tool.verifyKey(folder.path("model"), signature)
        #expect(result.status == 3)
        #expect(result.error.matches(of: /file-[0-9]+/).count == 20)
        #expect(result.error.contains("45 \(kind)"))
        #expect(result.error.contains("25 more"))
        // Programs get them all.
        let json = try Tool.verifyKey(folder.path("model"), signature, "--format", "json").output
        #expect(json.matches(of: /file-[0-9]+/).count == 45)
    }

    @Test func `a signature inside the model does not cover itself`() throws {
        let signed = try SignedModel()
        for name in ["model/model.sig", "model/weights/.sig"] {
            let signature = signed.folder.path(name)
            for _ in 0..<2 { #expect(try Tool.signKey(signed.model, to: signature).status == 0) }
            #expect(try Tool.verifyKey(signed.model, signature).status == 0)
            #expect(try Tool.verifyKey(signed.model, signed.signature).status == 3, "it is an unsigned file for others")
            try FileManager.default.removeItem(atPath: signature)
        }
    }

    @Test func `the default signature file is model_sig in the working directory`() throws {
        let signed = try SignedModel()
        try FileManager.default.removeItem(atPath: signed.signature)
        let result = try Tool.run(
            [
                "sign", "key", "--private-key", Keys.shared.privateKey, ".",
            ],
            in: URL(filePath: signed.model)
        )
        #expect(result.status == 0)
        #expect(try Tool.verifyKey(signed.model, signed.folder.path("model/model.sig")).status == 0)
    }
}
