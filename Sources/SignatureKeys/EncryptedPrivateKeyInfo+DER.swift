// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SwiftASN1

extension EncryptedPrivateKeyInfo {
    /// What OWASP recommends for HMAC-SHA-256; every OpenSSL since 1.0 reads it, which is not so of scrypt at that cost.
    private static let iterationCount = 600_000
    private static let saltByteCount = 16
    private static let keyByteCount = 32

    /// Encrypts a PKCS#8 key with a password, and writes the structure in DER.
    ///
    /// - Throws: ``KeyError`` with code `passwordRequired` for an empty password.
    static func der(_ plaintext: [UInt8], password: [UInt8]) throws(KeyError) -> [UInt8] {
        guard !password.isEmpty else {
            throw KeyError(.passwordRequired, "an empty password hides nothing: give another")
        }
        var random = SystemRandomNumberGenerator()
        let salt = (0..<saltByteCount).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let derivation = KeyDerivation.pbkdf2(.sha256, salt: salt, iterations: iterationCount)
        let key = try derivation.key(from: password, byteCount: keyByteCount)
        let vector = AES._CBC.IV()
        do {
            let ciphertext = Array(try AES._CBC.encrypt(plaintext, using: key, iv: vector))
            return try der(salt: salt, vector: Array(vector), ciphertext: ciphertext)
        } catch {
            throw KeyError(.unsupportedEncryption, "the private key cannot be encrypted", cause: error)
        }
    }

    private static func der(salt: [UInt8], vector: [UInt8], ciphertext: [UInt8]) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { info in
            try info.appendAlgorithm(.pbes2) { parameters in
                try parameters.appendConstructedNode(identifier: .sequence) { schemes in
                    try schemes.appendAlgorithm(.pbkdf2) { parameters in
                        try parameters.appendConstructedNode(identifier: .sequence) { values in
                            try values.serialize(ASN1OctetString(contentBytes: salt[...]))
                            try values.serialize(iterationCount)
                            try values.appendAlgorithm(.hmacWithSHA256) { try $0.serialize(ASN1Null()) }
                        }
                    }
                    try schemes.appendAlgorithm(.aes256CBC) {
                        try $0.serialize(ASN1OctetString(contentBytes: vector[...]))
                    }
                }
            }
            try info.serialize(ASN1OctetString(contentBytes: ciphertext[...]))
        }
        return serializer.serializedBytes
    }
}

extension DER.Serializer {
    /// Writes an `AlgorithmIdentifier` (RFC 5280 §4.1.1.2).
    fileprivate mutating func appendAlgorithm(
        _ identifier: ASN1ObjectIdentifier,
        parameters: (inout DER.Serializer) throws -> Void
    ) throws {
        try appendConstructedNode(identifier: .sequence) { algorithm in
            try algorithm.serialize(identifier)
            try parameters(&algorithm)
        }
    }
}
