// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SignatureKeys
import SigstoreBundle
import SigstoreVerification
import TestServices
import TestSupport
import Testing

/// Something that a client of others signs with services on the loopback interface, and that we verify.
///
/// The services go by the machine's clock here, as the clients do.
struct SigstoreSigning {
    static let email = "signer@example.com"
    static let predicateType = "https://slsa.dev/provenance/v1"

    let server: TestSigstoreServer
    let folder: TemporaryFolder
    let artifact = Array("an artifact\n".utf8)

    /// Starts the services and writes what a client needs.
    init(_ log: TestEntry.Log, isStamped: Bool = true) throws {
        (server, folder) = (try TestSigstoreServer { Date() }, try TemporaryFolder())
        let files = [
            "configuration": try server.clientTrustConfig(log, isStamped: isStamped).written,
            "services": server.signingConfig(log, isStamped: isStamped).written,
            "root": try server.instance.trustedRoot().written, "artifact": artifact,
            "changed": artifact + [0x21], "predicate": Array(Self.predicate.utf8),
            "statement": TestEnvelope.statement(about: artifact),
        ]
        for (name, bytes) in files { try Data(bytes).write(to: folder.url.appending(path: name)) }
    }

    var token: String { get throws { try server.token(email: Self.email).text } }

    /// Has a client sign the artifact, as `signer@example.com` or with a key; the bundle is in the file `bundle` then.
    func sign(_ item: SigstoreSigningCase, with key: [String]? = nil) throws {
        let flag = item.peer == .sigstoreGo ? "-id-token" : "--identity-token"
        let arguments = item.arguments(for: try key ?? [flag, token])
        let result = try run(try #require(item.peer.signer), arguments)
        try #require(result.status == 0, "\(server.answers)\n\(result.output)\(result.error)")
        if item.peer == .sigstoreGo {
            // The example program prints its key, and then the bundle on a line of its own.
            try folder.write(["bundle": String(try #require(result.output.split(separator: "\n").last))])
        }
    }

    func run(_ program: Program, _ arguments: [String]) throws -> Program.Result {
        try program.run(
            arguments,
            in: folder.url,
            environment: [
                "HOME": folder.path("home"), "OTEL_TRACES_EXPORTER": "none", "NO_PROXY": "127.0.0.1",
                "COSIGN_PASSWORD": "",
            ]
        )
    }

    // MARK: The library.

    /// Verifies the bundle.
    func verify(
        _ identity: String = email,
        issuer: String? = nil,
        file: String = "artifact"
    ) async throws -> VerifiedArtifact {
        let identity = SigstoreIdentity(identity, issuer: issuer ?? server.url)
        return try await verify(.sigstore(trustedRoot: trustedRoot(), identity: identity), file: file)
    }

    func verify(_ verifier: BundleVerifier, file: String = "artifact") async throws -> VerifiedArtifact {
        let bundle = try SignatureBundle(contentsOf: folder.url.appending(path: "bundle"))
        let content = try Data(contentsOf: folder.url.appending(path: file))
        return try await verifier.verify(bundle, of: SignedArtifact(Array(content)))
    }

    /// A public key that cosign has made.
    func key(_ name: String) throws -> PublicKey {
        try PublicKey(pem: Array(Data(contentsOf: folder.url.appending(path: "\(name).pub"))))
    }

    func trustedRoot() throws -> TrustedRoot { try TrustedRoot(contentsOf: folder.url.appending(path: "root")) }

    /// Expects the bundle to be good for its signer and its file, and for nobody and nothing else.
    func expectAcceptedForItsSignerAlone(_ sourceLocation: SourceLocation = #_sourceLocation) async throws {
        _ = try await verify()
        typealias Refusal = (identity: String, issuer: String, file: String, code: BundleVerificationError.Code)
        let refusals: [Refusal] = [
            ("other@example.com", server.url, "artifact", .wrongIdentity),
            (String(Self.email.dropLast()), server.url, "artifact", .wrongIdentity),
            (Self.email, "https://other.example", "artifact", .wrongIssuer),
            (Self.email, server.url + "/", "artifact", .wrongIssuer),
            (Self.email, server.url, "changed", .artifactMismatch),
        ]
        for refusal in refusals {
            let error = await #expect(throws: BundleVerificationError.self, sourceLocation: sourceLocation) {
                try await verify(refusal.identity, issuer: refusal.issuer, file: refusal.file)
            }
            #expect(error?.code == refusal.code, "\(refusal)", sourceLocation: sourceLocation)
        }
    }

    // MARK: The tool.

    /// Expects the tool to find the bundle good, and the same for a changed file not.
    func expectToolAccepts(_ signer: [String]? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let signer = signer ?? ["--identity", Self.email, "--identity-provider", server.url]
        let arguments = ["verify-bundle", "--bundle", "bundle", "--trust-config", "configuration"] + signer
        for (file, status) in [("artifact", Int32(0)), ("changed", 3)] {
            let result = try Program.built("model-signing").run(arguments + [file], in: folder.url)
            #expect(result.status == status, "\(result.output)\(result.error)", sourceLocation: sourceLocation)
        }
    }

    /// What SLSA v1.0 wants of a provenance, for Python knows that kind of predicate alone.
    private static let predicate = """
        {"buildDefinition": {"buildType": "https://example.com/build", "externalParameters": {}}, \
        "runDetails": {"builder": {"id": "https://example.com/builder"}}}
        """
}

extension SigstorePeer {
    /// The program that signs.
    var signer: Program? { self == .sigstoreGo ? Program.installed("sigstore-go-signing") : program }
}

extension SigstoreSigningCase {
    fileprivate func arguments(for signer: [String]) -> [String] {
        switch peer {
        case .python:
            let command =
                content == .message
                ? ["sign"] : ["attest", "--predicate", "predicate", "--predicate-type", SigstoreSigning.predicateType]
            return ["-m", "sigstore", "--trust-config", "configuration"] + command
                + signer + ["--bundle", "bundle", "artifact"]
        case .cosign:
            let command =
                content == .message
                ? ["sign-blob"] : ["attest-blob", "--predicate", "predicate", "--type", SigstoreSigning.predicateType]
            return command + ["--yes", "--signing-config", "services", "--trusted-root", "root"]
                + signer + (algorithm.map { ["--signing-algorithm", $0] } ?? []) + ["--bundle", "bundle", "artifact"]
        case .sigstoreGo:
            return ["-rekor", "-signing-config", "services", "-trusted-root", "root"] + signer
                + (isStamped ? ["-tsa"] : []) + (content == .message ? ["artifact"] : ["-in-toto", "statement"])
        }
    }
}
