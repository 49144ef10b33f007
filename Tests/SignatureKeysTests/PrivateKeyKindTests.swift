// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SignatureKeys

/// Private keys of the kinds beside elliptic curves.
@Suite struct PrivateKeyKindTests {
    private static let kinds: [(String, SignatureAlgorithm)] = [
        ("ed25519", .ed25519), ("ed25519-encrypted", .ed25519), ("mldsa65", .mlDSA65), ("mldsa87", .mlDSA87),
        ("rsa2048", .rsaPKCS1SHA256), ("rsa2048-pkcs1", .rsaPKCS1SHA256), ("rsapss", .rsaPSSSHA256),
        ("rsapss256", .rsaPSSSHA256),
    ]
    private static let generated = SignatureAlgorithm.allCases.filter {
        ![.rsaPKCS1SHA256, .rsaPSSSHA256].contains($0)
    }

    private func key(_ name: String) throws -> PrivateKey {
        try PrivateKey(pem: Vector("other-private/\(name).pem").bytes) { Vector.password }
    }

    private func body(_ name: String) throws -> [UInt8] {
        try #require(PEMBlock.parse(Vector("other-private/\(name).pem").bytes).last).bytes
    }

    private func read(_ label: String, _ der: [UInt8]) throws -> PrivateKey {
        try PrivateKey(pem: Array(pemText(label: label, der: der).utf8))
    }

    @Test(arguments: kinds)
    func `reads each kind, and signs what the public half from elsewhere verifies`(
        _ name: String,
        _ algorithm: SignatureAlgorithm
    ) throws {
        let kind = try Vector("other-private/\(name).pem").kind
        let publicKey = try PublicKey(pem: Vector("other-private/\(kind).pub").bytes)
        let key = try key(name)
        #expect(key.publicKey == publicKey)
        #expect(key.publicKey.algorithm == algorithm)
        for message: [UInt8] in [[], Array("a message".utf8)] {
            let signature = try key.signature(for: message)
            #expect(publicKey.isValidSignature(signature, for: message))
            #expect(!publicKey.isValidSignature(signature, for: message + [0]))
        }
    }

    @Test(arguments: kinds)
    func `writes what it reads, as others write it`(_ name: String, _ algorithm: SignatureAlgorithm) throws {
        let key = try key(name)
        #expect(try PrivateKey(pem: Array(key.pem.utf8)).publicKey == key.publicKey)
        let kind = try Vector("other-private/\(name).pem").kind
        #expect(key.pem == (try Vector("other-private/\(kind).pem")).text + "\n")
    }

    @Test(arguments: generated)
    func `makes keys of every kind but RSA, which survive a round trip`(_ algorithm: SignatureAlgorithm) throws {
        let key = try PrivateKey(generating: algorithm)
        #expect(key.publicKey.algorithm == algorithm)
        #expect(try PrivateKey(generating: algorithm).publicKey != key.publicKey)
        let read = try PrivateKey(pem: Array(key.pem.utf8))
        #expect(try key.publicKey.isValidSignature(read.signature(for: [1]), for: [1]))
    }

    @Test(arguments: [SignatureAlgorithm.rsaPKCS1SHA256, .rsaPSSSHA256])
    func `makes no RSA keys, and says so`(_ algorithm: SignatureAlgorithm) {
        let error = #expect(throws: KeyError.self) { try PrivateKey(generating: algorithm) }
        #expect(error?.code == .unsupportedKey)
    }

    @Test(arguments: [SignatureAlgorithm.ecdsaP521SHA512, .mlDSA87])
    func `encrypts with a password that alone opens it`(_ algorithm: SignatureAlgorithm) throws {
        let key = try PrivateKey(generating: algorithm)
        let pem = Array(try key.encryptedPEM(password: Vector.password).utf8)
        #expect(try PrivateKey(pem: pem) { Vector.password }.publicKey == key.publicKey)
        let wrong = #expect(throws: KeyError.self) { try PrivateKey(pem: pem) { Array("wrong horse".utf8) } }
        #expect(wrong?.code == .wrongPassword)
        let missing = #expect(throws: KeyError.self) { try PrivateKey(pem: pem) }
        #expect(missing?.code == .passwordRequired)
        #expect(try key.encryptedPEM(password: Vector.password) != String(decoding: pem, as: UTF8.self))
        let empty = #expect(throws: KeyError.self) { try key.encryptedPEM(password: []) }
        #expect(empty?.code == .passwordRequired)
    }

