// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SwiftASN1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A public key that verifies signatures: on P-256, P-384, P-521 or Ed25519, RSA of 2048 to 8192 bits, ML-DSA-65 or -87.
///
/// ML-DSA needs macOS 26 or iOS 26 where the system brings the cryptography.
public struct PublicKey: Sendable {
    /// How the key's signatures are made.
    public let algorithm: SignatureAlgorithm
    /// The key as a DER SubjectPublicKeyInfo in its canonical form: a curve by name, a point uncompressed.
    ///
    /// - SeeAlso: RFC 5480 §2, RFC 8410 §4, RFC 4055 §1.2 and §3.1, RFC 9881 §4.
    public let derSPKI: [UInt8]
    let key: Key

    enum Key: Sendable {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        case rsa(RSAPublicKey, use: RSAKeyUse)
        case mlDSA(any MLDSAPublicKey)
    }

    /// What the structure that an RSA key came in allows it to be used for (RFC 4055 §1.2).
    enum RSAKeyUse: Sendable {
        /// Both schemes, with every hash.
        case any
        /// RSA-PSS with every hash.
        case pss
        /// RSA-PSS with SHA-256.
        case pssSHA256
    }

    /// Reads the one public key of a PEM text of at most 4 MiB: a `PUBLIC KEY` block (RFC 7468 §13), or PKCS#1 in an
    /// `RSA PUBLIC KEY` block.
    ///
    /// - Throws: ``KeyError`` with code `noPEMBlock`, `malformedPEM`, `tooLarge`, `wrongBlock`, `severalKeys`,
    ///   `unsupportedKey` or `malformedKey`.
    public init(pem: [UInt8]) throws(KeyError) {
        let blocks = try PEMBlock.parse(pem)
        guard let block = try PEMBlock.only(["PUBLIC KEY", "RSA PUBLIC KEY"], of: blocks, "public") else {
            throw PEMBlock.subject(of: blocks)?.isNotPublicKey ?? PEMBlock.missing(in: pem)
        }
        if block.label == "PUBLIC KEY" {
            try self.init(derSPKI: block.bytes)
        } else {
            try self.init(pkcs1: block.bytes)
        }
    }

    /// Reads a DER SubjectPublicKeyInfo of at most 64 KiB.
    ///
    /// A point may be compressed (RFC 5480 §2). An RSA key reads as ``SignatureAlgorithm/rsaPKCS1SHA256``; one with the
    /// identifier of RSA-PSS, without parameters or with those of SHA-256 and a salt of 32 bytes, as
    /// ``SignatureAlgorithm/rsaPSSSHA256``.
    /// - Throws: ``KeyError`` with code `tooLarge`, `unsupportedKey` or `malformedKey`.
    public init(derSPKI: [UInt8]) throws(KeyError) {
        let info = try SubjectPublicKeyInfo(der: derSPKI)
        switch info.algorithm.algorithm {
        case .ecPublicKey: try self.init(algorithm: info.algorithm.curve(), x963: info.key)
        case .ed25519: try self.init(ed25519: info)
        case .rsaEncryption: try self.init(rsa: info)
        case .rsaPSS: try self.init(rsaPSS: info)
        case .mlDSA65: try self.init(mlDSA: info, .mlDSA65)
        case .mlDSA87: try self.init(mlDSA: info, .mlDSA87)
        default:
            throw KeyError.unsupportedKey(info.algorithm.algorithm.keyKind, expected: KeyError.supportedKeys)
        }
    }

    /// Reads a DER `RSAPublicKey` of PKCS#1 (RFC 8017 §A.1.1), for either scheme.
    ///
    /// - Throws: ``KeyError`` with code `tooLarge`, `unsupportedKey` or `malformedKey`.
    package init(pkcs1: [UInt8]) throws(KeyError) {
        let key = try RSAPublicKey(der: pkcs1)
        algorithm = .rsaPKCS1SHA256
        derSPKI = try SubjectPublicKeyInfo.der(.rsaEncryption, parameters: ASN1Null(), key: key.der)
        self.key = .rsa(key, use: .any)
    }

    /// Takes a point as SEC 1 §2.3.3 encodes it (ANSI X9.63): `04 || X || Y`, or compressed, `02` or `03` and X.
    ///
    /// - Throws: ``KeyError`` with code `malformedKey`.
    package init(algorithm: ECDSAAlgorithm, x963 point: [UInt8]) throws(KeyError) {
        do {
            switch (algorithm, point.first) {
            case (.ecdsaP256SHA256, 0x04): self.init(p256: try P256.Signing.PublicKey(x963Representation: point))
            case (.ecdsaP384SHA384, 0x04): self.init(p384: try P384.Signing.PublicKey(x963Representation: point))
            case (.ecdsaP521SHA512, 0x04): self.init(p521: try P521.Signing.PublicKey(x963Representation: point))
            case (.ecdsaP256SHA256, 0x02), (.ecdsaP256SHA256, 0x03):
                self.init(p256: try P256.Signing.PublicKey(compressedRepresentation: point))
            case (.ecdsaP384SHA384, 0x02), (.ecdsaP384SHA384, 0x03):
                self.init(p384: try P384.Signing.PublicKey(compressedRepresentation: point))
            case (.ecdsaP521SHA512, 0x02), (.ecdsaP521SHA512, 0x03):
                self.init(p521: try P521.Signing.PublicKey(compressedRepresentation: point))
            default:
                throw KeyError(.malformedKey, "the public key is in neither of the two encodings of a point")
            }
        } catch let error as KeyError {
            throw error
        } catch {
            throw KeyError(
                .malformedKey,
                "the public key of \(point.count) bytes is not a point on \(algorithm.curveName): "
                    + "restore the key from where it came",
                cause: error
            )
        }
    }

