// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

/// What this tool signs with the test services, before the clients of others.
@Suite struct KeylessInteropTests {
    @Test(.needs(.python), arguments: KeylessCase.all)
    func `Python verifies what this tool signs, for its signer alone`(_ item: KeylessCase) throws {
        try expectAccepted(item) { issuer, identity in
            [
                "-m", "sigstore", "--trust-config", "configuration", "verify", "identity", "--offline", "--bundle",
                "bundle",
            ]
                + ["--cert-identity", identity, "--cert-oidc-issuer", issuer, "artifact"]
        }
    }

    @Test(.needs(.cosign), arguments: KeylessCase.all)
    func `cosign verifies what this tool signs, for its signer alone`(_ item: KeylessCase) throws {
        try expectAccepted(item, by: .cosign) { issuer, identity in
            let command =
                item.content == .message
                ? ["verify-blob"] : ["verify-blob-attestation", "--type", SigstoreSigning.statementPredicateType]
            return command + ["--bundle", "bundle", "--trusted-root", "root"]
                + (item.isStamped ? ["--use-signed-timestamps"] : [])
                + ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer, "artifact"]
        }
    }

    @Test(.needs(.sigstoreGo), arguments: KeylessCase.all)
    func `sigstore-go verifies what this tool signs, for its signer alone`(_ item: KeylessCase) throws {
        try expectAccepted(item, by: .sigstoreGo) { issuer, identity in
            [
                "-trustedrootJSONpath", "root", "-artifact", "artifact", "-expectedSAN", identity, "-expectedIssuer",
                issuer,
            ]
                + ["bundle"]
        }
    }

    @Test(.needsPeer, arguments: [TestEntry.Log.rekorV1, .rekorV2])
    func `PyPI's model-signing verifies a model that this tool signs, for its signer alone`(_ log: TestEntry.Log) throws
    {
        let signing = try SigstoreSigning(log)
        for (name, content) in Exchange.sample { try signing.folder.write(["model/\(name)": content]) }
        try signing.signWithTool(["sign", "--signature", "model.sig", "model"])
        let python = try #require(Program.pythonWithPeers)
        func verify(_ identity: String) throws -> Int32 {
            try signing.run(
                python,
                [
                    "-m", "model_signing", "verify", "sigstore", "--trust_config", "configuration", "--signature",
                    "model.sig",
                ]
                    + ["--identity", identity, "--identity_provider", signing.server.url, "model"]
            ).status
        }
        #expect(try verify(SigstoreSigning.email) == 0)
        #expect(try verify("other@example.com") != 0)
    }

    private func expectAccepted(
        _ item: KeylessCase,
        by peer: SigstorePeer = .python,
        _ arguments: (_ issuer: String, _ identity: String) -> [String]
    ) throws {
        let signing = try SigstoreSigning(item.log, isStamped: item.isStamped)
        let flags = item.content == .message ? ["artifact"] : ["--in-toto", "statement"]
        try signing.signWithTool(["sign-bundle", "--bundle", "bundle"] + flags)
        #expect(Set(signing.server.answers) == SigstoreSigningCase(peer, item).expectedAnswers)
        let program = try #require(peer.program)
        let result = try signing.run(program, arguments(signing.server.url, SigstoreSigning.email))
        #expect(result.status == 0, "\(result.output)\(result.error)")
        #expect(try signing.run(program, arguments(signing.server.url, "other@example.com")).status != 0)
    }
}

/// What this tool is to sign.
struct KeylessCase: Sendable, CustomStringConvertible {
    let log: TestEntry.Log
    let content: SigstoreSigningCase.Content
    var isStamped = true

    var description: String { "\(content) in \(log)" + (isStamped ? ", stamped" : "") }

    static let all: [Self] = [
        Self(log: .rekorV1, content: .message, isStamped: false), Self(log: .rekorV1, content: .message),
        Self(log: .rekorV1, content: .statement), Self(log: .rekorV2, content: .message),
        Self(log: .rekorV2, content: .statement),
    ]
}

extension SigstoreSigningCase {
    fileprivate init(_ peer: SigstorePeer, _ item: KeylessCase) {
        self.init(peer, item.log, item.content, isStamped: item.isStamped)
    }
}

extension SigstoreSigning {
    /// What ``TestEnvelope/statement(about:)`` states.
    fileprivate static let statementPredicateType = "https://sigstore.test/predicate/v1"

    /// Has the tool sign as `signer@example.com`.
    fileprivate func signWithTool(_ arguments: [String]) throws {
        let result = try Program.built("model-signing").run(
            arguments + ["--trust-config", "configuration"],
            in: folder.url,
            environment: ["HOME": folder.path("home"), "SIGSTORE_ID_TOKEN": try token]
        )
        try #require(result.status == 0, "\(server.answers)\n\(result.output)\(result.error)")
    }
}
