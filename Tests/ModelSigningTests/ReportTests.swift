// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SignatureKeys
import SigstoreVerification
import Testing

@testable import ModelSigning

/// Results as values for logs and other programs.
@Suite struct ReportTests {
    private let model: TestModel

    init() throws { model = try TestModel(["a": "one", "sub/b": "two", "empty": ""]) }

    @Test func `a report says what was verified, and survives encoding and decoding`() async throws {
        let manifest = try await model.signed(.shards(of: 2))
        let report = VerificationReport(try await manifest.check(model.url, options: .ignoringUnsignedFiles))
        #expect(report.modelName == "model")
        #expect(report.files == 2)
        #expect(report.bytes == 6)
        #expect(report.rootDigest == "sha256:" + manifest.manifest.rootDigest.hex)
        #expect(report.unsignedFiles == .ignored)
        #expect(report.signers == manifest.signers)
        #expect(report.evidence == manifest.evidence)
        guard case .key(let key)? = report.signers.first?.trust else { return #expect(Bool(false), "not a key") }
        #expect(key.keyID == model.key.publicKey.keyID.hex)
        #expect(key.algorithm == model.key.publicKey.algorithm.description)
        try expectRoundTrip(report)
    }

    @Test func `a difference survives encoding and decoding`() async throws {
        let manifest = try await model.signed()
        try model.write(["a": "changed", "caf\u{e9}": "", "line\nbreak": ""])
        try model.remove("sub/b")
        try model.makeFIFO("fifo")
        var difference = try #require(await model.difference(from: manifest))
        difference.unreadable = [.init(name: "x", reason: "because")]
        difference.changedWhileHashing = [.init(name: "y", reason: "of that")]
        #expect(difference.summary.split(separator: ", ").count == 6)
        try expectRoundTrip(difference)
        try expectRoundTrip(ManifestDifference())
    }

    @Test func `an empty difference has nothing to say`() {
        #expect(ManifestDifference().isEmpty)
        #expect(ManifestDifference().summary.isEmpty)
        var difference = ManifestDifference()
        difference.changedWhileHashing = [.init(name: "y", reason: "of that")]
        #expect(!difference.isEmpty)
    }

    @Test(arguments: [Serialization.Method.files, .shards(byteCount: 1), .shards(byteCount: .max)])
    func `a serialization survives encoding and decoding`(_ method: Serialization.Method) throws {
        for links in [SymbolicLinkPolicy.refuse, .withinRoot] {
            try expectRoundTrip(Serialization(method: method, symbolicLinks: links, ignoredPaths: ["../odd", "", "a"]))
        }
    }

    @Test(arguments: [HashingOptions(), .shards(of: 2)])
    func `resources survive encoding and decoding`(_ options: HashingOptions) async throws {
        let manifest = try await model.signed(options)
        for resource in manifest.manifest.resources { try expectRoundTrip(resource) }
        try expectRoundTrip(manifest.signers)
    }

    @Test(arguments: [
        UnsignableEntry.Reason.symbolicLink, .danglingLink, .linkOutOfModel, .linkCycle, .linkToFolder, .specialFile,
        .nameNotUTF8, .nameTooLong, .unreadable, .tooDeep,
    ])
    func `an unsignable entry survives encoding and decoding, and names itself`(
        _ reason: UnsignableEntry.Reason
    ) throws {
        let entry = UnsignableEntry(path: "some/entry", reason: reason)
        try expectRoundTrip(entry)
        #expect(entry.description.hasPrefix("'some/entry' "))
    }

    @Test func `proofs can be encoded`() async throws {
        let manifest = try await model.signed()
        let encoder = JSONEncoder()
        let verified = try await encoder.encode(manifest.check(model.url))
        #expect(String(decoding: verified, as: UTF8.self).contains("\"rootDigest\""))
        #expect(String(decoding: try encoder.encode(manifest), as: UTF8.self).contains("\"signers\""))
        let hashed = try await ModelHasher().hash(modelAt: model.url)
        #expect(String(decoding: try encoder.encode(hashed), as: UTF8.self).contains("\"notCovered\""))
    }

    private func expectRoundTrip<Value: Codable & Equatable>(
        _ value: Value,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let decoded = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
        #expect(decoded == value, sourceLocation: sourceLocation)
    }
}
