// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

/// Whom to trust and whose signature to accept: what the arguments of `verify` and `verify-bundle` say about it.
@Suite struct SigstoreArgumentTests {
    private static let commands = [
        ["verify", "--signature", "bundle.json", "artifact"], ["verify-bundle", "--bundle", "bundle.json", "artifact"],
    ]
    private static let provider = ["--identity-provider", "https://provider.example"]
    private static let name = ["--identity", "me@example.com"]

    private let files: SigstoreFiles

    init() throws { files = try SigstoreFiles() }

    private func expect(
        _ facts: [String],
        _ arguments: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for command in Self.commands {
            let result = try files.run(command + arguments)
            result.expect(2, sourceLocation: sourceLocation)
            for fact in facts {
                #expect(result.error.contains(fact), "\(result.error)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test func `nobody is trusted by default, and the message says what to do`() throws {
        try expect(["--identity", "--identity-provider"], [])
        try files.run(Self.commands[0]).expect(2, "verify key", "verify certificate")
        try files.run(Self.commands[1]).expect(2, "--public-key")
        try expect(["--identity-provider", "accounts.google.com", "any provider"], Self.name)
        try expect(["--identity ", "--identity-pattern"], Self.provider)
        try expect(["--identity ", "--identity-pattern"], ["--certificate-claim", "issuer=a"])
    }

    @Test func `an unset variable is not taken for a name`() throws {
        try expect(["--identity", "empty"], ["--identity", ""] + Self.provider)
        try expect(["--identity", "empty"], ["--identity="] + Self.provider)
        try expect(["--identity-pattern", "empty"], ["--identity-pattern", ""] + Self.provider)
        try expect(["--identity-provider", "empty"], Self.name + ["--identity-provider", ""])
        try expect(["--identity-provider", "empty"], Self.name + Self.provider + ["--identity_provider="])
        try expect(["--trust-config", "empty"], Self.name + Self.provider + ["--trust-config="])
        try expect(["name=value"], Self.name + Self.provider + ["--certificate-claim", ""])
        try expect(["name=value"], Self.name + Self.provider + ["--certificate-claim=buildTrigger="])
    }

    @Test func `what excludes each other is said`() throws {
        let pattern = ["--identity-pattern", ".*"]
        try expect(["--identity and --identity-pattern exclude"], Self.name + pattern + Self.provider)
        let trust = ["--trust-config", "root.json", "--use-staging"]
        try expect(["--use-staging and --trust-config exclude"], Self.name + Self.provider + trust)
        for more in [Self.name, Self.provider, pattern, ["--certificate-claim", "issuer=a"]] {
            try files.run(Self.commands[1] + ["--public-key", "key.pub"] + more).expect(2, "--public-key")
        }
    }

    @Test(arguments: ["(", "[", "a{2,1}", "*", String(repeating: "a", count: 2049)])
    func `a pattern that cannot be used is status 2`(_ pattern: String) throws {
        try expect(["--identity-pattern"], ["--identity-pattern", pattern] + Self.provider)
    }

    @Test func `an unknown claim is status 2, and those that there are are named`() throws {
        let good = Self.name + Self.provider
        try expect(["'x'", "sourceRepositoryURI", "buildTrigger"], good + ["--certificate-claim", "x=1"])
        try expect(["'BuildTrigger'"], good + ["--certificate-claim", "BuildTrigger=1"])
        try expect(["name=value"], good + ["--certificate-claim", "buildTrigger"])
        try expect(["name=value"], good + ["--certificate-claim", "=1"])
        let twice = ["--certificate-claim", "buildTrigger=1", "--certificate-claim", "buildTrigger=1"]
        try expect(["'buildTrigger' twice"], good + twice)
    }

    @Test(arguments: [
        "missing.json", "folder", "garbage.json", "empty.json", "artifact", "bundle.json", "large.json", "/dev/null",
    ])
    func `a trust configuration that cannot be used is status 2 and named`(_ name: String) throws {
        try files.folder.write(["garbage.json": "{", "empty.json": "", "large.json": "{}", "folder/file": ""])
        try truncate(files.folder.path("large.json"), to: 5 << 20)
        try expect([name], Self.name + Self.provider + ["--trust-config", name])
    }

    @Test func `a trust configuration whose content cannot be used is status 2 and named`() throws {
        let alterations: [Alteration<TestJSON>] = [
            { $0["mediaType"] = "application/json" }, { $0["extra"] = "1" }, { $0.add("tlogs", []) },
            { $0["tlogs"]?[0]?["publicKey"]?["rawBytes"] = "AAAA" },
            { $0["tlogs"]?[0]?["publicKey"]?["validFor"] = [:] },
            { $0["certificateAuthorities"]?[0]?["certChain"]?["certificates"] = [["rawBytes": "AAAA"]] },
        ]
        for alteration in alterations {
            var recipe = TestBundle()
            recipe.trustedRootJSON = alteration
            let made = try recipe.make()
            for bytes in [made.trustedRootJSON, made.clientTrustConfigJSON] {
                try files.write("bad.json", bytes)
                try expect(["bad.json"], Self.name + Self.provider + ["--trust-config", "bad.json"])
            }
        }
    }

    @Test func `a trust root without the services that took part is status 1`() throws {
        for part in ["tlogs", "certificateAuthorities", "ctlogs"] {
            var recipe = TestBundle()
            recipe.trustedRootJSON = { $0[part] = [] }
            try SigstoreFiles(recipe).verifyBundle().expect(1)
        }
    }

    @Test func `failures are JSON where JSON is wanted`() throws {
        let json = ["--format", "json"]
        let missing = try files.verifyBundle("artifact", json, identity: [])
        #expect(missing.status == 2 && missing.error.isEmpty)
        #expect(try missing.json().text("schema") == "model-signing/verify-bundle/v1")
        #expect(try missing.json().object("error").text("message").contains("--identity"))
        let other = try files.verifyBundle("artifact", json, identity: Self.name + Self.provider)
        #expect(other.status == 1 && other.error.isEmpty)
        #expect(try other.json().integer("status") == 1)
        #expect(try other.json().object("error").text("message").contains(files.recipe.identity))
        let root = try files.verifyBundle("artifact", json, trust: ["--trust-config", "artifact"])
        #expect(try root.json().integer("status") == 2)
    }
}
