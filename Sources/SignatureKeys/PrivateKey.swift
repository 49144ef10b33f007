// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A private key in memory: a scalar on P-256, P-384 or P-521.
///
/// Nothing that prints or reflects a value of this type shows the scalar; only ``pem`` gives it out.
public struct PrivateKey: SigningKey {
    /// The public half.
    public let publicKey: PublicKey
    private let key: Key

    private enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
    }

    /// Reads the first private key of a PEM text of at most 4 MiB.
    ///
    /// | Block | Content |
    /// |---|---|
    /// | `EC PRIVATE KEY` | SEC 1 (RFC 5915), also behind an `EC PARAMETERS` block |
    /// | `PRIVATE KEY` | PKCS#8 (RFC 5208, RFC 5958) |
    /// | `ENCRYPTED PRIVATE KEY` | PKCS#8 under PBES2: PBKDF2 or scrypt, with AES-CBC (RFC 8018, RFC 7914) |
    ///
    /// Limits of an encrypted key: 10 million PBKDF2 iterations; for scrypt, a cost of 2^20, 256 MiB, parallelism 16.
    /// - Parameter password: asked once, and only if the key is encrypted in a form that can be read.
    /// - Throws: ``KeyError`` with any of its codes, or what `password` throws.
    public init(pem: [UInt8], password: (() throws -> [UInt8])? = nil) throws {
        let blocks = try PEMBlock.parse(pem)
        let labels = ["EC PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"]
        guard let block = blocks.first(where: { labels.contains($0.label) }) else {
            throw PEMBlock.subject(of: blocks)?.isNotPrivateKey ?? PEMBlock.missing(in: pem)
        }
        switch block.label {
        case "EC PRIVATE KEY":
            guard !block.isEncryptedByHeaders else {
                throw KeyError(
                    .legacyEncryption,
                    "found a private key encrypted in its PEM headers, expected an encrypted PKCS#8 key: "
                        + "convert it with \(KeyError.conversion)"
                )
            }
            try self.init(ECPrivateKey(der: block.bytes), curve: nil)
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

    /// The key as an unencrypted PKCS#8 PEM text (RFC 5208 §5): a secret.
    public var pem: String {
        let der =
            switch key {
            case .p256(let key): key.derRepresentation
            case .p384(let key): key.derRepresentation
            case .p521(let key): key.derRepresentation
            }
        return pemText(label: "PRIVATE KEY", der: Array(der))
    }

    /// Signs a message, hashing it first, with a random nonce (FIPS 186-5 §6.4.1).
    ///
    /// - Returns: the signature as a DER `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
    public func signature(for message: [UInt8]) throws -> [UInt8] {
        switch key {
        case .p256(let key): Array(try key.signature(for: SHA256.hash(data: message)).derRepresentation)
        case .p384(let key): Array(try key.signature(for: SHA384.hash(data: message)).derRepresentation)
        case .p521(let key): Array(try key.signature(for: SHA512.hash(data: message)).derRepresentation)
        }
    }

    private init(p256 key: P256.Signing.PrivateKey) {
        (publicKey, self.key) = (PublicKey(p256: key.publicKey), .p256(key))
    }

    private init(p384 key: P384.Signing.PrivateKey) {
        (publicKey, self.key) = (PublicKey(p384: key.publicKey), .p384(key))
    }

    private init(p521 key: P521.Signing.PrivateKey) {
        (publicKey, self.key) = (PublicKey(p521: key.publicKey), .p521(key))
    }

    private init(_ info: PrivateKeyInfo) throws(KeyError) {
        let curve = try info.algorithm.curve()
        try self.init(ECPrivateKey(der: info.privateKey), curve: curve)
        try check(publicPoint: info.publicPoint, on: curve)
    }

    /// - Parameter curve: the curve PKCS#8 names; nil for a key that must name its own.
    private init(_ source: ECPrivateKey, curve: ECDSAAlgorithm?) throws(KeyError) {
        guard let named = curve ?? source.curve else {
            throw KeyError(
                .malformedKey,
                "the private key does not name its curve, expected P-256, P-384 or P-521: restore the key from where it came"
            )
        }
        guard source.curve == nil || source.curve == named else {
            throw KeyError(.malformedKey, "the private key names two curves: restore the key from where it came")
        }
        guard let scalar = source.scalar.leftPadded(toByteCount: named.coordinateByteCount) else {
            throw KeyError(
                .malformedKey,
                "the private key has \(source.scalar.count) bytes, expected \(named.coordinateByteCount) on \(named.curveName)"
            )
        }
        do {
            switch named {
            case .ecdsaP256SHA256: self.init(p256: try P256.Signing.PrivateKey(rawRepresentation: scalar))
            case .ecdsaP384SHA384: self.init(p384: try P384.Signing.PrivateKey(rawRepresentation: scalar))
            case .ecdsaP521SHA512: self.init(p521: try P521.Signing.PrivateKey(rawRepresentation: scalar))
            }
        } catch {
            throw KeyError(
                .malformedKey,
                "the private key is out of range for \(named.curveName): restore the key from where it came",
                cause: error
            )
        }
        try check(publicPoint: source.publicPoint, on: named)
    }

    /// Makes sure that the public key stored beside the private one belongs to it.
    private func check(publicPoint: [UInt8]?, on curve: ECDSAAlgorithm) throws(KeyError) {
        guard let publicPoint else { return }
        guard try PublicKey(algorithm: curve, x963: publicPoint) == publicKey else {
            throw KeyError(
                .malformedKey,
                "the public key inside the private key file belongs to another key: restore the key from where it came"
            )
        }
    }
}

extension PrivateKey: CustomStringConvertible, CustomReflectable {
    /// The curve and the public key's identifier.
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
