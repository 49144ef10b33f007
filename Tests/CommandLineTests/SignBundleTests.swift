// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

@Suite struct SignBundleTests {
    @Test func `a file's bundle lies beside it and verifies`() throws {
        let files = try KeylessFiles()
        try files.signBundle().expect(
            0,
            "Signed: 'artifact'",
            "artifact.sigstore.json",
            KeylessFiles.email,
            "verify-bundle"
        )
        let verify = ["verify-bundle", "--bundle", "artifact.sigstore.json", "artifact"] + files.verification
        try files.run(verify).expect(0, "Verified")
        try files.write("artifact", KeylessFiles.artifact + [0])
        try files.run(verify).expect(3)
    }

    @Test func `a digest is signed like its file`() throws {
        let files = try KeylessFiles(.rekorV1)
        let digest =
            "sha256:" + TestDigest.sha256.hash(KeylessFiles.artifact).map { String(format: "%02x", $0) }.joined()
        try files.signBundle("--bundle", "b.json", artifact: digest).expect(0, digest)
        try files.run(["verify-bundle", "--bundle", "b.json", "artifact"] + files.verification).expect(0)
        try files.signBundle(artifact: digest).expect(2, "--bundle")
        let other = "sha512:" + String(repeating: "0", count: 128)
        try files.signBundle("--bundle", "c.json", artifact: other).expect(2, "SHA-256")
        #expect(!files.exists("c.json"))
    }

    @Test func `a statement is signed as one`() throws {
        let files = try KeylessFiles()
        try files.signBundle("--in-toto", "--bundle", "b.json", artifact: "statement.json").expect(0, "the statement")
        try files.run(["verify-bundle", "--bundle", "b.json", "artifact"] + files.verification).expect(0, "Verified")
        try files.signBundle("--in-toto", "--bundle", "c.json").expect(2, "in-toto", "artifact")
        try files.signBundle("--in-toto", "--bundle", "c.json", artifact: "none.json").expect(2, "none.json")
        #expect(!files.exists("c.json"))
    }

    @Test func `the report is JSON where JSON is wanted`() throws {
        let files = try KeylessFiles()
        let report = try files.signBundle("--format", "json").json()
        #expect(try report.text("schema") == "model-signing/sign-bundle/v1")
        let result = try report.object("result")
        #expect(try result.text("artifact") == "artifact" && result.text("bundle") == "artifact.sigstore.json")
        #expect(try result.objects("logEntries").first?.text("kind") == "hashedrekord 0.0.2")
    }

    @Test(arguments: [
        SignSigstoreTests.Failure(
            service: .fulcio,
            fault: .status(503, retryAfter: 31),
            status: 5,
            fact: "certificate authority"
        ),
        SignSigstoreTests.Failure(service: .rekorV2, fault: .badProof, status: 1, fact: "transparency log"),
        SignSigstoreTests.Failure(service: .timestamps, fault: .wrongNonce, status: 1, fact: "timestamp authority"),
    ])
    func `a service that fails leaves no bundle`(_ failure: SignSigstoreTests.Failure) throws {
        let files = try KeylessFiles()
        files.server.desk.fail(failure.service, failure.fault)
        try files.signBundle().expect(failure.status, failure.fact)
        #expect(!files.exists("artifact.sigstore.json"))
    }

    @Test func `an older bundle is replaced by a good one alone, and no other file is`() throws {
        let files = try KeylessFiles()
        try files.signBundle().expect(0)
        let older = try files.read("artifact.sigstore.json")
        files.server.desk.fail(.rekorV2, .badProof)
        try files.signBundle().expect(1)
        #expect(try files.read("artifact.sigstore.json") == older)
        files.server.desk.heal()
        try files.signBundle().expect(0)
        #expect(try files.read("artifact.sigstore.json") != older)
        for name in ["artifact", "statement.json", "trust_config.json"] {
            let bytes = try files.read(name)
            try files.signBundle("--bundle", name).expect(2, name)
            #expect(try files.read(name) == bytes)
        }
    }

    @Test func `without an identity, or a file, nothing is asked`() throws {
        let files = try KeylessFiles()
        try files.run(["sign-bundle"] + KeylessFiles.trust + ["artifact"]).expect(2, "who signs?")
        try files.signBundle(artifact: "none").expect(2, "none")
        try files.signBundle(artifact: "").expect(2, "empty")
        try files.signBundle("--bundle=").expect(2, "empty")
        #expect(files.server.answers.isEmpty && !files.exists("artifact.sigstore.json"))
    }
}
