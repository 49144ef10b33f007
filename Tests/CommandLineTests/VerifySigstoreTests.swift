// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestServices
import TestSupport
import Testing

/// `verify`, whose default method is Sigstore, against an instance in memory.
@Suite struct VerifySigstoreTests {
    @Test(arguments: ["root.json", "config.json"], [TestEntry.Log.rekorV1, .rekorV2])
    func `a model is verified offline, and the report says what was established`(
        _ trust: String,
        _ log: TestEntry.Log
    ) async throws {
        let files = try await SigstoreFiles.model(TestBundle(log))
        let witness = log == .rekorV1 ? "signed by the log" : "time stamp by"
        try files.verify(trust: ["--trust-config", trust]).expect(
            0,
            "Verified: 'model'",
            files.recipe.identity,
            files.recipe.identityProvider,
            "https://github.com/example/model\n",
            "refs/heads/main",
            "2025-06-15T15:06:40Z, \(witness) https://",
            "log          entry",
            "CN=fulcio root",
            "2 files, 9 bytes",
            "sha256:",
            "not checked  revocation, whether"
        )
    }

    @Test func `the method can be named, and flags have underscores, too`() async throws {
        let files = try await SigstoreFiles.model()
        let named = ["verify", "sigstore", "--signature", "bundle.json", "model"]
        try files.run(named + files.identity + files.trust).expect(0, "Verified")
        let names = ["--identity", files.recipe.identity, "--identity_provider=\(files.recipe.identityProvider)"]
        try files.run(named + names + ["--trust_config", "root.json", "--use_staging=false"]).expect(0, "Verified")
        let claim = ["--certificate_claim", "sourceRepositoryRef=refs/heads/main"]
        try files.verify(claim + ["--identity_provider", "https://other.example"]).expect(0, "Verified")
    }

    @Test func `the JSON says who signed, when, and in which log`() async throws {
        let files = try await SigstoreFiles.model()
        let result = try files.verify(["--format", "json"])
        result.expect(0)
        let object = try result.json()
        #expect(try object.text("schema") == "model-signing/verify/v1")
        let evidence = try object.object("result").object("evidence")
        #expect(try evidence.texts("unchecked") == ["logConsistency", "revocation"])
        let entry = try #require(try evidence.objects("logEntries").first)
        #expect(try entry.text("log") == "https://rekor.sigstore.test")
        #expect(try entry.integer("index") == 1003)
        #expect(try entry.integer("treeSize") == 8)
        #expect(try entry.text("kind") == "dsse 0.0.1")
        #expect(try entry.text("integratedTime") == "2025-06-15T15:06:40Z")
        #expect(try entry.text("logID").wholeMatch(of: /[0-9a-f]{64}/) != nil)

        let signer = try #require(try object.object("result").objects("signers").first)
        #expect(try signer.text("method") == "sigstore")
        let sigstore = try signer.object("sigstore")
        #expect(try sigstore.text("identity") == files.recipe.identity)
        #expect(try sigstore.text("issuer") == files.recipe.identityProvider)
        #expect(try sigstore.object("claims").text("sourceRepositoryURI") == "https://github.com/example/model")
        #expect(try sigstore.object("certificate").text("anchorSubject").contains("fulcio root"))
        #expect(try sigstore.texts("certificateLogs").count == 1)
        let time = try signer.object("time")
        #expect(try time.text("source") == "observed")
        let observation = try #require(try time.objects("observations").first)
        #expect(try observation.text("source") == "transparencyLog")
        #expect(try observation.text("observer") == "https://rekor.sigstore.test")
        #expect(try observation.text("date") == "2025-06-15T15:06:40Z")
    }

    /// What the certificate says, and what was expected, are both shown whole: they often differ at the end alone.
    @Test func `another identity, and a part of the right one, are status 1`() async throws {
        let files = try await SigstoreFiles.model()
        let name = files.recipe.identity
        for other in ["me@example.com", String(name.dropLast()), name + "x", name.uppercased(), "sign.yml", ".*"] {
            let identity = ["--identity", other, "--identity-provider", files.recipe.identityProvider]
            try files.verify(identity: identity).expect(1, "is for '\(name)'", "'\(other)' was expected")
        }
        var long = TestBundle()
        long.leaf.names = [.uri("https://github.com/\(String(repeating: "long/", count: 60))sign.yml@refs/heads/main")]
        let longFiles = try await SigstoreFiles.model(long)
        let expected = long.identity.replacing("heads/main", with: "tags/v1")
        try longFiles.verify(identity: ["--identity", expected, "--identity-provider", long.identityProvider])
            .expect(1, "'\(long.identity)'", "'\(expected)'")
    }

