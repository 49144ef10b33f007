// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

/// A Sigstore instance on the loopback interface, and a folder with a model, an artifact and what signs them.
///
/// The services go by the machine's clock, as the tool does.
struct KeylessFiles {
    static let email = "signer@example.com"
    static let artifact = Array("an artifact\n".utf8)

    let folder: TemporaryFolder
    let server: TestSigstoreServer
    let token: String

    init(_ logs: TestEntry.Log = .rekorV2) throws {
        (folder, server) = (try TemporaryFolder(), try TestSigstoreServer { Date() })
        token = try server.token(email: Self.email).text
        try folder.write(["model/config.json": "{}", "model/weights/part.bin": "weights", "token.txt": token + "\n"])
        try write("artifact", Self.artifact)
        try write("statement.json", TestEnvelope.statement(about: Self.artifact))
        try write("trust_config.json", try server.clientTrustConfig(logs).written)
        try write("trusted_root.json", try server.instance.trustedRoot().written)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("token.txt"))
    }

    func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: folder.url.appending(path: name)) }
    func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.url.appending(path: name))) }
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(name)) }

    /// Nobody at a terminal, no browser, no CI job.
    private static let nobody: [String: String] = {
        var environment = ["NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"]
        let names = [
            "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI",
            "GOOGLE_SERVICE_ACCOUNT_NAME", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL",
        ]
        for name in names { environment[name] = "" }
        return environment
    }()

    /// Runs the tool in the folder, and expects that it does not show the token.
    func run(
        _ arguments: [String],
        token: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Program.Result {
        var environment = Self.nobody
        environment["SIGSTORE_ID_TOKEN"] = token
        environment["XDG_CACHE_HOME"] = folder.path("cache")
        environment["XDG_DATA_HOME"] = folder.path("data")
        let result = try Tool.program.run(arguments, in: folder.url, environment: environment)
        for part in self.token.split(separator: ".") {
            let isShown = (result.output + result.error).contains(part.prefix(32))
            #expect(!isShown, "\(result.output)\(result.error)", sourceLocation: sourceLocation)
        }
        return result
    }

    /// `sign` of the model.
    func sign(_ more: String..., trust: [String]? = nil) throws -> Program.Result {
        try run(["sign"] + (trust ?? Self.trust) + more + ["model"], token: token)
    }

    /// `sign-bundle` of the artifact, or of something else.
    func signBundle(_ more: String..., artifact: String = "artifact") throws -> Program.Result {
        try run(["sign-bundle"] + Self.trust + more + [artifact], token: token)
    }

    static let trust = ["--trust-config", "trust_config.json"]
    /// What verifies the signer's signatures.
    var verification: [String] { Self.trust + ["--identity", Self.email, "--identity-provider", server.url] }
}
