// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SwiftASN1

/// `EncryptedPrivateKeyInfo` (RFC 5208 §6) under PBES2 with AES-CBC (RFC 8018 §6.2).
///
///     EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm AlgorithmIdentifier, encryptedData OCTET STRING }
///     PBES2-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }
struct EncryptedPrivateKeyInfo {
    private let keyDerivation: KeyDerivation
    private let keyByteCount: Int
    private let initializationVector: AES._CBC.IV
    private let ciphertext: [UInt8]

    /// Reads all but the secret: what cannot be decrypted fails here, before anybody is asked for a password.
    ///
    /// - Throws: ``KeyError`` with code `tooLarge`, `unsupportedEncryption` or `malformedKey`.
    init(der: [UInt8]) throws(KeyError) {
        self = try decodeKey("an encrypted PKCS#8 private key", from: der) { node in
            try DER.sequence(node, identifier: .sequence) { nodes in
                let encryption = try AlgorithmIdentifier(derEncoded: &nodes)
                let ciphertext = try ASN1OctetString(derEncoded: &nodes).bytes
                guard encryption.algorithm == .pbes2 else {
                    throw KeyError.unsupportedEncryption(encryption.algorithm)
                }
                return try DER.sequence(encryption.requiredParameters(), identifier: .sequence) { nodes in
                    let derivation = try AlgorithmIdentifier(derEncoded: &nodes)
                    let cipher = try AlgorithmIdentifier(derEncoded: &nodes)
                    return try Self(derivation: derivation, cipher: cipher, ciphertext: Array(ciphertext))
                }
            }
        }
    }

    private init(derivation: AlgorithmIdentifier, cipher: AlgorithmIdentifier, ciphertext: [UInt8]) throws {
        switch cipher.algorithm {
        case .aes128CBC: keyByteCount = 16
        case .aes192CBC: keyByteCount = 24
        case .aes256CBC: keyByteCount = 32
        default: throw KeyError.unsupportedEncryption(cipher.algorithm)
        }
        let vector = try ASN1OctetString(derEncoded: cipher.requiredParameters()).bytes
        guard vector.count == 16, !ciphertext.isEmpty, ciphertext.count.isMultiple(of: 16) else {
            throw KeyError(
                .malformedKey,
                "the encrypted private key has \(ciphertext.count) bytes and an initialization vector of \(vector.count), "
                    + "expected whole AES blocks of 16: restore the key from where it came"
            )
        }
        initializationVector = try AES._CBC.IV(ivBytes: vector)
        keyDerivation = try KeyDerivation(derivation, keyByteCount: keyByteCount)
        self.ciphertext = ciphertext
    }

    /// Decrypts the key.
    ///
    /// - Throws: ``KeyError`` with code `wrongPassword`, as well as can be told: CBC does not authenticate; or
    ///   `unsupportedEncryption` if the library cannot derive a key with these parameters.
    func decrypted(with password: [UInt8]) throws(KeyError) -> PrivateKeyInfo {
        let key = try keyDerivation.key(from: password, byteCount: keyByteCount)
        do {
            let plaintext = try AES._CBC.decrypt(ciphertext, using: key, iv: initializationVector)
            return try PrivateKeyInfo(der: Array(plaintext))
        } catch {
            // The cause says whether the padding was right: of no use to an owner.
            throw KeyError(.wrongPassword, "the password is wrong, or the key file is damaged")
        }
    }
}

extension KeyError {
    /// A command that re-encrypts a private key in a form that is read here.
    static let conversion = "`openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD.pem -out NEW.pem`"

    /// An encryption scheme, key derivation function or hash that is not read.
    static func unsupportedEncryption(_ algorithm: ASN1ObjectIdentifier) -> KeyError {
        KeyError(
            .unsupportedEncryption,
            "found a private key encrypted with \(algorithm.encryptionName), expected PBES2 with PBKDF2 or scrypt and AES-CBC: "
                + "convert it with \(conversion)"
        )
    }
}
