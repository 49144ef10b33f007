// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestServices
import TestSupport
import Testing

/// `verify-bundle`: any file, or its digest, against a bundle.
@Suite struct VerifyBundleTests {
    @Test(arguments: ["root.json", "config.json"], [TestEntry.Log.rekorV1, .rekorV2])
    func `a file is verified, and the report says what was established`(
        _ trust: String,
        _ log: TestEntry.Log
    ) throws {
        let files = try SigstoreFiles(TestBundle(log))
        let witness = log == .rekorV1 ? "signed by the log" : "time stamp by"
        try files.verifyBundle(trust: ["--trust_config=\(trust)"]).expect(
            0,
            "Verified: 'artifact' is what was signed",
            files.recipe.identity,
            files.recipe.identityProvider,
            "2025-06-15T15:06:40Z, \(witness) https://",
            "log          entry",
            "not checked  revocation, whether"
        )
    }

    @Test func `the JSON says who signed, when, and in which log`() throws {
        let files = try SigstoreFiles()
        let result = try files.verifyBundle("artifact", ["--format", "json"])
        result.expect(0)
        #expect(try result.json().text("schema") == "model-signing/verify-bundle/v1")
        let object = try result.json().object("result")
        #expect(try object.text("artifact") == "artifact")
        #expect(object["predicateType"] == nil)
        #expect(try object.texts("unchecked") == ["logConsistency", "revocation"])
        #expect(try object.objects("logEntries").first?.text("kind") == "hashedrekord 0.0.1")
        let signer = try object.object("signer")
        #expect(try signer.text("method") == "sigstore")
        #expect(try signer.object("sigstore").text("identity") == files.recipe.identity)
        #expect(try signer.object("time").objects("observations").count == 1)
    }

    @Test func `a statement about the file is named as what it is`() throws {
        let files = try SigstoreFiles(TestBundle(.rekorV1, .envelope()))
        let predicate = "https://sigstore.test/predicate/v1"
        try files.verifyBundle().expect(0, "is a subject of a signed statement", predicate)
        let json = try files.verifyBundle("artifact", ["--format=json"]).json().object("result")
        #expect(try json.text("predicateType") == predicate)
        try files.folder.write(["artifact": "another"])
        try files.verifyBundle().expect(3, "none of the statement's 1 subjects")
    }

    @Test(arguments: [TestBundle.Content.message, .envelope()])
    func `a digest stands for the file`(_ content: TestBundle.Content) throws {
        let files = try SigstoreFiles(TestBundle(.rekorV1, content))
        let hex = TestText.hex(TestDigest.sha256.hash(files.recipe.artifact))
        try FileManager.default.removeItem(atPath: files.folder.path("artifact"))
        try files.verifyBundle("sha256:\(hex)").expect(0, "Verified: 'sha256:\(hex)'")
        try files.verifyBundle("sha256:\(hex.uppercased())").expect(0, "Verified: 'sha256:")
        let other = TestText.hex(TestDigest.sha256.hash([]))
        try files.verifyBundle("sha256:\(other)").expect(3, other)
        let spellings = [
            hex, "sha256:", "sha256:\(hex.dropLast(2))", "sha256:\(hex)00",
            "SHA256:\(hex)", "sha256=\(hex)", "sha512:\(hex)", "md5:00", "sha256: \(hex)", "artifact",
        ]
        for text in spellings { try files.verifyBundle(text).expect(2, "'\(text)'", "not a digest") }
    }

    @Test func `a digest by another hash than the one that was signed does not serve`() throws {
        let digest = TestDigest.sha512
        let files = try SigstoreFiles()
        let text = "sha512:" + TestText.hex(digest.hash(files.recipe.artifact))
        try files.verifyBundle(text).expect(2, "sha256", "give the artifact itself")
        let statement = TestEnvelope.statement(about: files.recipe.artifact, [.sha256, digest])
        try SigstoreFiles(TestBundle(.rekorV1, .envelope(payload: statement))).verifyBundle(text).expect(0)
    }

    @Test func `a digest is one, whatever files there are`() throws {
        let files = try SigstoreFiles()
        let name = "sha256:" + TestText.hex(TestDigest.sha256.hash(files.recipe.artifact))
        try files.folder.write([name: "another file"])
        try files.verifyBundle(name).expect(0)
        try files.verifyBundle("./\(name)").expect(3, "the artifact's digest")
    }

    @Test func `an RSA key signs with PSS where that is said`() throws {
        var recipe = TestBundle(.rekorV2)
        (recipe.signer, recipe.key) = (.managedKey, TestKey(.rsaPSS, named: "managed"))
        let files = try SigstoreFiles(recipe)
        let key = ["--public-key", "key.pub"]
        try files.verifyBundle("artifact", key + ["--rsa-pss"], identity: []).expect(0)
        try files.verifyBundle("artifact", key, identity: []).expect(1)
        try files.verifyBundle("artifact", ["--rsa-pss"]).expect(2, "--public-key")
    }