    @Test func `the right name from another provider is status 1`() async throws {
        let files = try await SigstoreFiles.model()
        for other in ["https://accounts.google.com", String(files.recipe.identityProvider.dropLast())] {
            let identity = ["--identity", files.recipe.identity, "--identity-provider", other]
            try files.verify(identity: identity).expect(1, files.recipe.identityProvider, "'\(other)' was expected")
        }
    }

    @Test func `a pattern must match all of the name, and may be narrowed by claims`() async throws {
        let files = try await SigstoreFiles.model()
        func verify(_ pattern: String, _ claims: String...) throws -> Program.Result {
            let identity = ["--identity-pattern", pattern, "--identity-provider", files.recipe.identityProvider]
            return try files.verify(claims.flatMap { ["--certificate-claim", $0] }, identity: identity)
        }
        let good = "https://github[.]com/example/model/[^@]+@refs/heads/.+"
        try verify(good).expect(0, files.recipe.identity)
        try verify(good, "sourceRepositoryURI=https://github.com/example/model", "buildTrigger=workflow_dispatch")
            .expect(0)
        for bad in ["https://github[.]com/example/mod", "example/model", "x|https://github[.]com", "^https://", "a|b"] {
            try verify(bad).expect(1, files.recipe.identity, "matches '\(bad)'")
        }
        try verify(good, "buildTrigger=push").expect(1, "buildTrigger is 'workflow_dispatch'", "'push' was expected")
        try verify(good, "buildTrigger=workflow_dispatch", "deploymentEnvironment=release")
            .expect(1, "no deploymentEnvironment", "'release' was expected")
    }

    @Test func `a model that was changed is status 3, and the file is named`() async throws {
        let files = try await SigstoreFiles.model()
        try files.folder.write(["model/config.json": "{ }", "model/extra": ""])
        try files.verify().expect(3, "changed: config.json", "not signed: extra")
        let json = try files.verify(["--format", "json"]).json()
        #expect(try json.object("error").object("difference").texts("unsigned") == ["extra"])
    }

    @Test func `the public instance and staging do not vouch for another instance`() async throws {
        let files = try await SigstoreFiles.model()
        try files.verify(trust: ["--offline"]).expect(1, "does not name", "recent enough")
        try files.verify(trust: ["--use_staging", "--offline"]).expect(1, "warning: --use-staging", "does not name")
        try files.verify(trust: ["--use-staging", "--offline", "--log-level", "error"]).expect(1, "does not name")
    }

    @Test func `a bundle that signs a file, or a statement of another kind, is no model's`() async throws {
        let files = try await SigstoreFiles.model()
        for recipe in [TestBundle(), TestBundle(.rekorV1, .envelope())] {
            try files.write("bundle.json", recipe.make().bundleJSON)
            try files.verify().expect(1, recipe.content == .message ? "an artifact" : "predicate type")
        }
    }

    @Test func `a missing signature, and text that is none, are status 4`() async throws {
        let files = try await SigstoreFiles.model()
        for text in ["", "{}", "garbage"] {
            try files.folder.write(["bundle.json": text])
            try files.verify().expect(4, "bundle.json")
        }
        try FileManager.default.removeItem(at: files.folder.url.appending(path: "bundle.json"))
        try files.verify().expect(4, "bundle.json", "there is no signature file")
    }

    @Test(.enabled(if: OpenSSL.isPresent, OpenSSL.absence))
    func `signatures of other methods are status 1, and the method is named`() async throws {
        let files = try await SigstoreFiles.model()
        let (model, signature) = (files.folder.path("model"), files.folder.path("bundle.json"))
        try Tool.verifyKey(model, signature).expect(1, "'certificate' or 'sigstore'")
        let chain = ["--certificate-chain", Certificates.shared.root]
        try files.run(["verify", "certificate", "--signature", "bundle.json", "model"] + chain).expect(1, "'sigstore'")
        #expect(try Tool.signKey(model, to: signature).status == 0)
        try files.verify().expect(1, "bare key", "the method 'key'")
        try FileManager.default.removeItem(atPath: signature)
        try Certificates.shared.sign(model, with: "leaf", to: signature)
        try files.verify().expect(1, "private authority", "the method 'certificate'")
    }
}
