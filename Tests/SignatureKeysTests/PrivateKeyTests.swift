// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SignatureKeys

@Suite struct PrivateKeyTests {
    private struct PasswordRefused: Error {}

    private func key(_ name: String) throws -> PrivateKey { try PrivateKey(pem: Vector("private/\(name).pem").bytes) }

    private func read(_ label: String, _ der: [UInt8], password: [UInt8] = Vector.password) throws -> PrivateKey {
        try PrivateKey(pem: Array(pemText(label: label, der: der).utf8)) { password }
    }

    private func body(_ path: String) throws -> [UInt8] {
        try #require(PEMBlock.parse(Vector(path).bytes).last).bytes
    }

    @Test(arguments: Vector.all(in: "private"))
    func `reads every format, and asks for a password once if there is one`(_ vector: Vector) throws {
        var count = 0
        let key = try PrivateKey(pem: vector.bytes) {
            count += 1
            return Vector.password
        }
        #expect(count == (vector.name.contains("encrypted") ? 1 : 0))
        #expect(try key.publicKey == PublicKey(pem: Vector("public/\(vector.curve).pem").bytes))
    }

    @Test(arguments: Vector.all(in: "refused-private"))
    func `rejects what is not a supported private key`(_ vector: Vector) {
        let error = #expect(throws: KeyError.self) { try PrivateKey(pem: vector.bytes) { Vector.password } }
        #expect(error?.code.name == vector.code)
    }

    @Test(arguments: [
        ("legacyEncryption", "`openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD.pem -out NEW.pem`"),
        ("unsupportedEncryption-pbes2-3des", "triple DES (1.2.840.113549.3.7)"),
        ("unsupportedEncryption-pbes1-3des", "triple DES (1.2.840.113549.1.12.1.3)"),
        ("unsupportedEncryption-pbes1-3des", "`openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD.pem -out NEW.pem`"),
        ("unsupportedEncryption-camellia", "1.2.392.200011.61.1.1.1.4"),
        ("unsupportedEncryption-iterations", "10000001 for PBKDF2 iterations"),
        ("unsupportedKey-rsa1024", "an RSA key of 1024 bits, expected an elliptic curve key on P-256, P-384 or P-521"),
        ("unsupportedKey-mldsa44", "an ML-DSA-44 key"), ("severalKeys", "found 2 private keys, expected one"),
        ("unsupportedKey-secp256k1-sec1", "secp256k1"), ("unsupportedKey-brainpool", "brainpoolP256r1"),
        ("wrongBlock-certificate", "found a certificate, expected a private key"),
        ("wrongBlock-public", "found a public key, expected a private key"),
        ("wrongBlock-parameters", "found curve parameters without a key"),
    ])
    func `names what was found and what to do`(_ name: String, _ text: String) throws {
        let vector = try Vector("refused-private/\(name).pem")
        let error = #expect(throws: KeyError.self) { try PrivateKey(pem: vector.bytes) { Vector.password } }
        #expect(error?.message.contains(text) == true)
    }

    @Test func `needs the password of an encrypted key, and the right one`() throws {
        let pem = try Vector("private/p256-encrypted.pem").bytes
        let missing = #expect(throws: KeyError.self) { try PrivateKey(pem: pem) }
        #expect(missing?.code == .passwordRequired)
        for password in ["", "correct", "correct horse\n"] {
            let wrong = #expect(throws: KeyError.self) { try PrivateKey(pem: pem) { Array(password.utf8) } }
            #expect(wrong?.code == .wrongPassword)
        }
        #expect(throws: PasswordRefused.self) { try PrivateKey(pem: pem) { throw PasswordRefused() } }
    }

    @Test(arguments: Vector.all(in: "empty-password"))
    func `takes an empty password`(_ vector: Vector) throws {
        #expect(try PrivateKey(pem: vector.bytes) { [] }.publicKey == key("p256-pkcs8").publicKey)
    }

    @Test func `asks for no password for an encryption it cannot read`() throws {
        let pem = try Vector("refused-private/unsupportedEncryption-pbes2-3des.pem").bytes
        let error = #expect(throws: KeyError.self) { try PrivateKey(pem: pem) { throw PasswordRefused() } }
        #expect(error?.code == .unsupportedEncryption)
    }

