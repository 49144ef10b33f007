// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SwiftASN1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A private key in memory: on P-256, P-384, P-521 or Ed25519, RSA of 2048 to 8192 bits, ML-DSA-65 or -87.
///
/// Nothing that prints or reflects a value of this type shows the secret; only ``pem`` and
/// ``encryptedPEM(password:)`` give it out. ML-DSA needs macOS 26 or iOS 26 where the system brings the cryptography.
public struct PrivateKey: SigningKey {
    /// The public half.
    public let publicKey: PublicKey
    let key: Key
    /// PKCS#8 in DER, of an ML-DSA key with its seed alone (RFC 5208 §5, RFC 9881 §6).
    let pkcs8: [UInt8]

    enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
        case rsa(RSAPrivateKey)
        case mlDSA(any MLDSAPrivateKey)
    }

    /// Reads the one private key of a PEM text of at most 4 MiB.
    ///
    /// | Block | Content |
    /// |---|---|
    /// | `EC PRIVATE KEY` | SEC 1 (RFC 5915), also behind an `EC PARAMETERS` block |
    /// | `RSA PRIVATE KEY` | PKCS#1 (RFC 8017 §A.1.2) |
    /// | `PRIVATE KEY` | PKCS#8 (RFC 5208, RFC 5958), of ML-DSA with its seed (RFC 9881 §6) |
    /// | `ENCRYPTED PRIVATE KEY` | PKCS#8 under PBES2: PBKDF2 or scrypt, with AES-CBC (RFC 8018, RFC 7914) |
    ///
    /// An RSA key signs with PKCS#1 v1.5, or with PSS if its identifier is that of RSA-PSS.
    ///
    /// Limits of an encrypted key: 10 million PBKDF2 iterations; for scrypt, a cost of 2^20, 256 MiB, parallelism 16.
    /// - Parameter password: asked once, and only if the key is encrypted in a form that can be read.
    /// - Throws: ``KeyError`` with any of its codes, or what `password` throws.
    public init(pem: [UInt8], password: (() throws -> [UInt8])? = nil) throws {
        let blocks = try PEMBlock.parse(pem)
        let labels = ["EC PRIVATE KEY", "RSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"]
        guard let block = try PEMBlock.only(labels, of: blocks, "private") else {
            throw PEMBlock.subject(of: blocks)?.isNotPrivateKey ?? PEMBlock.missing(in: pem)
        }
        guard !block.isEncryptedByHeaders else {
            throw KeyError(
                .legacyEncryption,
                "found a private key encrypted in its PEM headers, expected an encrypted PKCS#8 key: "
                    + "convert it with \(KeyError.conversion)"
            )
        }
        switch block.label {
        case "EC PRIVATE KEY":
            try self.init(ECPrivateKey(der: block.bytes), curve: nil)
        case "RSA PRIVATE KEY":
            try self.init(rsa: block.bytes)
        case "PRIVATE KEY":
            try self.init(PrivateKeyInfo(der: block.bytes))
        default:
            let encrypted = try EncryptedPrivateKeyInfo(der: block.bytes)
            guard let password else {
                throw KeyError(.passwordRequired, "the private key is encrypted: give its password")
            }
            try self.init(encrypted.decrypted(with: password()))
        }
    }

    /// Makes a new key from the system's random numbers (FIPS 186-5 §A.2).
    public static func generate(_ algorithm: ECDSAAlgorithm) -> PrivateKey {
        switch algorithm {
        case .ecdsaP256SHA256: PrivateKey(p256: P256.Signing.PrivateKey(compactRepresentable: false))
        case .ecdsaP384SHA384: PrivateKey(p384: P384.Signing.PrivateKey(compactRepresentable: false))
        case .ecdsaP521SHA512: PrivateKey(p521: P521.Signing.PrivateKey(compactRepresentable: false))
        }
    }

    /// Makes a new key from the system's random numbers, of any kind but RSA, whose keys are large and slow to make.
    ///
    /// - Throws: ``KeyError`` with code `unsupportedKey` for RSA, and for ML-DSA on systems without it.
    public init(generating algorithm: SignatureAlgorithm) throws(KeyError) {
        switch algorithm {
        case .ecdsaP256SHA256: self = .generate(.ecdsaP256SHA256)
        case .ecdsaP384SHA384: self = .generate(.ecdsaP384SHA384)
        case .ecdsaP521SHA512: self = .generate(.ecdsaP521SHA512)
        case .ed25519: try self.init(ed25519: Curve25519.Signing.PrivateKey())
        case .mlDSA65, .mlDSA87: try self.init(algorithm, mlDSAPrivateKey(algorithm, seed: nil))
        case .rsaPKCS1SHA256, .rsaPSSSHA256:
            throw KeyError(
                .unsupportedKey,
                "RSA keys can be used here but are not made: make another kind, or one with "
                    + "`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out KEY.pem`"
            )
        }
    }

    /// Signs a message, hashing it first if its algorithm hashes: ECDSA and ML-DSA with fresh random numbers (FIPS 186-5
    /// §6.4.1, FIPS 204 §5.2).
    ///
    /// - Returns: the signature as ``PublicKey/isValidSignature(_:for:)`` reads it.
    public func signature(for message: [UInt8]) throws -> [UInt8] {
        switch key {
        case .p256(let key): Array(try key.signature(for: SHA256.hash(data: message)).derRepresentation)
        case .p384(let key): Array(try key.signature(for: SHA384.hash(data: message)).derRepresentation)
        case .p521(let key): Array(try key.signature(for: SHA512.hash(data: message)).derRepresentation)
        case .ed25519(let key): Array(try key.signature(for: message))
        case .rsa(let key): try key.signature(for: message, publicKey.algorithm)
        case .mlDSA(let key): try key.signature(for: message)
        }
    }

    init(_ publicKey: PublicKey, _ key: Key, pkcs8: [UInt8]) {
        (self.publicKey, self.key, self.pkcs8) = (publicKey, key, pkcs8)
    }

    init(p256 key: P256.Signing.PrivateKey) {
        self.init(PublicKey(p256: key.publicKey), .p256(key), pkcs8: Array(key.derRepresentation))
    }

    init(p384 key: P384.Signing.PrivateKey) {
        self.init(PublicKey(p384: key.publicKey), .p384(key), pkcs8: Array(key.derRepresentation))
    }

    init(p521 key: P521.Signing.PrivateKey) {
        self.init(PublicKey(p521: key.publicKey), .p521(key), pkcs8: Array(key.derRepresentation))
    }

    init(ed25519 key: Curve25519.Signing.PrivateKey) throws(KeyError) {
        self.init(
            try PublicKey(ed25519: Array(key.publicKey.rawRepresentation)),
            .ed25519(key),
            pkcs8: try PrivateKeyInfo.der(.ed25519) {
                try $0.serialize(ASN1OctetString(contentBytes: Array(key.rawRepresentation)[...]))
            }
        )
    }

    init(_ algorithm: SignatureAlgorithm, _ key: any MLDSAPrivateKey) throws(KeyError) {
        self.init(
            try PublicKey(algorithm, mlDSA: key.encodedPublicKey),
            .mlDSA(key),
            pkcs8: try PrivateKeyInfo.der(algorithm == .mlDSA65 ? .mlDSA65 : .mlDSA87) {
                try ASN1OctetString(contentBytes: key.seed[...])
                    .serialize(into: &$0, withIdentifier: MLDSAPrivateKeyChoice.seedTag)
            }
        )
    }
}

extension PrivateKey: CustomStringConvertible, CustomReflectable {
    /// The kind and the public key's identifier.
    public var description: String { "\(publicKey.algorithm.keyName) private key of \(publicKey.keyID)" }

    /// Shows the public key alone.
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}

extension PEMBlock {
    /// Whether the body is encrypted as the headers say (RFC 1421 §4.6.1.1), which no current format does.
    fileprivate var isEncryptedByHeaders: Bool {
        headers.contains { $0.hasPrefix("DEK-Info:") || ($0.hasPrefix("Proc-Type:") && $0.contains("ENCRYPTED")) }
    }
}