    @Test func `rejects an Ed25519 key of another length, with parameters, or with another public half`() throws {
        let ed25519: [UInt8] = [6, 3, 0x2B, 0x65, 0x70]
        let seed = [UInt8](repeating: 7, count: 32)
        let zero = der(2, [0])
        let good = der(0x30, zero, der(0x30, ed25519), der(4, der(4, seed)))
        let key = try read("PRIVATE KEY", good)
        let bits = [0] + key.publicKey.derSPKI.suffix(32)
        let version2 = der(0x30, der(2, [1]), der(0x30, ed25519), der(4, der(4, seed)), der(0x81, bits))
        #expect(try read("PRIVATE KEY", version2).publicKey == key.publicKey)
        let otherBits = [0] + (try PrivateKey(generating: .ed25519).publicKey.derSPKI.suffix(32))
        for bytes in [
            der(0x30, zero, der(0x30, ed25519), der(4, der(4, seed + [7]))),
            der(0x30, zero, der(0x30, ed25519), der(4, der(4, Array(seed.dropLast())))),
            der(0x30, zero, der(0x30, ed25519), der(4, seed)),
            der(0x30, zero, der(0x30, ed25519, [5, 0]), der(4, der(4, seed))),
            der(0x30, der(2, [1]), der(0x30, ed25519), der(4, der(4, seed)), der(0x81, otherBits)),
        ] {
            let error = #expect(throws: KeyError.self) { try read("PRIVATE KEY", bytes) }
            #expect(error?.code == .malformedKey)
        }
    }

    @Test func `rejects RSA numbers that do not belong together, and more than two primes`() throws {
        let bytes = try body("rsa2048-pkcs1")
        #expect(try read("RSA PRIVATE KEY", bytes).publicKey == key("rsa2048").publicKey)
        // The modulus is the second number, behind the header and the version.
        var other = bytes
        other[40] ^= 1
        let mixed = #expect(throws: KeyError.self) { try read("RSA PRIVATE KEY", other) }
        #expect(mixed?.code == .malformedKey)
        let version = try #require(bytes.replacing([2, 1, 0], with: [2, 1, 1]))
        let several = #expect(throws: KeyError.self) { try read("RSA PRIVATE KEY", version) }
        #expect(several?.code == .unsupportedKey)
    }

    @Test(arguments: ["ed25519", "mldsa65", "rsa2048-pkcs1"])
    func `reads another key from no truncation`(_ name: String) throws {
        let label = name.hasSuffix("pkcs1") ? "RSA PRIVATE KEY" : "PRIVATE KEY"
        for bytes in Mutation.truncations(of: try body(name)) {
            #expect(throws: KeyError.self) { try read(label, bytes) }
        }
    }

    @Test(arguments: ["ed25519", "mldsa65"])
    func `a flipped bit before the seed is an error, the same key, or a key of another kind`(_ name: String) throws {
        let bytes = try body(name)
        let key = try key(name)
        for (bit, changed) in Mutation.bitFlips(of: bytes).enumerated() {
            guard let read = try? read("PRIVATE KEY", changed) else { continue }
            // The seed, at the end, has no redundancy.
            let isSeed = bit / 8 >= bytes.count - 32
            let isAnother = isSeed || read.publicKey.algorithm != key.publicKey.algorithm
            #expect((read.publicKey != key.publicKey) == isAnother)
        }
    }

    @Test(arguments: kinds)
    func `shows no more than its public key when printed`(_ name: String, _ algorithm: SignatureAlgorithm) throws {
        let key = try key(name)
        #expect("\(key)" == "\(algorithm.keyName) private key of \(key.publicKey.keyID)")
        #expect(Mirror(reflecting: key).children.compactMap(\.label) == ["publicKey"])
    }
}