    init(p256 key: P256.Signing.PublicKey) {
        self.init(.ecdsaP256SHA256, derSPKI: Array(key.derRepresentation), .p256(key))
    }

    init(p384 key: P384.Signing.PublicKey) {
        self.init(.ecdsaP384SHA384, derSPKI: Array(key.derRepresentation), .p384(key))
    }

    init(p521 key: P521.Signing.PublicKey) {
        self.init(.ecdsaP521SHA512, derSPKI: Array(key.derRepresentation), .p521(key))
    }

    /// RFC 8410 §3 and §4.
    private init(ed25519 info: SubjectPublicKeyInfo) throws(KeyError) {
        try info.algorithm.requireNoParameters()
        try self.init(ed25519: info.key)
    }

    /// Takes the 32 bytes of RFC 8032 §5.1.5.
    ///
    /// - Throws: ``KeyError`` with code `malformedKey`.
    package init(ed25519 encoded: [UInt8]) throws(KeyError) {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: encoded) else {
            throw KeyError(
                .malformedKey,
                "the public key of \(encoded.count) bytes is not an Ed25519 key: restore it from where it came"
            )
        }
        self.init(.ed25519, derSPKI: try SubjectPublicKeyInfo.der(.ed25519, key: encoded), .ed25519(key))
    }

    /// Takes the encoded key of FIPS 204 §7.2.
    ///
    /// - Throws: ``KeyError`` with code `malformedKey`, or `unsupportedKey` on systems without ML-DSA.
    init(_ algorithm: SignatureAlgorithm, mlDSA encoded: [UInt8]) throws(KeyError) {
        let identifier: ASN1ObjectIdentifier = algorithm == .mlDSA65 ? .mlDSA65 : .mlDSA87
        let key = try mlDSAPublicKey(algorithm, encoded: encoded)
        self.init(algorithm, derSPKI: try SubjectPublicKeyInfo.der(identifier, key: encoded), .mlDSA(key))
    }

    /// RFC 4055 §1.2: the parameters are NULL.
    private init(rsa info: SubjectPublicKeyInfo) throws(KeyError) {
        guard info.algorithm.parameters != nil, info.algorithm.hasNoOrNullParameters else {
            throw KeyError(.malformedKey, "the parameters of the RSA key are not NULL: restore it from where it came")
        }
        try self.init(pkcs1: info.key)
    }

    /// RFC 4055 §3.1.
    private init(rsaPSS info: SubjectPublicKeyInfo) throws(KeyError) {
        let key = try RSAPublicKey(der: info.key)
        guard let node = info.algorithm.parameters else {
            let der = try SubjectPublicKeyInfo.der(.rsaPSS, key: key.der)
            self.init(.rsaPSSSHA256, derSPKI: der, .rsa(key, use: .pss))
            return
        }
        let parameters: RSAPSSParameters
        do {
            parameters = try RSAPSSParameters(derEncoded: node)
        } catch let error as KeyError {
            throw error
        } catch {
            throw KeyError(.malformedKey, "the parameters of the RSA-PSS key cannot be read", cause: error)
        }
        let der = try SubjectPublicKeyInfo.der(.rsaPSS, parameters: parameters, key: key.der)
        self.init(.rsaPSSSHA256, derSPKI: der, .rsa(key, use: .pssSHA256))
    }

    /// RFC 9881 §2 and §4.
    private init(mlDSA info: SubjectPublicKeyInfo, _ algorithm: SignatureAlgorithm) throws(KeyError) {
        try info.algorithm.requireNoParameters()
        try self.init(algorithm, mlDSA: info.key)
    }

    private init(_ algorithm: SignatureAlgorithm, derSPKI: [UInt8], _ key: Key) {
        (self.algorithm, self.derSPKI, self.key) = (algorithm, derSPKI, key)
    }

    /// The same key with the other of RSA's two schemes; nil if it cannot sign so.
    ///
    /// An RSA key does not say how it signs unless its identifier is that of RSA-PSS: who trusts it says so.
    public func with(algorithm: SignatureAlgorithm) -> PublicKey? {
        if algorithm == self.algorithm { return self }
        guard case .rsa(_, use: .any) = key, [.rsaPKCS1SHA256, .rsaPSSSHA256].contains(algorithm) else { return nil }
        return PublicKey(algorithm, derSPKI: derSPKI, key)
    }

    /// The key as PEM text in its one canonical form: ``derSPKI`` in lines of 64 columns, with a line feed at the end.
    public var pem: String { pemText(label: "PUBLIC KEY", der: derSPKI) }

    /// What a bundle's hint calls this key (OMS v1.0 §4.1).
    public var keyID: KeyID { KeyID(self) }
}

extension PublicKey: Hashable {
    /// Whether two keys are the same and sign in the same way.
    public static func == (a: Self, b: Self) -> Bool { a.algorithm == b.algorithm && a.derSPKI == b.derSPKI }

    /// Hashes the canonical form.
    public func hash(into hasher: inout Hasher) { hasher.combine(derSPKI) }
}

extension PublicKey: CustomStringConvertible {
    /// The curve or family, and the key's identifier.
    public var description: String { "\(algorithm.keyName) public key \(keyID)" }
}
