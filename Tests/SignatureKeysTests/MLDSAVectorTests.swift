// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SignatureKeys

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The vectors that swift-crypto tests its ML-DSA with, NIST's and others', through the files that keys are kept in.
@Suite(.enabled(if: MLDSAVectors.folder != nil, "the sources of swift-crypto are not in .build/checkouts"))
struct MLDSAVectorTests {
    private static let sizes: [SignatureAlgorithm] = [.mlDSA65, .mlDSA87]
    private static let identifiers: [SignatureAlgorithm: UInt8] = [.mlDSA65: 0x12, .mlDSA87: 0x13]

    /// PKCS#8 with a private key of RFC 9881 §6.
    private func read(_ algorithm: SignatureAlgorithm, _ privateKey: [UInt8]) throws -> PrivateKey {
        let identifier = try der(
            0x30,
            [6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, #require(Self.identifiers[algorithm])]
        )
        let bytes = der(0x30, der(2, [0]), identifier, der(4, privateKey))
        return try PrivateKey(pem: Array(pemText(label: "PRIVATE KEY", der: bytes).utf8))
    }

    @Test(arguments: sizes)
    func `a seed gives the key of FIPS 204 §5.1, alone or beside its long form`(
        _ algorithm: SignatureAlgorithm
    ) throws {
        let vectors = try MLDSAVectors.keys(algorithm)
        #expect(vectors.count == 25)
        for vector in vectors {
            let (seed, long) = try (vector.seedBytes, vector.privBytes)
            let key = try read(algorithm, der(0x80, seed))
            #expect(try key.publicKey == PublicKey(algorithm, mlDSA: vector.pubBytes))
            #expect(try read(algorithm, der(0x30, der(4, seed), der(4, long))).publicKey == key.publicKey)
            let alone = #expect(throws: KeyError.self) { try read(algorithm, der(4, long)) }
            #expect(alone?.code == .unsupportedKey)
        }
        let (first, second) = (vectors[0], vectors[1])
        for wrong in try [
            der(0x30, der(4, first.seedBytes), der(4, second.privBytes)),
            der(0x30, der(4, first.seedBytes), der(4, Array(first.privBytes.dropLast()))),
            der(0x80, Array(first.seedBytes.dropLast())), der(0x80, first.seedBytes + [0]), der(2, first.seedBytes),
        ] {
            let error = #expect(throws: KeyError.self) { try read(algorithm, wrong) }
            #expect(error?.code == .malformedKey)
        }
    }

    @Test(arguments: sizes)
    func `signatures verify as FIPS 204 §5.3 says`(_ algorithm: SignatureAlgorithm) throws {
        var counts = (good: 0, bad: 0)
        for group in try MLDSAVectors.signatures(algorithm) {
            let key = try? PublicKey(algorithm, mlDSA: MLDSAVectors.bytes(group.publicKey))
            for test in group.tests {
                let isGood = test.result == "valid" && (test.ctx ?? "").isEmpty
                let (message, signature) = try (MLDSAVectors.bytes(test.msg), MLDSAVectors.bytes(test.sig))
                #expect(
                    key?.isValidSignature(signature, for: message) ?? false == isGood,
                    "\(test.tcId) \(test.comment)"
                )
                if isGood { counts.good += 1 } else { counts.bad += 1 }
            }
        }
        #expect(counts.good > 50 && counts.bad > 15)
    }
}

/// Where those vectors are, and how they are written.
private enum MLDSAVectors {
    struct Keys: Decodable {
        struct Key: Decodable {
            let seed: String, pub: String, priv: String
            var seedBytes: [UInt8] { get throws { try bytes(seed) } }
            var pubBytes: [UInt8] { get throws { try bytes(pub) } }
            var privBytes: [UInt8] { get throws { try bytes(priv) } }
        }
        let testVectors: [Key]
    }

    struct Signatures: Decodable {
        struct Group: Decodable {
            let publicKey: String
            let tests: [Test]
        }
        struct Test: Decodable {
            let tcId: Int
            let comment: String, msg: String, sig: String, result: String
            let ctx: String?
        }
        let testGroups: [Group]
    }

    static let folder: URL? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = package.appending(path: ".build/checkouts/swift-crypto/Tests/CryptoExtrasVectors")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static func keys(_ algorithm: SignatureAlgorithm) throws -> [Keys.Key] {
        try read("mldsa_nist_keygen_\(size(algorithm))_tests", Keys.self).testVectors
    }

    static func signatures(_ algorithm: SignatureAlgorithm) throws -> [Signatures.Group] {
        try read("mldsa_\(size(algorithm))_verify_test", Signatures.self).testGroups
    }

    static func bytes(_ hexadecimal: String) throws -> [UInt8] {
        let digits = try hexadecimal.map { try #require($0.hexDigitValue) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static func size(_ algorithm: SignatureAlgorithm) -> Int { algorithm == .mlDSA65 ? 65 : 87 }

    private static func read<Value: Decodable>(_ name: String, _: Value.Type) throws -> Value {
        let file = try #require(folder).appending(path: "\(name).json")
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: file))
    }
}
