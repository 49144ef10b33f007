// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SignatureKeys

/// The kinds of key beside elliptic curves.
@Suite struct PublicKeyKindTests {
    private static let kinds: [(String, SignatureAlgorithm)] = [
        ("ed25519", .ed25519), ("mldsa65", .mlDSA65), ("mldsa87", .mlDSA87), ("rsa2048", .rsaPKCS1SHA256),
        ("rsa2048-pkcs1", .rsaPKCS1SHA256), ("rsa3072", .rsaPKCS1SHA256), ("rsa4096", .rsaPKCS1SHA256),
        ("rsapss", .rsaPSSSHA256), ("rsapss256", .rsaPSSSHA256),
    ]
    /// Their signatures with their own algorithms.
    private static let signatures = [
        ("ed25519", "ed25519"), ("mldsa65", "mldsa65"), ("mldsa87", "mldsa87"), ("rsa2048", "rsa2048-pkcs1-sha256"),
        ("rsa3072", "rsa3072-pkcs1-sha256"), ("rsa4096", "rsa4096-pkcs1-sha256"), ("rsapss", "rsapss-pss-sha256"),
        ("rsapss256", "rsapss256-pss-sha256"),
    ]

    private func key(_ name: String) throws -> PublicKey {
        try PublicKey(pem: Vector("other-public/\(name).pem").bytes)
    }

    private func signature(_ name: String) throws -> [UInt8] { try Vector("other-signatures/\(name)").bytes }

    private func message() throws -> [UInt8] { try Vector("signatures/message").bytes }

    @Test(arguments: kinds)
    func `reads each kind into the canonical form that others write`(
        _ name: String,
        _ algorithm: SignatureAlgorithm
    ) throws {
        let key = try key(name)
        #expect(key.algorithm == algorithm)
        let vector = try Vector("other-public/\(name).pem")
        #expect(key.pem == (try Vector("other-public/\(vector.kind).pem")).text + "\n")
        #expect(try key == PublicKey(derSPKI: key.derSPKI))
        #expect(try key == PublicKey(pem: Array(key.pem.utf8)))
        #expect(key.keyID.matches(hint: key.keyID.hex))
    }

    @Test(arguments: signatures)
    func `verifies a signature another program made, and no other`(_ name: String, _ file: String) throws {
        let key = try key(name)
        let message = try message()
        let signature = try signature(file)
        #expect(key.isValidSignature(signature, for: message))
        #expect(!key.isValidSignature(signature, for: message + [0]))
        #expect(!key.isValidSignature(signature, for: []))
        for (other, _) in Self.signatures where other != name {
            #expect(try !self.key(other).isValidSignature(signature, for: message))
        }
        #expect(!key.isValidSignature(signature + [0], for: message))
        #expect(!key.isValidSignature([0] + signature, for: message))
        for bytes in Mutation.truncations(of: signature) { #expect(!key.isValidSignature(bytes, for: message)) }
        // A few bytes of the longest signatures say enough.
        let step = max(1, signature.count / 256)
        for index in stride(from: 0, to: signature.count, by: step) {
            var bytes = signature
            bytes[index] ^= 1 << (index % 8)
            #expect(!key.isValidSignature(bytes, for: message))
        }
    }

    @Test(arguments: ["ed25519", "mldsa65", "mldsa87"])
    func `lets a key that signs messages themselves verify no digest`(_ name: String) throws {
        let key = try key(name)
        let message = try message()
        #expect(key.algorithm.digest == nil)
        for choice in DigestChoice.allCases {
            #expect(try !key.isValidSignature(signature(name), for: message, hashedWith: choice))
            #expect(try !key.isValidSignature(signature(name), forDigest: choice.hash(message), hashedWith: choice))
        }
    }

    @Test(arguments: ["mldsa65", "mldsa87"])
    func `accepts ML-DSA with an empty context alone`(_ name: String) throws {
        #expect(try !key(name).isValidSignature(signature("\(name)-context"), for: message()))
    }

    @Test(arguments: ["ed25519", "rsa2048", "rsapss", "rsapss256"])
    func `reads another key from no truncation, and the same from no flipped bit`(_ name: String) throws {
        let key = try key(name)
        for bytes in Mutation.truncations(of: key.derSPKI) {
            #expect(throws: KeyError.self) { try PublicKey(derSPKI: bytes) }
        }
        // A number with another bit may be a key, and is another one.
        for bytes in Mutation.bitFlips(of: key.derSPKI) {
            guard let read = try? PublicKey(derSPKI: bytes) else { continue }
            #expect(read != key)
            #expect(read.derSPKI == bytes)
        }
    }

    @Test(arguments: ["mldsa65", "mldsa87"])
    func `reads no ML-DSA key of another length or with a damaged header`(_ name: String) throws {
        let key = try key(name)
        for bytes in Mutation.truncations(of: key.derSPKI) {
            #expect(throws: KeyError.self) { try PublicKey(derSPKI: bytes) }
        }
        let header = Array(key.derSPKI.prefix(22))
        for bytes in Mutation.bitFlips(of: header) {
            #expect(throws: KeyError.self) { try PublicKey(derSPKI: bytes + key.derSPKI.dropFirst(header.count)) }
        }
        #expect(throws: KeyError.self) { try PublicKey(derSPKI: key.derSPKI + [0]) }
    }

    @Test func `rejects Ed25519 keys of another length or with parameters`() throws {
        let key = Array(try key("ed25519").derSPKI.suffix(32))
        let identifier: [UInt8] = [0x06, 3, 0x2B, 0x65, 0x70]
        #expect(try PublicKey(derSPKI: der(0x30, der(0x30, identifier), der(3, [0], key))) == self.key("ed25519"))
        for bytes in [
            der(0x30, der(0x30, identifier, [5, 0]), der(3, [0], key)),
            der(0x30, der(0x30, identifier), der(3, [0], Array(key.dropLast()))),
            der(0x30, der(0x30, identifier), der(3, [0], key, [0])),
            der(0x30, der(0x30, identifier), der(3, [0])),
            der(0x30, der(0x30, identifier), der(3, [1], Array(key.dropLast()), [0])),
        ] {
            let error = #expect(throws: KeyError.self) { try PublicKey(derSPKI: bytes) }
            #expect(error?.code == .malformedKey)
        }
    }

    @Test func `changes no algorithm but RSA's`() throws {
        let p256 = PrivateKey.generate(.ecdsaP256SHA256).publicKey
        let ed25519 = try key("ed25519")
        for algorithm in SignatureAlgorithm.allCases {
            #expect(p256.with(algorithm: algorithm) == (algorithm == .ecdsaP256SHA256 ? p256 : nil))
            #expect(ed25519.with(algorithm: algorithm) == (algorithm == .ed25519 ? ed25519 : nil))
        }
    }

    @Test func `says what it is`() throws {
        #expect(try "\(key("ed25519"))".hasPrefix("Ed25519 public key "))
        #expect(try "\(key("rsapss"))".hasPrefix("RSA public key "))
        #expect(try "\(key("mldsa87"))".hasPrefix("ML-DSA-87 public key "))
    }
}
