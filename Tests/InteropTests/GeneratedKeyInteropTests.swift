// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Keys that `key generate` makes, and what they sign, before another implementation of them.
@Suite(
    .needsPeer,
    .enabled("the peer's cryptography has no ML-DSA") { Peer.has("cryptography.hazmat.primitives.asymmetric.mldsa") }
)
struct GeneratedKeyInteropTests {
    private static let types = ["p256", "p384", "p521", "ed25519", "ml-dsa-65", "ml-dsa-87"]

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(["model/a": "123", "model/b/c": "456"])
        return folder
    }

    private func expect(_ result: Program.Result, _ status: Int32 = 0) throws {
        try #require(result.status == status, "\(result.error)")
    }

    @Test(arguments: types, [[], ["--password", "correct horse"]])
    func `others read the keys, and verify what they sign`(_ type: String, _ password: [String]) throws {
        let folder = try folder()
        let generation = ["key", "generate", "--type", type, "--output", "key.pem"]
        try expect(
            Implementation.ours.run(generation + (password.isEmpty ? ["--no-password"] : password), in: folder.url)
        )
        try expect(
            Implementation.ours.run(
                ["sign", "key", "--private-key", "key.pem", "--signature", "model.sig", "model"] + password,
                in: folder.url
            )
        )
        let check = [Peer.script("keys.py"), "check", "key.pem", "key.pub", password.last ?? "", "model.sig"]
        try expect(Peer.run(check, in: folder.url))
    }

    @Test(arguments: types)
    func `keys that others encrypt sign here`(_ type: String) throws {
        let folder = try folder()
        let generation = ["key", "generate", "--type", type, "--no-password", "--output", "plain.pem"]
        try expect(Implementation.ours.run(generation, in: folder.url))
        let password = ["--password", "correct horse"]
        try expect(
            Peer.run([Peer.script("keys.py"), "encrypt", "plain.pem", "correct horse", "key.pem"], in: folder.url)
        )
        try expect(
            Implementation.ours.run(
                ["sign", "key", "--private-key", "key.pem", "--signature", "model.sig", "model"] + password,
                in: folder.url
            )
        )
        let verification = ["verify", "key", "--public-key", "plain.pub", "--signature", "model.sig", "model"]
        try expect(Implementation.ours.run(verification, in: folder.url))
        try folder.write(["model/a": "124"])
        try expect(Implementation.ours.run(verification, in: folder.url), 3)
    }
}
