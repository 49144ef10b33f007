// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import TestServices
import TestSupport
import Testing

@Suite struct SignSigstoreTests {
    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `a model is signed with a token alone, and verifies`(_ log: TestEntry.Log) throws {
        let files = try KeylessFiles(log)
        try files.sign().expect(0, "Signed: 'model', 2 files", KeylessFiles.email, files.server.url, "log", "model.sig")
        try files.run(["verify", "--signature", "model.sig", "model"] + files.verification).expect(0, "Verified")
        let other = ["--identity", "other@example.com", "--identity-provider", files.server.url]
        try files.run(["verify", "--signature", "model.sig", "model"] + KeylessFiles.trust + other).expect(1)
        try files.folder.write(["model/config.json": "{ }"])
        try files.run(["verify", "--signature", "model.sig", "model"] + files.verification).expect(3, "config.json")
    }

    @Test func `what was signed is said for people and for programs`() throws {
        let files = try KeylessFiles(.rekorV1)
        let text = try files.sign("--signature", "the signature.sig")
        let command =
            "model-signing verify \(KeylessFiles.trust.joined(separator: " ")) --identity \(KeylessFiles.email) --identity-provider \(files.server.url) "
            + "--signature 'the signature.sig' model"
        text.expect(0, "Others verify it with:", command)
        let json = try files.sign("--format", "json")
        json.expect(0)
        let report = try json.json()
        #expect(try report.text("schema") == "model-signing/sign/v1" && report.integer("status") == 0)
        let result = try report.object("result")
        #expect(try result.text("signature") == "model.sig" && result.integer("files") == 2)
        let entry = try #require(try result.objects("logEntries").first)
        #expect(try entry.text("kind") == "dsse 0.0.1" && entry.integer("index") >= 0)
        #expect(json.output.contains(KeylessFiles.email) && json.output.contains(files.server.url))
    }

    @Test func `a token may be an argument, a file or in the environment`() throws {
        let files = try KeylessFiles()
        let sign = ["sign"] + KeylessFiles.trust
        try files.run(sign + ["--identity-token", files.token, "model"]).expect(0, KeylessFiles.email)
        try files.run(["sign", "sigstore"] + KeylessFiles.trust + ["--identity_token=\(files.token)", "model"])
            .expect(0, KeylessFiles.email)
        try files.run(sign + ["--identity-token-file", "token.txt", "model"]).expect(0, KeylessFiles.email)
        let bytes = try files.read("model.sig")
        try files.run(sign + ["--identity-token-file", "none.txt", "model"]).expect(2, "none.txt")
        #expect(try files.read("model.sig") == bytes)
    }

