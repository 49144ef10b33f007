// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import HTTPTypes
import SigstoreClient
import Synchronization
import TestServices
import Testing

@Suite struct AmbientIdentityTests {
    /// Everything around a process, and what it asked for.
    private final class Scene: Sendable {
        private struct Denied: Error {}

        let environment: [String: String]
        let files: [String: String?]
        let answer: @Sendable (HTTPRequest, [UInt8]) throws -> Reply
        let program: (@Sendable (String, [String]) throws -> AmbientSurroundings.ProgramResult)?
        private let seen = Mutex<(requests: [String], fields: [HTTPFields], programs: [[String]])>(([], [], []))

        var requests: [String] { seen.withLock { $0.requests } }
        var fields: [HTTPFields] { seen.withLock { $0.fields } }
        var programs: [[String]] { seen.withLock { $0.programs } }

        /// - Parameter files: A file without content cannot be read.
        init(
            _ environment: [String: String] = [:],
            files: [String: String?] = [:],
            answer: @escaping @Sendable (HTTPRequest, [UInt8]) throws -> Reply = { _, _ in Reply(status: .notFound) },
            program: (@Sendable (String, [String]) throws -> AmbientSurroundings.ProgramResult)? = nil
        ) {
            (self.environment, self.files, self.program, self.answer) = (environment, files, program, answer)
        }

        var surroundings: AmbientSurroundings {
            AmbientSurroundings(
                environment: environment,
                readFile: { [files] path, limit in
                    guard let file = files[path] else { return nil }
                    guard let file, file.utf8.count <= limit else { throw Denied() }
                    return Array(file.utf8)
                },
                runProgram: program.map { program in
                    { @Sendable [self] name, arguments in
                        seen.withLock { $0.programs.append([name] + arguments) }
                        return try program(name, arguments)
                    }
                }
            )
        }

        var client: WebClient {
            let transport = AnsweringTransport { [self] request, body in
                let url = "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "")"
                seen.withLock {
                    $0.requests.append("\(request.method) \(url)")
                    $0.fields.append(request.headerFields)
                }
                return try answer(request, body)
            }
            return WebClient(transport, retries: .none)
        }

        func detected(_ scope: AmbientIdentity.Scope = .machine) -> AmbientIdentity? {
            AmbientIdentity.detect(scope, in: surroundings)
        }

        func token(audience: String = "sigstore") async throws -> IdentityToken {
            let identity = try #require(detected())
            return try await identity.token(audience: audience, over: client, now: TestToken.now)
        }
    }

    private static let token = TestToken().text
    private static let product = "/sys/class/dmi/id/product_name"
    private static let mounted = "/var/run/sigstore/cosign/oidc-token"
    private static let flavor: HTTPFields = HTTPField.Name("Metadata-Flavor").map { [$0: "Google"] } ?? [:]

    @Test func `where nothing gives an identity there is none, and nobody is asked`() {
        let scene = Scene(
            ["GITHUB_ACTIONS": "", "BUILDKITE": "", "PATH": "/bin"],
            files: [Self.product: "VirtualBox\n"]
        )
        #expect(scene.detected() == nil)
        #expect(scene.requests.isEmpty && scene.programs.isEmpty)
    }

    @Test func `what is nearest to the job comes first`() {
        var environment = [
            "GITHUB_ACTIONS": "true", "GITLAB_CI": "true", "BUILDKITE": "true", "CIRCLECI": "true",
            "SIGSTORE_ID_TOKEN_FILE": "/token", "GOOGLE_SERVICE_ACCOUNT_NAME": "a@b.example",
        ]
        let files: [String: String?] = [Self.product: "Google Compute Engine\n", Self.mounted: "token"]
        let order = [
            ("GITHUB_ACTIONS", "GitHub Actions"), ("GITLAB_CI", "GitLab CI/CD"), ("BUILDKITE", "Buildkite"),
            ("CIRCLECI", "CircleCI"), ("SIGSTORE_ID_TOKEN_FILE", "Kubernetes"), ("", "Kubernetes"),
        ]
        for (variable, name) in order {
            #expect(Scene(environment, files: files).detected()?.name == name)
            environment[variable] = nil
        }
        let scene = Scene(environment, files: [Self.product: "Google Compute Engine\n"])
        #expect(scene.detected(.job)?.name == "Google Cloud")
    }

    @Test(arguments: ["Google", "Google Compute Engine", "Google Compute Engine\n"])
    func `a machine's own identity is none that was set up for a job`(_ name: String) {
        let scene = Scene(files: [Self.product: name])
        #expect(scene.detected()?.name == "Google Cloud")
        #expect(scene.detected(.job) == nil)
    }

