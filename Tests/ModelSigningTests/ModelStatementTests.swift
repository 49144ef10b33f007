// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
import SigstoreVerification
import Testing

@testable import ModelSigning

/// Reading and writing what is signed. Each rule has vectors; see ``StatementVector``.
@Suite struct ModelStatementTests {
    @Test(arguments: StatementVector.all)
    func `is read or refused as the vector says, though its signature is good`(_ vector: StatementVector) async throws {
        guard !vector.isGood else {
            let manifest = try await HostileSigner.manifest(signing: vector.bytes).manifest
            let identifiers = manifest.resources.map { Array($0.identifier.utf8) }
            #expect(!identifiers.isEmpty)
            #expect(zip(identifiers, identifiers.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
            #expect(manifest.rootDigest == RootDigest.compute(over: manifest.resources.map(\.digest)))
            return
        }
        let error = await #expect(throws: ModelSigningError.self) {
            try await HostileSigner.manifest(signing: vector.bytes)
        }
        #expect(error?.code.name == vector.verdict, "\(error.map(String.init(describing:)) ?? "")")
        #expect((error?.description.utf8.count ?? 0) < 2000)
    }

    @Test func `has vectors for every code that reading one can give`() {
        let verdicts = Set(StatementVector.all.map(\.verdict))
        #expect(
            verdicts == [
                "accepted", "duplicateResource", "emptyModel", "malformedManifest", "unknownPredicate", "unsafeName",
                "unsupportedHash", "unsupportedSerialization", "wrongPayload", "wrongRootDigest",
            ]
        )
    }

    @Test(arguments: [
        "application/json", "", "application/vnd.in-toto+json ", "application/vnd.in-toto+JSON",
        "application/vnd.in-toto+json; charset=utf-8", "application/vnd.in-toto", "application/vnd.dsse+json",
    ])
    func `is of the one payload type`(_ type: String) async throws {
        let good = try StatementVector("accepted-plain")
        let error = await #expect(throws: ModelSigningError.self) {
            try await HostileSigner.manifest(signing: good.bytes, type: type)
        }
        #expect(error?.code == .wrongPayload)
        #expect(error?.message.contains("'\(type)'") == true)
    }

    @Test func `is not read from the faulty encoding of v0_2_0, which is for that version's statements alone`() throws {
        for (name, isRead) in [("accepted-plain", false), ("accepted-v0.2.0", true)] {
            let payload = VerifiedPayload(
                type: InTotoStatement.payloadType,
                bytes: try StatementVector(name).bytes,
                signers: [],
                unchecked: [],
                encoding: .modelSigningV02
            )
            guard !isRead else {
                #expect(try Manifest(payload).resources.count == 2)
                continue
            }
            let error = #expect(throws: ModelSigningError.self) { try Manifest(payload) }
            #expect(error?.code == .unknownPredicate)
        }
    }

    @Test func `is written in the form of OMS §5, and read back as it was`() async throws {
        let model = try TestModel(["b/c": "2", "a": "1"])
        var options = HashingOptions()
        options.ignoredPaths = [try ResourceName("logs")]
        let manifest = try await ModelHasher(options).hash(modelAt: model.url).manifest
        let payload = ModelStatement.payload(for: manifest)
        #expect(try Manifest(HostileSigner.verified(payload)) == manifest)
        // As sha256sum gives them for "1" and "2", and for the two raw digests.
        let one = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
        let two = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"
        let root = "4295f72eeb1e3507b8461e240e3b8d18c1e7bd2f1122b11fc9ec40a65894031a"
        #expect(
            String(decoding: payload, as: UTF8.self) == """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"model","digest":{"sha256":"\(root)"}}],\
                "predicateType":"https://model_signing/signature/v1.0","predicate":{"resources":[\
                {"name":"a","digest":"\(one)","algorithm":"sha256"},\
                {"name":"b/c","digest":"\(two)","algorithm":"sha256"}],"serialization":{"method":"files",\
                "hash_type":"sha256","allow_symlinks":false,\
                "ignore_paths":[".git",".gitattributes",".github",".gitignore","logs"]}}}
                """
        )
    }

    @Test func `writes the size of shards as an integer, and the specification's algorithm`() async throws {
        let model = try TestModel(["a": "12345"])
        let manifest = try await ModelHasher(.shards(of: 4)).hash(modelAt: model.url).manifest
        let payload = ModelStatement.payload(for: manifest)
        let text = String(decoding: payload, as: UTF8.self)
        #expect(text.contains(#""method":"shards","shard_size":4,"hash_type":"sha256""#))
        #expect(text.contains(#"{"name":"a:4:5","digest":""#))
        #expect(!text.contains("sharded"))
        #expect(try Manifest(HostileSigner.verified(payload)) == manifest)
    }

    @Test func `keeps the bytes of names through signing`() async throws {
        let names = ["line\nbreak", "a:0:5", "caf\u{e9}", "cafe\u{301}", "\u{1b}[31m", "\"quote\\", "🤖", "\u{7f}"]
        let model = try TestModel(Dictionary(uniqueKeysWithValues: names.enumerated().map { ("\($0)/\($1)", "") }))
        let manifest = try await model.signed()
        let found = manifest.manifest.fileNames.map { Array($0.path.utf8) }
        #expect(found == names.enumerated().map { Array("\($0)/\($1)".utf8) })
        #expect(try await model.difference(from: manifest) == nil)
    }

    @Test(arguments: ["accepted-plain", "accepted-sharded-algorithm", "accepted-v0.2.0"])
    func `is refused when cut off anywhere`(_ name: String) throws {
        let bytes = try StatementVector(name).bytes
        for end in bytes.indices {
            let error = #expect(throws: ModelSigningError.self) {
                try Manifest(HostileSigner.verified(Array(bytes[..<end])))
            }
            #expect(error?.code == .wrongPayload)
        }
    }

    @Test(arguments: ["accepted-plain", "accepted-sharded-algorithm", "accepted-v0.2.0"])
    func `survives any flipped bit, and never gives other digests for the root that was signed`(_ name: String) throws {
        let bytes = try StatementVector(name).bytes
        let good = try Manifest(HostileSigner.verified(bytes))
        var readCount = 0
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                guard let manifest = try? Manifest(HostileSigner.verified(flipped)) else { continue }
                readCount += 1
                guard !name.contains("v0.2.0") else { continue }
                #expect(Set(manifest.resources.map(\.digest)) == Set(good.resources.map(\.digest)))
            }
        }
        #expect(readCount > 0)
    }

    @Test func `may be nested as deep as the limit and no deeper`() throws {
        let good = try StatementVector("accepted-plain").text
        for (depth, isRead) in [(10, true), (1_000_000, false)] {
            let bomb = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let payload = Array(("{\"bomb\":\(bomb)," + good.dropFirst()).utf8)
            #expect(((try? Manifest(HostileSigner.verified(payload))) != nil) == isRead)
        }
    }
}
