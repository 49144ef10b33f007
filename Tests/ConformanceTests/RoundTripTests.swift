// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModelSigning
import SigstoreBundle
import SigstoreVerification
import TestSupport
import Testing

@Suite(.needsSharedVectors) struct RoundTripTests {
    /// What must not be signed, and why.
    private static let refusals: [String: Refusal] = [
        "key-empty-model-rejected": .model(.emptyModel),
        "key-symlink-cycle": .model(.unsignableEntry),
        "key-symlink-default-rejected": .model(.unsignableEntry),
        "key-symlink-outside-root": .model(.unsignableEntry),
    ]

    @Test func `every case of the suite that needs no service is found`() throws {
        #expect(try ConformanceCase.all("roundtrip").count == 23)
        #expect(try ConformanceCase.all("verify").count == 43)
    }

    @Test(arguments: try ConformanceCase.all("roundtrip"))
    func `what the suite signs verifies, and covers the files it names`(_ testCase: ConformanceCase) async throws {
        let copy = try ModelCopy(of: testCase.model)
        try copy.apply(testCase.modifications)
        let signature = testCase.signatureIsInside ? copy.file("model.sig") : copy.sibling("model.sig")
        if testCase.expectsRefusal {
            #expect(await Refusal.of { try await testCase.sign(copy, to: signature) } == Self.refusals[testCase.name])
            #expect(!FileManager.default.fileExists(atPath: signature.path(percentEncoded: false)))
            return
        }
        try await testCase.sign(copy, to: signature)
        if testCase.verification.ignoresUnsignedFiles { try copy.write("not signed\n", to: "unsigned.bin") }
        let verified = try await testCase.verify(copy, signature)
        let expected = try #require(testCase.expectedFiles)
        #expect(verified.manifest.manifest.fileNames.map(\.path) == expected.sorted(by: precedesInBytes))
        #expect(verified.fileCount == expected.count)
    }

    @Test(arguments: try ConformanceCase.all("roundtrip").filter { !$0.expectsRefusal })
    func `any change to what the suite signs is found`(_ testCase: ConformanceCase) async throws {
        let copy = try ModelCopy(of: testCase.model)
        let signature = copy.sibling("model.sig")
        try await testCase.sign(copy, to: signature)
        let files = try #require(testCase.expectedFiles)
        let victim = try #require(files.first { $0 != "empty.bin" })
        try copy.changeOneByte(of: victim)
        #expect(await Refusal.of { try await testCase.verify(copy, signature) } == .differs(changed: [victim]))
        try copy.remove(victim)
        #expect(await Refusal.of { try await testCase.verify(copy, signature) } == .differs(missing: [victim]))
    }

    @Test func `signing a model twice signs the same bytes`() async throws {
        let testCase = try ConformanceCase(path: "roundtrip/key-simple-deterministic")
        var payloads: [[UInt8]] = []
        for name in ["first.sig", "second.sig"] {
            let copy = try ModelCopy(of: testCase.model)
            try await testCase.sign(copy, to: copy.sibling(name))
            let bundle = try SignatureBundle(contentsOf: copy.sibling(name))
            payloads.append(try await testCase.verifier().verify(bundle).bytes)
        }
        #expect(payloads[0] == payloads[1])
    }

    /// The order of OMS v1.0 §6.5.1: code points, which is the order of UTF-8 bytes.
    private func precedesInBytes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
