// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SignatureKeys

@Suite struct PublicKeyTests {
    private func key(_ name: String) throws -> PublicKey { try PublicKey(pem: Vector("public/\(name).pem").bytes) }

    @Test(arguments: Vector.all(in: "public"))
    func `reads every layout and point encoding into the canonical form`(_ vector: Vector) throws {
        let key = try PublicKey(pem: vector.bytes)
        let canonical = try Vector("public/\(vector.curve).pem")
        #expect(key.pem == canonical.text + "\n")
        #expect(try key == PublicKey(derSPKI: key.derSPKI))
        #expect(try key == PublicKey(pem: Array(key.pem.utf8)))
    }

    @Test(arguments: zip(["p256", "p384", "p521"], ECDSAAlgorithm.allCases))
    func `takes the algorithm from the curve`(_ name: String, _ algorithm: ECDSAAlgorithm) throws {
        #expect(try key(name).algorithm == algorithm.signatureAlgorithm)
    }

    @Test(arguments: Vector.all(in: "refused-public"))
    func `rejects what is not a supported public key`(_ vector: Vector) {
        let error = #expect(throws: KeyError.self) { try PublicKey(pem: vector.bytes) }
        #expect(error?.code.name == vector.code)
    }

    @Test(arguments: [
        (
            "unsupportedKey-x448",
            "an X448 key, expected an elliptic curve key on P-256, P-384 or P-521, an Ed25519 key, an RSA key of 2048 "
                + "to 8192 bits, or an ML-DSA-65 or ML-DSA-87 key"
        ),
        ("unsupportedKey-x25519", "an X25519 key"), ("unsupportedKey-ed448", "an Ed448 key"),
        ("unsupportedKey-mldsa44", "an ML-DSA-44 key"), ("unsupportedKey-dsa", "a DSA key"),
        ("unsupportedKey-rsa1024", "an RSA key of 1024 bits"), ("unsupportedKey-rsa2047", "an RSA key of 2047 bits"),
        ("unsupportedKey-rsa-exponent", "an exponent of 5 bytes"),
        ("unsupportedKey-rsapss384", "an RSA-PSS key for another hash"),
        ("unsupportedKey-rsapss-salt20", "an RSA-PSS key for another hash"),
        ("unsupportedKey-secp256k1", "secp256k1"),
        ("unsupportedKey-explicit", "openssl pkey -ec_param_enc named_curve"),
        ("wrongBlock-certificate", "found a certificate, expected a public key"),
        ("wrongBlock-private", "found a private key, expected a public key"),
        ("wrongBlock-rsa-private", "found an RSA private key, expected a public key"),
        ("wrongBlock-encrypted", "found an encrypted private key, expected a public key"),
    ])
    func `names what was found and what to do`(_ name: String, _ text: String) throws {
        let vector = try Vector("refused-public/\(name).pem")
        let error = #expect(throws: KeyError.self) { try PublicKey(pem: vector.bytes) }
        #expect(error?.message.contains(text) == true)
    }

    @Test func `rejects bytes that are not a key`() throws {
        let good = try key("p256").derSPKI
        let header = Array(good.prefix(26))
        let point = Array(good.suffix(65))
        var offCurve = good
        offCurve[good.count - 1] ^= 1
        let infinity = der(0x30, Array(good[2..<23]), der(0x03, [0, 0]))
        let unevenBits: [UInt8] = good.prefix(25) + [1] + point
        let noCurve = der(0x30, der(0x30, Array(good[4..<13])), Array(good[23...]))
        let hybrid: [UInt8] = header + [0x06] + point.dropFirst()
        let unknown: [UInt8] = header + [0x05] + point.dropFirst()
        for bytes: [UInt8] in [[], good + [0], offCurve, infinity, unevenBits, noCurve, hybrid, unknown] {
            let error = #expect(throws: KeyError.self) { try PublicKey(derSPKI: bytes) }
            #expect(error?.code == .malformedKey)
        }
        let error = #expect(throws: KeyError.self) { try PublicKey(derSPKI: [UInt8](repeating: 0x30, count: 65537)) }
        #expect(error?.code == .tooLarge)
    }