    private static let gitHub = [
        "GITHUB_ACTIONS": "true", "ACTIONS_ID_TOKEN_REQUEST_URL": "https://runner.example/token?api-version=2.0",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "a.request.token",
    ]

    @Test func `GitHub's runner gives a token for the audience`() async throws {
        let scene = Scene(Self.gitHub) { _, _ in .json(["count": .number("1"), "value": .string(Self.token)]) }
        #expect(try await scene.token().identity == "alice@example.com")
        #expect(scene.requests == ["GET https://runner.example/token?api-version=2.0&audience=sigstore"])
        #expect(scene.fields.first?[.authorization] == "Bearer a.request.token")
    }

    @Test(arguments: ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"])
    func `a job of GitHub's without the permission is told about it`(_ name: String) async throws {
        var environment = Self.gitHub
        environment[name] = nil
        let error = await expect(.ambientIdentityFailed) { try await Scene(environment).token() }
        #expect(error?.message.contains("id-token: write") == true)
        environment[name] = "ü \n"
        await expect(.ambientIdentityFailed) { try await Scene(environment).token() }
    }

    @Test func `GitHub's runner is asked over TLS alone`() async throws {
        var environment = Self.gitHub
        environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = "http://runner.example/token"
        let scene = Scene(environment) { _, _ in .json(["value": .string(Self.token)]) }
        await expect(.ambientIdentityFailed) { try await scene.token() }
        #expect(scene.requests.isEmpty)
    }

    static let badReplies: [Reply] = [
        Reply(status: .ok), .json([:]), .json(["value": .number("1")]), .json(["value": "hello"]), .json([]),
        .json(.raw(#"{"value":"a","value":"b"}"#)), Reply(status: .forbidden), Reply(status: .found),
        Reply(status: .internalServerError), .json(["value": .string(TestToken().with("aud", "other").text)]),
        .json(["value": .string(TestToken().with("exp", .number("1")).text)]),
        Reply(status: .ok, body: Array(repeating: UInt8(ascii: "["), count: 100_000)),
    ]

    @Test(arguments: badReplies.indices)
    func `a runner whose answer cannot be used is an error`(_ index: Int) async throws {
        let scene = Scene(Self.gitHub) { _, _ in Self.badReplies[index] }
        let error = await expect(.ambientIdentityFailed) { try await scene.token() }
        #expect(error?.message.contains("GitHub Actions") == true)
    }

    @Test func `a runner that cannot be reached is an error`() async throws {
        let scene = Scene(Self.gitHub) { _, _ in throw TransportError(.timedOut, "nobody answers") }
        let error = await expect(.ambientIdentityFailed) { try await scene.token() }
        #expect((error?.cause as? TransportError)?.code == .timedOut)
    }

    @Test(arguments: [
        ("sigstore", "SIGSTORE_ID_TOKEN"), ("http://test.audience", "HTTP___TEST_AUDIENCE_ID_TOKEN"),
        ("1st", "_ST_ID_TOKEN"), ("a1_b", "A1_B_ID_TOKEN"),
    ])
    func `GitLab's token is in the variable of its audience`(_ audience: String, _ variable: String) async throws {
        let token = TestToken().with("aud", .string(audience)).text
        let scene = Scene(["GITLAB_CI": "true", variable: token])
        #expect(try await scene.token(audience: audience).identity == "alice@example.com")
        let error = await expect(.ambientIdentityFailed) {
            try await Scene(["GITLAB_CI": "true"]).token(audience: audience)
        }
        #expect(error?.message.contains("'\(variable)'") == true && error?.message.contains("id_tokens") == true)
    }

    static let agents: [(String, [String])] = [
        ("BUILDKITE", ["buildkite-agent", "oidc", "request-token", "--audience", "sigstore"]),
        ("CIRCLECI", ["circleci", "run", "oidc", "get", "--claims", #"{"aud":"sigstore"}"#, "--root-issuer"]),
    ]

    @Test(arguments: agents)
    func `agents are programs, run without a shell`(_ variable: String, _ call: [String]) async throws {
        struct Missing: Error {}
        let good = Scene(
            [variable: "true"],
            program: { _, _ in .init(status: 0, output: Array("\(Self.token)\n".utf8)) }
        )
        #expect(try await good.token().identity == "alice@example.com")
        #expect(good.programs == [call])
        let failing = Scene([variable: "true"], program: { _, _ in .init(status: 3, output: Array(Self.token.utf8)) })
        await expect(.ambientIdentityFailed) { try await failing.token() }
        let silent = Scene([variable: "true"], program: { _, _ in .init(status: 0, output: []) })
        await expect(.ambientIdentityFailed) { try await silent.token() }
        let missing = Scene([variable: "true"], program: { _, _ in throw Missing() })
        await expect(.ambientIdentityFailed) { try await missing.token() }
        await expect(.ambientIdentityFailed) { try await Scene([variable: "true"]).token() }
    }

    @Test func `a pod's token is in a file`() async throws {
        let mounted = Scene(files: [Self.mounted: "\(Self.token)\n"])
        #expect(try await mounted.token().identity == "alice@example.com")
        let elsewhere = Scene(
            ["SIGSTORE_ID_TOKEN_FILE": "/token"],
            files: ["/token": Self.token, Self.mounted: "other"]
        )
        #expect(try await elsewhere.token().identity == "alice@example.com")
        await expect(.ambientIdentityFailed) { try await Scene(["SIGSTORE_ID_TOKEN_FILE": "/token"]).token() }
        await expect(.ambientIdentityFailed) { try await Scene(files: [Self.mounted: Optional<String>.none]).token() }
        await expect(.ambientIdentityFailed) { try await Scene(files: [Self.mounted: ""]).token() }
        let long = String(repeating: " ", count: 64 << 10) + Self.token
        await expect(.ambientIdentityFailed) { try await Scene(files: [Self.mounted: long]).token() }
    }

    @Test func `a machine of Google's asks its metadata server, without TLS`() async throws {
        let scene = Scene(files: [Self.product: "Google\n"]) { _, _ in
            Reply(status: .ok, fields: Self.flavor, body: Array(Self.token.utf8))
        }
        #expect(try await scene.token().identity == "alice@example.com")
        let base = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default"
        #expect(scene.requests == ["GET \(base)/identity?audience=sigstore&format=full"])
        #expect(scene.fields.first?[HTTPField.Name("Metadata-Flavor")!] == "Google")
    }

    @Test(arguments: [
        Reply(status: .ok, body: Array(token.utf8)), Reply(status: .notFound, fields: flavor),
        Reply(status: .ok, fields: flavor), Reply(status: .ok, fields: flavor, body: Array("<html>".utf8)),
    ])
    func `what is not the metadata server, or has no account, is an error`(_ reply: Reply) async throws {
        let scene = Scene(files: [Self.product: "Google\n"]) { _, _ in reply }
        await expect(.ambientIdentityFailed) { try await scene.token() }
    }

    @Test(arguments: [
        ("127.0.0.1:8080", true), ("metadata.example", true), ("a/b", false), ("a b", false), ("@", false),
    ])
    func `the metadata server may be another`(_ host: String, _ isOne: Bool) async throws {
        let scene = Scene(["GCE_METADATA_HOST": host], files: [Self.product: "Google\n"]) { _, _ in
            Reply(status: .ok, fields: Self.flavor, body: Array(Self.token.utf8))
        }
        if isOne {
            _ = try await scene.token()
            #expect(scene.requests.first?.hasPrefix("GET http://\(host)/computeMetadata/") == true)
        } else {
            await expect(.ambientIdentityFailed) { try await scene.token() }
            #expect(scene.requests.isEmpty)
        }
    }

    @Test func `another account of Google's is asked for in this machine's name`() async throws {
        let scene = Scene(["GOOGLE_SERVICE_ACCOUNT_NAME": "robot@project.example"]) { request, body in
            guard request.method == .post else {
                return Reply(status: .ok, fields: Self.flavor, body: Array(#"{"access_token":"ya29.access"}"#.utf8))
            }
            guard String(decoding: body, as: UTF8.self) == #"{"audience":"sigstore","includeEmail":true}"#,
                request.headerFields[.authorization] == "Bearer ya29.access"
            else { return Reply(status: .badRequest) }
            return .json(["token": .string(Self.token)])
        }
        #expect(try await scene.token().identity == "alice@example.com")
        let accounts = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"
        #expect(
            scene.requests == [
                "GET http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token"
                    + "?scopes=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fcloud-platform",
                "POST \(accounts)robot%40project.example:generateIdToken",
            ]
        )
        for body in [#"{"access_token":"a b"}"#, "{}", ""] {
            let scene = Scene(["GOOGLE_SERVICE_ACCOUNT_NAME": "robot@project.example"]) { _, _ in
                Reply(status: .ok, fields: Self.flavor, body: Array(body.utf8))
            }
            await expect(.ambientIdentityFailed) { try await scene.token() }
            #expect(scene.requests.count == 1)
        }
    }
}
