// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What is signed here against the JSON schemas of OMS v1.0, by Python's `jsonschema`.
@Suite(
    .needsPeer,
    .needsOpenSSL,
    .needsSchemaValidator,
    .enabled(if: SharedVectors.isPresent, Comment(rawValue: SharedVectors.absence))
)
struct SchemaTests {
    private func vectors(_ path: String) throws -> URL {
        try #require(SharedVectors.url).appending(path: "oms-schemas/\(path)")
    }

    private func validate(_ bundles: [URL]) throws -> Program.Result {
        let schemas = try vectors("v1.0").path(percentEncoded: false)
        let files = bundles.map { $0.path(percentEncoded: false) }
        return try Peer.run([Peer.script("schemas.py"), schemas] + files, in: URL(filePath: "/"))
    }

    @Test func `bundle, envelope, statement and predicate are as the schemas say`() throws {
        let exchange = try Exchange(signedBy: .ours, method: .certificate)
        try OpenSSL(folder: exchange.folder).makeChain(.elliptic, for: .digitalSignature)
        try exchange.sign(signature: "certificate.sig")
        let key = ["sign", "key", "--private-key", "signer.key", "model"]
        let variants: [String: [String]] = [
            "files.sig": [],
            "ignoring.sig": ["--ignore-paths", "model/a", "--no-ignore-git-paths"],
            "links.sig": ["--allow-symlinks"],
            "shards.sig": ["--serialization", "shards", "--shard-size", "4"],
        ]
        for (signature, flags) in variants {
            let result = try Implementation.ours.run(key + flags + ["--signature", signature], in: exchange.folder.url)
            try #require(result.status == 0, "\(result.error)")
        }
        let bundles = (variants.keys.sorted() + ["certificate.sig"]).map { exchange.folder.url.appending(path: $0) }
        let result = try validate(bundles)
        #expect(result.status == 0, "\(result.output)\(result.error)")
    }

    @Test func `the schemas' own vectors are told apart`() throws {
        let valid = try ["key", "certificate", "sigstore"].map { try vectors("test-vectors/valid/\($0).bundle.json") }
        let accepted = try validate(valid)
        #expect(accepted.status == 0, "\(accepted.output)\(accepted.error)")
        let invalid = [
            "invalid/empty", "invalid/missing-envelope", "invalid/missing-tlog-entries",
            "invalid/missing-verification-material", "invalid-payload/wrong-predicate",
        ]
        let refused = try validate(invalid.map { try vectors("test-vectors/\($0).bundle.json") })
        #expect(refused.status == 1)
        for name in invalid {
            #expect(refused.output.contains("\(name).bundle.json: "), "\(refused.output)\(refused.error)")
        }
    }
}
