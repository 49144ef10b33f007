// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestServices
import TestSupport
import Testing

/// `inspect`: what a file says of itself, and that nothing of it was verified.
@Suite struct InspectTests {
    private func lines(_ files: SigstoreFiles, _ facts: String...) throws -> [Substring] {
        let result = try files.run(["inspect", "bundle.json"])
        result.expect(0)
        let lines = result.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("NOT VERIFIED") == true && lines.last?.hasPrefix("NOT VERIFIED") == true)
        #expect(!result.output.contains("\nVerified"))
        for fact in facts { #expect(result.output.contains(fact), "\(fact) in \(result.output)") }
        return lines
    }

    @Test func `a file's bundle with a certificate in Rekor v1`() throws {
        let files = try SigstoreFiles()
        let digest = "sha256:" + TestText.hex(TestDigest.sha256.hash(files.recipe.artifact))
        let lines = try lines(
            files,
            "signer       \(files.recipe.identity)",
            "vouched by   \(files.recipe.identityProvider)",
            "sourceRepositoryURI https://github.com/example/model",
            "ECDSA P-256 with SHA-256",
            "valid from 2025-06-15T15:05:40Z to 2025-06-15T15:15:40Z",
            "authority    CN=fulcio intermediate",
            "in the certificate log ",
            "entry 1003 of 'rekor.sigstore.test - ",
            "hashedrekord 0.0.1",
            "time 2025-06-15T15:06:40Z, with the log's promise",
            "proof of inclusion in a tree of 8 entries",
            "signed       a file with \(digest)"
        )
        #expect(lines.last?.contains("'model-signing verify-bundle'") == true)
    }

    @Test func `time stamps, and a log that gives no time`() throws {
        _ = try lines(
            SigstoreFiles(TestBundle(.rekorV2)),
            "hashedrekord 0.0.2",
            "time stamp   2025-06-15T15:06:40Z",
            "by 'CN=tsa"
        )
        var recipe = TestBundle()
        recipe.entry.hasPromise = false
        recipe.entry.hasProof = false
        recipe.bundleJSON = {
            $0["verificationMaterial"]?["timestampVerificationData"] =
                ["rfc3161Timestamps": [["signedTimestamp": "MAAA"]]]
        }
        _ = try lines(
            SigstoreFiles(recipe),
            "which nobody signed",
            "no proof of inclusion",
            "time stamp   cannot be read"
        )
    }

    @Test func `bundles of keys name the key by its hint`() throws {
        var recipe = TestBundle(.none)
        recipe.signer = .managedKey
        recipe.keyHint = "the hint"
        _ = try lines(SigstoreFiles(recipe), "the key 'the hint', which is not in the bundle", "log          none")
        recipe.keyHint = ""
        _ = try lines(SigstoreFiles(recipe), "neither named")
        recipe.signer = .certificate
        recipe.bundledCertificate = [0x30, 0]
        _ = try lines(SigstoreFiles(recipe), "a certificate that cannot be read")
    }

    @Test(.enabled(if: OpenSSL.isPresent, OpenSSL.absence))
    func `a model that a key signed`() throws {
        let signed = try SignedModel()
        let result = try Tool.run(["inspect", signed.signature])
        result.expect(
            0,
            "the key '",
            "model        'model', 2 resources, sha256",
            "root digest  sha256:",
            "config.json  sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            "weights/part.bin",
            "left out     .git\n",
            "log          none"
        )
        #expect(result.output.hasSuffix("'model-signing verify' tells whether it is true.\n"))
    }

    @Test func `a statement that is about no model`() throws {
        let files = try SigstoreFiles(TestBundle(.rekorV1, .envelope()))
        let digest = "sha256:" + TestText.hex(TestDigest.sha256.hash(files.recipe.artifact))
        _ = try lines(
            files,
            "a payload of",
            "application/vnd.in-toto+json",
            "statement    https://sigstore.test/predicate/v1",
            "artifact  \(digest)"
        )
        let other = TestBundle(.rekorV1, .envelope(payload: Array("\u{1}\u{2}".utf8), type: "application/x"))
        _ = try lines(SigstoreFiles(other), "a payload of 2 bytes, application/x")
    }

    @Test func `what there can be any number of is listed up to a limit`() throws {
        let names = (100..<150).map { #"{"name":"subject-\#($0)","digest":{"sha256":"00"}}"# }
        let statement =
            #"{"_type":"https://in-toto.io/Statement/v1","subject":[\#(names.joined(separator: ","))],"#
            + #""predicateType":"p","predicate":{}}"#
        var recipe = TestBundle(.rekorV1, .envelope(payload: Array(statement.utf8)))
        recipe.entries = Array(repeating: TestEntry(), count: 50)
        let lines = try lines(SigstoreFiles(recipe), "    and 30 more", "  log          and 30 more")
        #expect(lines.count { $0.contains("subject-") } == 20)
        #expect(lines.count { $0.contains("entry 1003") } == 20)
    }

    @Test func `the JSON says that nothing is verified`() async throws {
        let files = try await SigstoreFiles.model()
        let result = try files.run(["inspect", "bundle.json", "--format", "json"])
        result.expect(0)
        #expect(try result.json().text("schema") == "model-signing/inspect/v1")
        let object = try result.json().object("result")
        #expect(try object.flag("verified") == false)
        let bundle = try object.object("bundle")
        #expect(try bundle.text("mediaType") == "application/vnd.dev.sigstore.bundle.v0.3+json")
        #expect(try bundle.object("content").object("payload").text("type") == "application/vnd.in-toto+json")
        #expect(try bundle.integer("signatureCount") == 1)
        #expect(try bundle.object("certificate").texts("names") == [files.recipe.identity])
        #expect(try bundle.object("certificate").object("claims").text("issuer") == files.recipe.identityProvider)
        #expect(try bundle.objects("logEntries").first?.flag("hasPromise") == true)
        #expect(try bundle.objects("timestamps").isEmpty)
        #expect(try bundle.object("statement").integer("subjectCount") == 1)
        let model = try object.object("model")
        #expect(try model.integer("resourceCount") == 2)
        #expect(try model.objects("resources").map { try $0.text("name") } == ["config.json", "weights/part.bin"])
    }

    @Test(arguments: ["", "garbage", "{}", "[]", "{\"mediaType\":\"\\u001b[31m\\n::error::x\"}"])
    func `text that is no signature is status 4`(_ text: String) throws {
        let files = try SigstoreFiles()
        try files.folder.write(["bundle.json": text])
        try files.run(["inspect", "bundle.json"]).expect(4, "bundle.json")
        let json = try files.run(["inspect", "bundle.json", "--format", "json"])
        #expect(json.status == 4)
        #expect(try json.json().text("schema") == "model-signing/inspect/v1")
    }

    @Test func `a file that is not there is status 4, and none at all is status 2`() throws {
        let files = try SigstoreFiles()
        try files.run(["inspect", "missing"]).expect(4, "missing")
        try files.run(["inspect", "."]).expect(4)
        try files.run(["inspect", ""]).expect(2, "empty")
        try files.run(["inspect"]).expect(2)
        try files.run(["inspect", "bundle.json", "root.json"]).expect(2, "root.json")
        try files.run(["inspect", "root.json"]).expect(4, "media type")
    }
}