    @Test func `another file is status 3, and one that is not there or cannot be read is status 2`() throws {
        let files = try SigstoreFiles()
        try files.folder.write(["other": "another file", "folder/file": ""])
        try files.verifyBundle("other").expect(3, "the artifact's digest is sha256")
        try files.verifyBundle("missing").expect(2, "there is no file 'missing'")
        try files.verifyBundle("folder").expect(2, "'folder'", "directory")
        try files.verifyBundle("").expect(2, "empty")
        let empty = ["verify-bundle", "--bundle", "", "artifact"]
        try files.run(empty + files.identity).expect(2, "empty")
    }

    @Test func `a statement with two digests is about a file that has both`() throws {
        let artifact = TestBundle().artifact
        var statement = TestEnvelope.statement(about: artifact, [.sha256, .sha512])
        try SigstoreFiles(TestBundle(.rekorV1, .envelope(payload: statement))).verifyBundle().expect(0)
        let hex = TestText.hex(TestDigest.sha512.hash(artifact))
        let other = TestText.hex(TestDigest.sha512.hash([]))
        statement = Array(String(decoding: statement, as: UTF8.self).replacing(hex, with: other).utf8)
        try SigstoreFiles(TestBundle(.rekorV1, .envelope(payload: statement))).verifyBundle().expect(3)
    }

    @Test func `a pipe is read once, whatever it must be hashed with`() throws {
        let shell = try #require(Program.installed("sh"))
        let statement = TestEnvelope.statement(about: TestBundle().artifact, [.sha256, .sha384, .sha512])
        for content in [TestBundle.Content.message, .envelope(payload: statement)] {
            let files = try SigstoreFiles(TestBundle(.rekorV1, content))
            let script = "cat artifact | \"$0\" verify-bundle --bundle bundle.json \"$@\" /dev/stdin"
            let tool = Tool.program.url.path(percentEncoded: false)
            let arguments = ["-c", script, tool] + files.identity + files.trust
            try shell.run(arguments, in: files.folder.url).expect(0, "Verified: '/dev/stdin'")
            try files.folder.write(["artifact": "another"])
            try shell.run(arguments, in: files.folder.url).expect(3)
        }
    }

    @Test func `a missing bundle, and text that is none, are status 4`() throws {
        let files = try SigstoreFiles()
        for text in ["", "{}", "garbage", "an artifact\n"] {
            try files.folder.write(["bundle.json": text])
            try files.verifyBundle().expect(4, "bundle.json")
        }
        try FileManager.default.removeItem(atPath: files.folder.path("bundle.json"))
        try files.verifyBundle().expect(4, "bundle.json")
    }

    // MARK: Keys

    private func managed(_ kind: TestKey.Kind = .p256, _ log: TestEntry.Log = .rekorV2) throws -> SigstoreFiles {
        var recipe = TestBundle(log)
        (recipe.signer, recipe.key) = (.managedKey, TestKey(kind, named: "signer"))
        return try SigstoreFiles(recipe)
    }

    @Test(arguments: [TestKey.Kind.p256, .p384, .p521, .ed25519, .rsaPKCS1, .mlDSA65])
    func `a bare key verifies what it signed, and the report says that a log saw it`(_ kind: TestKey.Kind) throws {
        let files = try managed(kind)
        try files.verifyBundle("artifact", ["--public_key", "key.pub"], identity: []).expect(
            0,
            "signer       key ",
            "the public key given",
            "time stamp by https://tsa",
            "log          entry 3"
        )
    }

    @Test func `another key, no key and no bare key are status 1 or 2`() throws {
        let files = try managed()
        try files.write("other.pub", Array(TestKey(.p256, named: "other").publicKeyPEM().utf8))
        try files.verifyBundle("artifact", ["--public-key", "other.pub"], identity: []).expect(1, "key")
        try files.verifyBundle("artifact", ["--public-key", "missing.pub"], identity: []).expect(2, "missing.pub")
        try files.verifyBundle("artifact", ["--public-key", "artifact"], identity: []).expect(2, "'artifact'")
        try files.verifyBundle("artifact", ["--public-key", "key.pub"]).expect(2, "exclude each other")
        try files.verifyBundle().expect(1, "bare key", "public key")
        let certified = try SigstoreFiles()
        try certified.verifyBundle("artifact", ["--public-key", "key.pub"], identity: []).expect(1, "an identity")
    }

    @Test func `a key that signs the file itself needs the file`() throws {
        let files = try managed(.ed25519)
        let digest = "sha256:" + TestText.hex(TestDigest.sha256.hash(files.recipe.artifact))
        let key = ["--public-key", "key.pub"]
        try files.verifyBundle(digest, key, identity: []).expect(2, "not its digest", "give the artifact")
        try files.verifyBundle("artifact", key, identity: []).expect(0, "Ed25519")
        try files.folder.write(["artifact": "another"])
        try files.verifyBundle("artifact", key, identity: []).expect(3)
    }
}
