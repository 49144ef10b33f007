// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// `--hash`, `--serialization`, `--shard-size`, `--jobs`, and the variable that bounds the instruction sets.
@Suite struct HashingFlagTests {
    @Test(arguments: ["sha256", "blake2b", "blake3"], [[], ["--serialization", "shards", "--shard-size", "3"]])
    func `every hash and method signs, and verification follows the signature`(_ hash: String, _ method: [String])
        throws
    {
        let folder = try TemporaryFolder()
        try folder.write(["model/a": "0123456789", "model/b/c": "0"])
        let (model, signature) = (folder.path("model"), folder.path("model.sig"))
        let flags = ["--hash", hash] + method
        let signed = try Tool.run(
            ["sign", "key", "--private-key", Keys.shared.privateKey, "--signature", signature, model] + flags
        )
        #expect(signed.status == 0, "\(signed.error)")
        let verified = try Tool.verifyKey(model, signature)
        #expect(verified.status == 0, "\(verified.error)")
        let digest = try Tool.run(["digest", model] + flags)
        #expect(digest.output.hasPrefix("sha256:") && verified.output.contains(digest.output))
        try folder.write(["model/a": "0123456788"])
        let refused = try Tool.verifyKey(model, signature)
        #expect(refused.status == 3)
        #expect(refused.error.contains(method.isEmpty ? "a" : "a:9:10"))
    }

    @Test(arguments: ["1", "2", "4096"])
    func `any number of threads gives the same`(_ jobs: String) throws {
        let model = try SignedModel()
        #expect(try Tool.verifyKey(model.model, model.signature, "--jobs", jobs).status == 0)
        let digest = try Tool.run(["digest", model.model])
        #expect(try Tool.run(["digest", "--jobs", jobs, model.model]).output == digest.output)
    }

    @Test(arguments: [
        ["--jobs", "0"], ["--jobs", "-1"], ["--jobs", "4097"], ["--jobs", "many"], ["--hash", "md5"],
        ["--hash", "SHA256"],
        ["--hash", ""],
    ])
    func `refuses what there is not`(_ flags: [String]) throws {
        let model = try SignedModel()
        let result = try Tool.run(["digest", model.model] + flags)
        #expect(result.status == 2)
        #expect(result.error.contains(flags[0]))
    }

    @Test(arguments: [("portable", true), ("", true), ("avx3", false), ("portable,portable", false)])
    func `the environment bounds the instruction sets`(_ value: String, _ isAccepted: Bool) throws {
        let model = try SignedModel()
        let result = try Tool.program.run(
            ["verify", "key", "--public-key", Keys.shared.publicKey, "--signature", model.signature, model.model],
            environment: ["MODEL_SIGNING_INSTRUCTIONS": value]
        )
        #expect((result.status == 0) == isAccepted)
        #expect(isAccepted || result.error.contains("MODEL_SIGNING_INSTRUCTIONS"))
    }
}