    @Test(arguments: [
        // Parallelism 17, cost 2^21, 272 MiB, a cost that is no power of two, and two that scrypt itself excludes.
        ([2, 3, 1, 0, 0, 2, 1, 2, 2, 1, 17], KeyError.Code.unsupportedEncryption),
        ([2, 3, 0x20, 0, 0, 2, 1, 1, 2, 1, 1], .unsupportedEncryption),
        ([2, 3, 2, 0, 0, 2, 1, 17, 2, 1, 1], .unsupportedEncryption),
        ([2, 3, 1, 0, 1, 2, 1, 2, 2, 1, 1], .malformedKey),
        ([2, 3, 1, 0, 0, 2, 1, 1, 2, 1, 1], .unsupportedEncryption),
        ([2, 3, 1, 0, 0, 2, 1, 0, 2, 1, 1], .unsupportedEncryption),
        ([2, 3, 1, 0, 0, 2, 1, 2, 2, 1, 0], .unsupportedEncryption),
        ([2, 3, 0xFF, 0, 0, 2, 1, 2, 2, 1, 1], .unsupportedEncryption),
    ])
    func `bounds the work of scrypt`(_ parameters: [UInt8], _ code: KeyError.Code) throws {
        let bytes = try body("private/p256-encrypted-scrypt-65536.pem")
        let changed = try #require(bytes.replacing([2, 3, 1, 0, 0, 2, 1, 2, 2, 1, 1], with: parameters))
        let error = #expect(throws: KeyError.self) { try read("ENCRYPTED PRIVATE KEY", changed) }
        #expect(error?.code == code)
    }

    @Test func `rejects zero and negative iterations`() throws {
        let bytes = try body("private/p256-encrypted.pem")
        for iterations: [UInt8] in [[2, 2, 0xFF, 0x00], [4, 2, 3, 0xE8]] {
            let changed = try #require(bytes.replacing([2, 2, 3, 0xE8], with: iterations))
            #expect(throws: KeyError.self) { try read("ENCRYPTED PRIVATE KEY", changed) }
        }
    }

    @Test func `rejects halves that do not match, scalars out of range and curves missing or doubled`() throws {
        let p256: [UInt8] = [0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]
        let p384: [UInt8] = [0x06, 5, 0x2B, 0x81, 4, 0, 0x22]
        let ecPublicKey: [UInt8] = [0x06, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1]
        let version1 = der(2, [1])
        let key = try key("p256-sec1").publicKey
        let scalar = Array(try body("private/p256-sec1.pem")[7..<39])
        let point = der(3, [0], Array(key.derSPKI.suffix(65)))
        let otherPoint = der(3, [0], Array(PrivateKey.generate(.ecdsaP256SHA256).publicKey.derSPKI.suffix(65)))
        let order: [UInt8] =
            [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8)
            + [0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51]

        let sec1 = der(0x30, version1, der(4, scalar), der(0xA0, p256), der(0xA1, point))
        #expect(try read("EC PRIVATE KEY", sec1).publicKey == key)
        let longer = der(0x30, version1, der(4, [0, 0] + scalar), der(0xA0, p256))
        #expect(try read("EC PRIVATE KEY", longer).publicKey == key)
        for bytes in [
            der(0x30, version1, der(4, scalar), der(0xA0, p256), der(0xA1, otherPoint)),
            der(0x30, version1, der(4, scalar), der(0xA0, p256), der(0xA1, der(3, [0]))),
            der(0x30, version1, der(4, scalar), der(0xA1, point)),
            der(0x30, version1, der(4, scalar), der(0xA0, p384), der(0xA1, point)),
            der(0x30, der(2, [2]), der(4, scalar), der(0xA0, p256)),
            der(0x30, version1, der(4, [1] + scalar), der(0xA0, p256)),
            der(0x30, version1, der(4, [UInt8](repeating: 0, count: 32)), der(0xA0, p256)),
            der(0x30, version1, der(4, []), der(0xA0, p256)),
            der(0x30, version1, der(4, order), der(0xA0, p256)),
        ] {
            let error = #expect(throws: KeyError.self) { try read("EC PRIVATE KEY", bytes) }
            #expect(error?.code == .malformedKey)
        }

        let algorithm = der(0x30, ecPublicKey, p256)
        let inner = der(4, der(0x30, version1, der(4, scalar)))
        let attributes = der(0xA0, [])
        let version2 = der(0x30, version1, algorithm, inner, attributes, der(0x81, Array(point[2...])))
        #expect(try read("PRIVATE KEY", version2).publicKey == key)
        for bytes in [
            der(0x30, version1, algorithm, inner, der(0x81, Array(otherPoint[2...]))),
            der(0x30, der(2, [0]), algorithm, der(4, sec1.replacing(p256, with: p384 + [5, 1, 0]) ?? [])),
            der(0x30, der(2, [0]), der(0x30, ecPublicKey), inner),
            der(0x30, der(2, [0]), algorithm, der(4, [])),
            der(0x30, der(2, [2]), algorithm, inner),
        ] {
            let error = #expect(throws: KeyError.self) { try read("PRIVATE KEY", bytes) }
            #expect(error?.code == .malformedKey)
        }
    }