    @Test(arguments: ["p256", "p384", "p521"])
    func `reads another key from no truncation and no flipped bit`(_ name: String) throws {
        let key = try key(name)
        for bytes in Mutation.truncations(of: key.derSPKI) {
            #expect(throws: KeyError.self) { try PublicKey(derSPKI: bytes) }
        }
        for bytes in Mutation.bitFlips(of: key.derSPKI) {
            #expect((try? PublicKey(derSPKI: bytes)) == nil)
        }
        for bytes in Mutation.bitFlips(of: Array(key.pem.utf8)) {
            if let read = try? PublicKey(pem: bytes) { #expect(read == key) }
        }
    }

    @Test(arguments: ["p256", "p384", "p521"])
    func `verifies a signature another program made, and no other`(_ name: String) throws {
        let key = try key(name)
        let message = try Vector("signatures/message").bytes
        let signature = try Vector("signatures/\(name).der").bytes
        #expect(key.isValidSignature(signature, for: message))
        #expect(!key.isValidSignature(signature, for: message + [0]))
        #expect(!key.isValidSignature(signature, for: []))
        for other in ["p256", "p384", "p521"] where other != name {
            #expect(try !self.key(other).isValidSignature(signature, for: message))
        }
        for bytes in Mutation.truncations(of: signature) { #expect(!key.isValidSignature(bytes, for: message)) }
        for bytes in Mutation.byteFlips(of: signature) { #expect(!key.isValidSignature(bytes, for: message)) }
    }

    @Test func `verifies with a hash other than the key's own only when told to`() throws {
        let key = try key("p384")
        let message = try Vector("signatures/message").bytes
        let signature = try Vector("signatures/p384-sha256.der").bytes
        #expect(key.isValidSignature(signature, for: message, hashedWith: .sha256))
        #expect(!key.isValidSignature(signature, for: message))
        #expect(!key.isValidSignature(signature, for: message, hashedWith: .sha512))
    }

    @Test func `rejects other encodings of a valid signature`() throws {
        let key = try key("p256")
        let message = try Vector("signatures/message").bytes
        let good = try Vector("signatures/p256.der").bytes
        let integers = Array(good[2...])
        let r = Array(integers[2..<(2 + Int(integers[1]))])
        let s = Array(integers[(4 + r.count)...])
        #expect(key.isValidSignature(der(0x30, der(2, r), der(2, s)), for: message))
        let longLength: [UInt8] = [0x30, 0x81, good[1]] + integers
        let indefiniteLength: [UInt8] = [0x30, 0x80] + integers + [0, 0]
        let raw: [UInt8] = r.suffix(32) + s.suffix(32)
        let encodings: [[UInt8]] = [
            good + [0], longLength, indefiniteLength, raw, [], [UInt8](repeating: 0x30, count: 100_000),
            der(0x30, der(2, [0, 0] + r), der(2, s)), der(0x30, der(2, r), der(2, [0, 0] + s)),
            der(0x30, der(2, r), der(2, s), der(2, [0])), der(0x30, der(2, s), der(2, r)),
            der(0x31, der(2, r), der(2, s)), der(0x30, der(4, r), der(2, s)), der(0x30, der(2, r)),
            der(0x30, der(2, [0]), der(2, s)), der(0x30, der(2, r), der(2, [0])), der(0x30, der(2, []), der(2, [])),
            der(0x30, der(2, [0xFF]), der(2, s)), der(0x30, der(2, [1] + r), der(2, s)),
        ]
        for bytes in encodings {
            #expect(!key.isValidSignature(bytes, for: message))
        }
    }

    @Test func `is equal and hashes alike for the same point`() throws {
        let keys = try Set([key("p256"), key("p256-compressed"), key("p256-crlf"), key("p384")])
        #expect(keys.count == 2)
    }

    @Test(.enabled(if: Vector.hasConformanceKeys), arguments: ["p384", "p521", "certificate", "self-signed"])
    func `reads the keys of the OMS conformance suite`(_ name: String) throws {
        let publicKey = try PublicKey(pem: Vector.conformanceKey("\(name)/signing-key-pub.pem").bytes)
        let privateKey = try PrivateKey(pem: Vector.conformanceKey("\(name)/signing-key.pem").bytes)
        #expect(privateKey.publicKey == publicKey)
        if name == "certificate" {
            #expect(publicKey.keyID.hex == "e8450dec4eb99dae995da9af1bc2cc9f76ed669ee2e744f57abba763df3e3f8e")
        }
    }
}
