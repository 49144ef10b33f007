// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import EmbeddedTrust
import Foundation
import StrictJSON
import TUF
import TestServices
import TestSupport
import TextEncodings
import Testing

/// The public Sigstore instances' TUF roots and trust roots, as the PyPI package `sigstore` ships them.
@Suite(.serialized) struct EmbeddedRootTests {
    private static let sampleCount = 500

    private func initialize(_ root: [UInt8]) async throws {
        let folder = try TemporaryFolder()
        try await MetadataStore(folder: folder.url.appending(path: "store")).initialize(root: root)
    }

    @Test(arguments: EmbeddedTrust.allCases)
    func `the embedded root is accepted`(_ instance: EmbeddedTrust) async throws {
        try await initialize(instance.tufRoot)
    }

    /// A change of what is signed is one of its canonical form; whitespace between tokens may change.
    @Test(arguments: EmbeddedTrust.allCases)
    func `the embedded root with one bit of what is signed changed is refused`(_ instance: EmbeddedTrust) async throws {
        let root = instance.tufRoot
        let signed = try signedPart(of: root)
        let canonical = try JSONValue(parsing: root).canonicalized()
        var random = SplitMix(seed: 5)
        var refused = 0
        for _ in 0..<Self.sampleCount {
            let place = signed.lowerBound + Int(random.next() % UInt64(signed.count))
            var altered = root
            altered[place] ^= 1 << UInt8(random.next() % 8)
            if (try? JSONValue(parsing: altered).canonicalized()) == canonical { continue }
            await expectUntrusted("bit of byte \(place)") { try await initialize(altered) }
            refused += 1
        }
        print(
            "\(instance): \(refused) of \(Self.sampleCount) roots with one bit changed were refused; the others say the same"
        )
        #expect(refused > Self.sampleCount / 2)
    }

    /// Either it is no JSON, or it is not signed.
    private func expectUntrusted(_ comment: Comment, _ body: () async throws -> Void) async {
        let error = await #expect(throws: TUFError.self, comment) { try await body() }
        let codes: [TUFError.Code] = [.malformedMetadata, .notEnoughSignatures, .unsupportedVersion]
        #expect(error.map { codes.contains($0.code) } == true, comment)
    }

    @Test(arguments: EmbeddedTrust.allCases)
    func `the embedded root needs as many signatures as its threshold says`(_ instance: EmbeddedTrust) async throws {
        var root = try #require(try JSONSerialization.jsonObject(with: Data(instance.tufRoot)) as? [String: Any])
        let signatures = try #require(root["signatures"] as? [Any])
        let signed = try #require(root["signed"] as? [String: Any])
        let role = try #require((signed["roles"] as? [String: [String: Any]])?["root"])
        let threshold = try #require(role["threshold"] as? Int)
        root["signatures"] = Array(signatures.prefix(threshold))
        try await initialize(Array(try JSONSerialization.data(withJSONObject: root)))
        root["signatures"] = Array(signatures.prefix(threshold - 1))
        let altered = Array(try JSONSerialization.data(withJSONObject: root))
        let error = await #expect(throws: TUFError.self) { try await initialize(altered) }
        #expect(error?.code == .notEnoughSignatures)
    }

    @Test(arguments: ["root", "trusted_root", "signing_config.v0.2"], EmbeddedTrust.allCases)
    func `an embedded file is the one that its origin names`(_ name: String, _ instance: EmbeddedTrust) throws {
        let origin = try #require(try JSONSerialization.jsonObject(with: Data(EmbeddedTrust.origin)) as? [String: Any])
        let files = try #require(origin["files"] as? [String: [String: String]])
        let bytes =
            switch name {
            case "root": instance.tufRoot
            case "trusted_root": instance.trustedRoot
            default: instance.signingConfig
            }
        let expected = files["\(instance)-\(name).json"]?["sha256"]
        #expect(Hexadecimal.encode(Array(SHA256.hash(data: bytes))) == expected)
    }

    @Test(arguments: EmbeddedTrust.allCases)
    func `the embedded trust root is accepted as a target, and refused with one byte changed`(
        _ instance: EmbeddedTrust
    ) async throws {
        let (path, bytes) = (TestTUFRepository.trustedRoot, instance.trustedRoot)
        let repository = try TestTUFRepository.sigstore(trustedRoot: bytes, signingConfig: instance.signingConfig)
        let client = try Installation(repository)
        let place = try #require(repository.files.keys.first { $0.hasSuffix(path) })
        for index in stride(from: 0, to: bytes.count, by: bytes.count / 20) {
            var altered = bytes
            altered[index] ^= 0x20
            client.server.fail(place, .bytes(altered))
            await expectError(.wrongContent) { try await client.update([path]) }
        }
        client.server.heal()
        let outcome = try await client.update([path])
        #expect(outcome.targets == [path: bytes])
    }

    /// Where the value of `signed` stands, from brace to brace: it is the file's last member.
    private func signedPart(of root: [UInt8]) throws -> Range<Int> {
        let name = try #require(root.firstRange(of: Array("\"signed\":".utf8)))
        let last = try #require(root.lastIndex(of: UInt8(ascii: "}")))
        return name.upperBound..<(try #require(root[..<last].lastIndex(of: UInt8(ascii: "}"))) + 1)
    }
}

/// Numbers that look random, and are the same every time.
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