    @Test(arguments: ["p256-sec1", "p256-pkcs8"])
    func `reads another key from no truncation and no flipped bit`(_ name: String) throws {
        let key = try key(name)
        let bytes = try body("private/\(name).pem")
        let label = name.hasSuffix("sec1") ? "EC PRIVATE KEY" : "PRIVATE KEY"
        for bytes in Mutation.truncations(of: bytes) {
            #expect(throws: KeyError.self) { try read(label, bytes) }
        }
        for bytes in Mutation.bitFlips(of: bytes) {
            if let read = try? read(label, bytes) { #expect(read.publicKey == key.publicKey) }
        }
    }

    @Test(arguments: ["p256-encrypted", "p256-encrypted-scrypt"])
    func `decrypts another key from no truncation and no flipped bit`(_ name: String) throws {
        let bytes = try body("private/\(name).pem")
        let key = try key("p256-pkcs8")
        for bytes in Mutation.truncations(of: bytes) {
            #expect(throws: KeyError.self) { try EncryptedPrivateKeyInfo(der: bytes) }
        }
        // A flipped bit in the salt or the ciphertext is found only with the password, so try one of each byte's.
        for bytes in Mutation.bitFlips(of: bytes) { _ = try? EncryptedPrivateKeyInfo(der: bytes) }
        for bytes in Mutation.byteFlips(of: bytes) {
            if let read = try? read("ENCRYPTED PRIVATE KEY", bytes) { #expect(read.publicKey == key.publicKey) }
        }
    }

    @Test(arguments: ECDSAAlgorithm.allCases)
    func `signs what its public key verifies, also after a round trip through PEM`(_ algorithm: ECDSAAlgorithm) throws {
        let key = PrivateKey.generate(algorithm)
        #expect(key.publicKey.algorithm == algorithm.signatureAlgorithm)
        let read = try PrivateKey(pem: Array(key.pem.utf8))
        #expect(read.publicKey == key.publicKey)
        for message: [UInt8] in [[], [0], Array("a message".utf8)] {
            let signature = try read.signature(for: message)
            #expect(key.publicKey.isValidSignature(signature, for: message))
            #expect(!key.publicKey.isValidSignature(signature, for: message + [0]))
            #expect(!PrivateKey.generate(algorithm).publicKey.isValidSignature(signature, for: message))
        }
    }

    @Test func `signs through the protocol`() async throws {
        let key: any SigningKey = PrivateKey.generate(.ecdsaP256SHA256)
        let signature = try await key.signature(for: [1, 2, 3])
        #expect(key.publicKey.isValidSignature(signature, for: [1, 2, 3]))
    }

    @Test func `shows no more than its public key when printed`() {
        let key = PrivateKey.generate(.ecdsaP256SHA256)
        #expect("\(key)" == "P-256 private key of \(key.publicKey.keyID)")
        #expect(String(reflecting: key) == "\(key)")
        #expect(Mirror(reflecting: key).children.compactMap(\.label) == ["publicKey"])
    }

    @Test(.enabled(if: Vector.hasConformanceKeys, "../shared/vectors is not here"))
    func `reads the RSA keys of the OMS conformance suite`() throws {
        let key = try PrivateKey(pem: Vector.conformanceKey("certificate/ca-priv.pem").bytes)
        #expect(key.publicKey.algorithm == .rsaPKCS1SHA256)
    }
}
