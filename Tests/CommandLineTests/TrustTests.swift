// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import TestServices
import TestSupport
import Testing

/// The tool and a private instance's TUF repository on the loopback interface. Both have the machine's clock.
@Suite struct TrustTests {
    private let files: SigstoreFiles
    private let server: TestTUFServer
    private let repository: TestTUFRepository

    init() async throws {
        files = try await SigstoreFiles.model()
        let root = try Data(contentsOf: files.folder.url.appending(path: "root.json"))
        repository = try .sigstore(
            trustedRoot: Array(root),
            signingConfig: Array(#"{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json"}"#.utf8),
            now: Date()
        )
        server = try TestTUFServer(repository)
        try files.write("tuf-root.json", repository.root(1))
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Result {
        try run(arguments, environment: environment)
    }

    private func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Program.Result {
        let folders = ["XDG_CACHE_HOME": files.folder.path("cache"), "XDG_DATA_HOME": files.folder.path("data")]
        return try Tool.program.run(
            arguments,
            in: files.folder.url,
            environment: folders.merging(environment) { $1 }
        )
    }

    private func verify(_ more: String...) throws -> Program.Result {
        try run(["verify", "--signature", "bundle.json", "--instance", server.url, "model"] + files.identity + more)
    }

    private func begin() throws -> Program.Result {
        try run("trust", "init", "--url", server.url, "--root", "tuf-root.json")
    }

    private func takeRequests() -> [String] {
        defer { server.forgetRequests() }
        return server.requests
    }

    @Test func `a root and an address make an instance, which then needs the address alone`() throws {
        try verify().expect(2, "trust init", server.url)
        #expect(takeRequests() == [])
        try begin().expect(0, "is kept", "version 1")
        #expect(
            takeRequests().prefix(4) == [
                "/2.root.json 404", "/timestamp.json 200", "/1.snapshot.json 200", "/1.targets.json 200",
            ]
        )
        try verify().expect(0, "Verified")
        // Just asked: the cache is recent.
        #expect(takeRequests() == [])
        try run("trust", "show", "--instance", server.url).expect(0, "version 1", "expires", "cache")
        #expect(takeRequests() == [])
        try run("trust", "update", "--instance", server.url + "/").expect(0, "version 1")
        #expect(takeRequests() == ["/2.root.json 404", "/timestamp.json 200"])
    }

    @Test func `the spelling of the Python tools does the same`() throws {
        try run("trust-instance", "tuf-root.json", "--instance", server.url).expect(0, "is kept")
        try verify().expect(0, "Verified")
        try files.verifyBundle(trust: ["--instance", server.url]).expect(2, "trust init")
    }

    @Test func `a root that does not fit its repository is not kept`() throws {
        var other = TestTUFRepository(.p384, now: Date())
        try other.publish()
        try files.write("tuf-root.json", other.root(1))
        try begin().expect(5, "timestamp")
        try verify().expect(2, "trust init")
        try files.write("tuf-root.json", Array("{}".utf8))
        try begin().expect(2, "no TUF root")
        try run("trust", "init", "--url", server.url, "--root", "none.json").expect(2, "none.json")
        // Whoever has no network yet says so.
        try files.write("tuf-root.json", repository.root(1))
        server.forgetRequests()
        try run("trust", "init", "--url", server.url, "--root", "tuf-root.json", "--offline").expect(0, "is kept")
        #expect(takeRequests() == [])
        try verify("--offline").expect(1, "trust update")
        try verify().expect(0, "Verified")
    }

    @Test func `without its repository, a cache that is valid does, with a warning, and otherwise the status is 5`()
        throws
    {
        try begin().expect(0)
        try forgetRefresh()
        server.fail("timestamp.json", .status(404))
        try expectWarned(verify(), "could not be refreshed")
        try verify("--log-level", "error").expect(0, "Verified")
        try run("trust", "update", "--instance", server.url).expect(5, "could not be refreshed", "timestamp.json")
        try FileManager.default.removeItem(atPath: files.folder.path("cache"))
        try verify().expect(5, "could not be refreshed")
        try verify("--offline").expect(1, "nothing is known")
    }

    @Test func `offline, nobody is asked`() throws {
        try begin().expect(0)
        try forgetRefresh()
        server.forgetRequests()
        try verify("--offline").expect(0, "Verified")
        #expect(takeRequests() == [])
    }

    @Test func `a repository that is not kept up is refused`() throws {
        let old = try TestTUFRepository.sigstore(
            trustedRoot: Array(Data(contentsOf: files.folder.url.appending(path: "root.json"))),
            signingConfig: [],
            now: Date() - 30 * 86_400
        )
        let oldServer = try TestTUFServer(old)
        try files.write("tuf-root.json", old.root(1))
        try run("trust", "init", "--url", oldServer.url, "--root", "tuf-root.json").expect(5, "expired")
    }

    @Test func `what the program carries is used offline, and its age is said`() throws {
        for flags in [[], ["--use-staging"]] {
            let shown = try run(["trust", "show"] + flags)
            expectWarned(shown, "trust update")
            #expect(shown.output.contains("never") && shown.output.contains("fulcio"))
            let report = try run(["trust", "show", "--format", "json", "--log-level", "error"] + flags).json()
            #expect(try report.text("schema") == "model-signing/trust-show/v1")
            #expect(try report.object("result").texts("warnings").count == 1)
        }
        try files.verify(["--offline"], trust: []).expect(1, "warning: ", "does not name")
    }

    @Test(arguments: ["http://tuf.example.com", "http://192.0.2.1"])
    func `plain http elsewhere needs a flag`(_ url: String) throws {
        try run("trust", "init", "--url", url, "--root", "tuf-root.json").expect(5, "plain http")
    }

    @Test func `arguments that cannot be meant are refused`() throws {
        try run("trust").expect(2, "show, update or init")
        try run("trust", "init").expect(2, "--url")
        try run("trust", "init", "--url", "", "--root", "tuf-root.json").expect(2, "empty")
        try run("trust", "init", "--url", "nowhere", "--root", "tuf-root.json").expect(2, "no address")
        try run("trust", "update", "--instance=").expect(2, "empty")
        try run("trust", "update", "--instance", server.url, "--use-staging").expect(2, "exclude")
        try run("trust", "update", "--tls-ca=").expect(2, "empty")
        try begin().expect(0)
        try run("trust", "update", "--instance", server.url, "--tls-ca", "none.pem").expect(2, "none.pem")
        try run("trust", "update", "--instance", server.url, environment: ["SSL_CERT_FILE": "none.pem"])
            .expect(2, "none.pem")
        try verify("--trust-config", "root.json").expect(2, "exclude")
        try run("verify", "--trust_config", "root.json", "--use_staging", "--signature", "bundle.json", "model").expect(
            2
        )
    }

    private func expectWarned(
        _ result: Program.Result,
        _ fact: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(result.status == 0, "\(result.error)", sourceLocation: sourceLocation)
        #expect(
            result.error.hasPrefix("warning: ") && result.error.contains(fact),
            "\(result.error)",
            sourceLocation: sourceLocation
        )
    }

    /// Has the cache look as if nobody had asked for a day.
    private func forgetRefresh() throws {
        let trust = files.folder.path("cache/model-signing/trust")
        for folder in try FileManager.default.contentsOfDirectory(atPath: trust) {
            try Data("2020-01-01T00:00:00Z".utf8).write(to: URL(filePath: "\(trust)/\(folder)/refreshed"))
        }
    }
}