    @Test func `an instance that is known by its address is signed with`() throws {
        let files = try KeylessFiles()
        try files.write("root.json", #require(files.server.tufFiles()["1.root.json"]))
        let instance = ["--instance", files.server.tufURL]
        try files.run(["trust", "init", "--url", files.server.tufURL, "--root", "root.json"]).expect(0)
        try files.sign(trust: instance).expect(0, KeylessFiles.email)
        let signer = ["--identity", KeylessFiles.email, "--identity-provider", files.server.url]
        try files.run(["verify", "--signature", "model.sig", "model"] + instance + signer).expect(0, "Verified")
    }

    @Test func `an earlier signature says what has changed`() throws {
        let files = try KeylessFiles()
        try files.sign().expect(0)
        try files.folder.write(["model/new.txt": "new"])
        try files.sign("--reuse", "model.sig", "--signature", "next.sig").expect(0, "1 added", "since 'model.sig'")
        try files.write("model.sig", Array("{}".utf8))
        try files.sign("--reuse", "model.sig", "--signature", "third.sig").expect(2, "--reuse")
        #expect(!files.exists("third.sig"))
    }

    @Test func `a promise that no signature has room for makes none`() throws {
        let files = try KeylessFiles()
        files.server.desk.detachesSCT = true
        try files.sign().expect(1, "beside the certificate")
        #expect(!files.exists("model.sig"))
    }

    // MARK: Failures.

    /// A service's fault, and the exit status.
    struct Failure: Sendable, CustomTestStringConvertible {
        let service: TestService
        let fault: TestServiceFault
        let status: Int32
        let fact: String

        var testDescription: String { "\(service.rawValue)=\(fault.name)" }
    }

    /// Waits that are too long end the attempts at once.
    static let failures = [
        Failure(service: .fulcio, fault: .status(503, retryAfter: 31), status: 5, fact: "certificate authority"),
        Failure(service: .fulcio, fault: .status(400), status: 5, fact: "refused"),
        Failure(service: .fulcio, fault: .otherKey, status: 1, fact: "another key"),
        Failure(service: .fulcio, fault: .withoutSCT, status: 1, fact: "certificate authority"),
        Failure(service: .timestamps, fault: .garbage, status: 5, fact: "timestamp authority"),
        Failure(service: .timestamps, fault: .otherAuthority, status: 1, fact: "timestamp authority"),
        Failure(service: .timestamps, fault: .clock(601), status: 1, fact: "timestamp authority"),
        Failure(service: .rekorV2, fault: .status(500, retryAfter: 31), status: 5, fact: "transparency log"),
        Failure(service: .rekorV2, fault: .otherRequest, status: 1, fact: "transparency log"),
        Failure(service: .rekorV2, fault: .staleCheckpoint, status: 1, fact: "transparency log"),
    ]

    @Test(arguments: failures)
    func `a service that fails leaves no signature, and an older one as it was`(_ failure: Failure) throws {
        let files = try KeylessFiles()
        files.server.desk.fail(failure.service, failure.fault)
        try files.sign().expect(failure.status, failure.fact)
        #expect(!files.exists("model.sig"))
        try files.write("model.sig", Array("older".utf8))
        let json = try files.sign("--format", "json")
        #expect(json.status == failure.status && json.error.isEmpty)
        #expect(try json.json().integer("status") == Int64(failure.status))
        #expect(try files.read("model.sig") == Array("older".utf8))
        let names = try FileManager.default.subpathsOfDirectory(atPath: files.folder.path("model"))
        #expect(Set(names) == ["config.json", "weights", "weights/part.bin"])
    }

    @Test func `services that nobody answers for are status 5`() throws {
        let files = try KeylessFiles()
        // Port 1 has no listener.
        let text = String(decoding: try files.server.clientTrustConfig(.rekorV2).written, as: UTF8.self)
        try files.write("trust_config.json", Array(text.replacing(files.server.url, with: "http://127.0.0.1:1").utf8))
        try files.sign().expect(5, "certificate authority", "127.0.0.1:1")
        #expect(!files.exists("model.sig"))
    }

    @Test func `without an identity nothing is asked, and the ways to one are named`() throws {
        let files = try KeylessFiles()
        for command in [["sign"], ["sign", "sigstore"]] {
            let result = try files.run(command + KeylessFiles.trust + ["model"])
            result.expect(2, "who signs?", "--identity-token", "--oauth-device", "SIGSTORE_ID_TOKEN")
        }
        try files.run(["sign"] + KeylessFiles.trust).expect(2)
        #expect(files.server.answers.isEmpty && !files.exists("model.sig"))
    }

    @Test func `a token that cannot be used is sent nowhere`() throws {
        let files = try KeylessFiles()
        let sign = ["sign"] + KeylessFiles.trust + ["model"]
        var token = files.server.token(email: KeylessFiles.email)
        token.date -= 3600
        try files.run(sign, token: token.text).expect(2, "SIGSTORE_ID_TOKEN: ", "expired")
        token = files.server.token(email: KeylessFiles.email)
        token.audience = "other"
        try files.run(sign, token: token.text).expect(2, "'other'")
        token = files.server.token(email: KeylessFiles.email)
        token.isEmailVerified = false
        try files.run(sign, token: token.text).expect(2, "verified")
        try files.run(sign, token: "no.token").expect(2)
        let both = ["--identity-token", files.token, "--identity-token-file", "token.txt"]
        try files.run(sign + both).expect(2, "exclude")
        try files.run(sign + ["--identity-token="]).expect(2, "empty")
        #expect(files.server.answers.isEmpty && !files.exists("model.sig"))
    }

    @Test func `an instance that cannot be signed with is status 2`() throws {
        let files = try KeylessFiles()
        try files.sign(trust: ["--trust-config", "trusted_root.json"]).expect(2, "trusted root", "client trust")
        try files.sign(trust: ["--trust-config", "none.json"]).expect(2, "none.json")
        try files.sign("--use-staging").expect(2, "exclude")
        try files.sign("--instance", files.server.tufURL).expect(2, "exclude")
        try files.sign(trust: ["--instance", files.server.tufURL]).expect(2, "trust init")
        var config = try files.server.clientTrustConfig(.rekorV2)
        config["signingConfig"]?["caUrls"] = []
        try files.write("trust_config.json", config.written)
        try files.sign().expect(2, "certificateAuthority")
        #expect(files.server.answers.isEmpty && !files.exists("model.sig"))
    }

    @Test func `what is signed with is never replaced`() throws {
        let files = try KeylessFiles()
        for name in ["trust_config.json", "token.txt", "model"] {
            let arguments = ["--identity-token-file", "token.txt", "--signature", name, "model"]
            try files.run(["sign"] + KeylessFiles.trust + arguments).expect(2, name)
        }
        #expect(files.server.answers.isEmpty)
    }
}
