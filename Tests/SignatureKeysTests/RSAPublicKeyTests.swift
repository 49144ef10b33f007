// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SignatureKeys

@Suite struct RSAPublicKeyTests {
    private static let names = ["rsa2048", "rsa3072", "rsa4096"]
    private static let rsaEncryption: [UInt8] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]
    private static let rsaPSS: [UInt8] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 10]
    private static let sha256: [UInt8] = [6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]
    private static let mgf1: [UInt8] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 8]

    private func key(_ name: String) throws -> PublicKey {
        try PublicKey(pem: Vector("other-public/\(name).pem").bytes)
    }

    private func signature(_ name: String) throws -> [UInt8] { try Vector("other-signatures/\(name)").bytes }

    private func message() throws -> [UInt8] { try Vector("signatures/message").bytes }

    /// The `RSAPublicKey` of 2048 bits, as OpenSSL writes it.
    private func pkcs1() throws -> [UInt8] {
        try #require(PEMBlock.parse(Vector("other-public/rsa2048-pkcs1.pem").bytes).first).bytes
    }

    private func expectRefusal(_ der: [UInt8], _ code: KeyError.Code) {
        let error = #expect(throws: KeyError.self) { try PublicKey(derSPKI: der) }
        #expect(error?.code == code)
    }

    @Test(arguments: names, DigestChoice.allCases)
    func `verifies both schemes with each hash, and neither as the other`(
        _ name: String,
        _ choice: DigestChoice
    ) throws {
        let pkcs1 = try key(name)
        let pss = try #require(pkcs1.with(algorithm: .rsaPSSSHA256))
        let message = try message()
        for (key, other, scheme) in [(pkcs1, pss, "pkcs1"), (pss, pkcs1, "pss")] {
            let signature = try signature("\(name)-\(scheme)-\(choice)")
            #expect(key.isValidSignature(signature, for: message, hashedWith: choice))
            #expect(key.isValidSignature(signature, forDigest: choice.hash(message), hashedWith: choice))
            #expect(key.isValidSignature(signature, for: message) == (choice == .sha256))
            #expect(!key.isValidSignature(signature, for: message + [0], hashedWith: choice))
            #expect(!other.isValidSignature(signature, for: message, hashedWith: choice))
            for wrong in DigestChoice.allCases where wrong != choice {
                #expect(!key.isValidSignature(signature, for: message, hashedWith: wrong))
                #expect(!key.isValidSignature(signature, forDigest: choice.hash(message), hashedWith: wrong))
            }
        }
    }

    @Test func `keeps the key when it changes the scheme`() throws {
        let key = try key("rsa2048")
        let pss = try #require(key.with(algorithm: .rsaPSSSHA256))
        #expect(pss.algorithm == .rsaPSSSHA256)
        #expect(pss.derSPKI == key.derSPKI)
        #expect(pss.keyID == key.keyID)
        #expect(pss != key)
        #expect(pss.with(algorithm: .rsaPKCS1SHA256) == key)
        #expect(key.with(algorithm: .rsaPKCS1SHA256) == key)
        for algorithm in SignatureAlgorithm.allCases where ![.rsaPKCS1SHA256, .rsaPSSSHA256].contains(algorithm) {
            #expect(key.with(algorithm: algorithm) == nil)
        }
    }

    @Test(arguments: ["rsapss", "rsapss256"])
    func `lets a key whose identifier is RSA-PSS sign nothing else`(_ name: String) throws {
        let key = try key(name)
        #expect(key.with(algorithm: .rsaPSSSHA256) == key)
        #expect(key.with(algorithm: .rsaPKCS1SHA256) == nil)
    }

    @Test func `lets an RSA-PSS key that names its hash sign with no other`() throws {
        let free = try key("rsapss")
        let message = try message()
        for choice in DigestChoice.allCases {
            let signature = try signature("rsapss-pss-\(choice)")
            #expect(free.isValidSignature(signature, for: message, hashedWith: choice))
            // The same numbers under the other identifier.
            let info = try SubjectPublicKeyInfo(der: free.derSPKI)
            let bound = try PublicKey(derSPKI: der(0x30, identifier(Self.parameters()), der(3, [0], info.key)))
            #expect(bound.isValidSignature(signature, for: message, hashedWith: choice) == (choice == .sha256))
        }
    }

    @Test(arguments: ["rsa2048-pss-salt20", "rsa2048-pss-mgf1sha1", "rsa2048-pkcs1-sha1"])
    func `rejects other parameters of a scheme`(_ name: String) throws {
        let key = try key("rsa2048")
        let pss = try #require(key.with(algorithm: .rsaPSSSHA256))
        for choice in DigestChoice.allCases {
            #expect(try !key.isValidSignature(signature(name), for: message(), hashedWith: choice))
            #expect(try !pss.isValidSignature(signature(name), for: message(), hashedWith: choice))
        }
    }

    @Test func `reads PKCS#1, and nothing after it`() throws {
        let bytes = try pkcs1()
        let key = try PublicKey(pkcs1: bytes)
        #expect(try key == self.key("rsa2048"))
        for bytes in Mutation.truncations(of: bytes) {
            #expect(throws: KeyError.self) { try PublicKey(pkcs1: bytes) }
        }
        #expect(throws: KeyError.self) { try PublicKey(pkcs1: bytes + [0]) }
        #expect(throws: KeyError.self) { try PublicKey(pkcs1: key.derSPKI) }
        #expect(throws: KeyError.self) { try PublicKey(derSPKI: bytes) }
    }

    @Test func `needs parameters that are NULL`() throws {
        let key = der(3, [0], try pkcs1())
        #expect(try PublicKey(derSPKI: der(0x30, der(0x30, Self.rsaEncryption, [5, 0]), key)) == self.key("rsa2048"))
        expectRefusal(der(0x30, der(0x30, Self.rsaEncryption), key), .malformedKey)
        expectRefusal(der(0x30, der(0x30, Self.rsaEncryption, [0x30, 0]), key), .malformedKey)
        expectRefusal(der(0x30, der(0x30, Self.rsaEncryption, [5, 1, 0]), key), .malformedKey)
        expectRefusal(der(0x30, der(0x30, Self.rsaEncryption, [5, 0], [5, 0]), key), .malformedKey)
    }

    @Test func `keeps to its limits and to sound numbers`() throws {
        let modulus = [0x80] + [UInt8](repeating: 0, count: 254) + [1]
        func key(_ modulus: [UInt8], _ exponent: [UInt8]) -> [UInt8] { der(0x30, der(2, modulus), der(2, exponent)) }
        func expect(_ bytes: [UInt8], _ code: KeyError.Code?) {
            guard let code else {
                #expect(throws: Never.self) { try PublicKey(pkcs1: bytes) }
                return
            }
            let error = #expect(throws: KeyError.self) { try PublicKey(pkcs1: bytes) }
            #expect(error?.code == code)
        }
        expect(key([0] + modulus, [1, 0, 1]), nil)
        expect(key([0] + modulus, [3]), nil)
        expect(key([0] + modulus, [0, 0xFF, 0xFF, 0xFF, 0xFF]), nil)
        expect(key([0] + modulus, [1, 0, 0, 0, 1]), .unsupportedKey)
        expect(key([0] + modulus, [1]), .malformedKey)
        expect(key([0] + modulus, [2]), .malformedKey)
        expect(key([0] + modulus, [0]), .malformedKey)
        expect(key([0] + modulus, [0xFF]), .malformedKey)
        expect(key([0] + modulus, [0, 3]), .malformedKey)
        expect(key([0] + modulus.dropLast() + [2], [3]), .malformedKey)
        expect(key(modulus, [3]), .malformedKey)
        expect(key([0x7F] + modulus.dropFirst(), [3]), .unsupportedKey)
        expect(key([0], [3]), .unsupportedKey)
        let zeros = [UInt8](repeating: 0, count: 1022)
        expect(key([0, 0x80] + zeros + [1], [3]), nil)
        expect(key([1, 0x80] + zeros + [1], [3]), .unsupportedKey)
        expect(key([0x40] + [UInt8](repeating: 0, count: 70_000) + [1], [3]), .tooLarge)
    }

    // MARK: Parameters of RSA-PSS

    private func identifier(_ parameters: [UInt8]) -> [UInt8] { der(0x30, Self.rsaPSS, parameters) }

    private static func parameters(
        hash: [UInt8] = der(0x30, sha256, [5, 0]),
        mask: [UInt8] = der(0x30, mgf1, der(0x30, sha256, [5, 0])),
        salt: [UInt8] = [2, 1, 32],
        rest: [UInt8] = []
    ) -> [UInt8] {
        der(0x30, der(0xA0, hash), der(0xA1, mask), der(0xA2, salt), rest)
    }

    @Test func `reads the parameters of SHA-256 in both encodings into one`() throws {
        let key = der(3, [0], try pkcs1())
        let read = try PublicKey(derSPKI: der(0x30, identifier(Self.parameters()), key))
        #expect(read.derSPKI == der(0x30, identifier(Self.parameters()), key))
        let short = Self.parameters(hash: der(0x30, Self.sha256), mask: der(0x30, Self.mgf1, der(0x30, Self.sha256)))
        #expect(try PublicKey(derSPKI: der(0x30, identifier(short), key)) == read)
    }

    @Test func `rejects every other parameter`() throws {
        let key = der(3, [0], try pkcs1())
        let sha384: [UInt8] = Self.sha256.dropLast() + [2]
        let mask = der(0x30, Self.mgf1, der(0x30, sha384, [5, 0]))
        for parameters in [
            Self.parameters(hash: der(0x30, sha384, [5, 0])), Self.parameters(mask: mask),
            Self.parameters(mask: der(0x30, Self.mgf1)), Self.parameters(salt: [2, 1, 20]),
            Self.parameters(salt: [2, 1, 33]), Self.parameters(hash: der(0x30, Self.sha256, [0x30, 0])), [0x30, 0],
        ] {
            expectRefusal(der(0x30, identifier(parameters), key), .unsupportedKey)
        }
        for parameters in [
            Self.parameters(rest: der(0xA3, [2, 1, 1])), Self.parameters(rest: [5, 0]), [5, 0], [4, 0],
            Self.parameters(hash: [5, 0]), Self.parameters(salt: [4, 1, 32]),
        ] {
            expectRefusal(der(0x30, identifier(parameters), key), .malformedKey)
        }
    }
}
