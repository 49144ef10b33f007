// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SwiftASN1

extension PrivateKey {
    /// Takes what PKCS#8 holds, each kind in its own structure.
    ///
    /// - Throws: ``KeyError`` with code `unsupportedKey` or `malformedKey`.
    init(_ info: PrivateKeyInfo) throws(KeyError) {
        switch info.algorithm.algorithm {
        case .ecPublicKey:
            let curve = try info.algorithm.curve()
            try self.init(ECPrivateKey(der: info.privateKey), curve: curve)
            try check(publicPoint: info.publicKey, on: curve)
        case .ed25519: try self.init(ed25519: info)
        case .rsaEncryption, .rsaPSS: try self.init(rsa: info.privateKey, info.algorithm)
        case .mlDSA65: try self.init(mlDSA: info, .mlDSA65)
        case .mlDSA87: try self.init(mlDSA: info, .mlDSA87)
        default:
            throw KeyError.unsupportedKey(info.algorithm.algorithm.keyKind, expected: KeyError.supportedKeys)
        }
    }

    /// - Parameter curve: the curve PKCS#8 names; nil for a key that must name its own.
    init(_ source: ECPrivateKey, curve: ECDSAAlgorithm?) throws(KeyError) {
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

    /// A PKCS#1 key, alone or in PKCS#8 with the parameters of RSA-PSS (RFC 4055 §3.1).
    init(rsa der: [UInt8], _ algorithm: AlgorithmIdentifier? = nil) throws(KeyError) {
        let key = try RSAPrivateKey(der: der)
        let identifier = algorithm?.algorithm ?? .rsaEncryption
        var parameters: (any DERSerializable)? = ASN1Null()
        if let algorithm { parameters = algorithm.parameters.map { ASN1Any(derEncoded: $0) } }
        let spki = try SubjectPublicKeyInfo.der(identifier, parameters: parameters, key: key.publicKey)
        self.init(
            try PublicKey(derSPKI: spki),
            .rsa(key),
            pkcs8: try PrivateKeyInfo.der(identifier, parameters: parameters) { $0.serializeRawBytes(key.der) }
        )
    }

    /// `CurvePrivateKey ::= OCTET STRING`, the seed of RFC 8032 §5.1.5 (RFC 8410 §7).
    private init(ed25519 info: PrivateKeyInfo) throws(KeyError) {
        try info.algorithm.requireNoParameters()
        let seed = try decodeKey("an Ed25519 private key (RFC 8410)", from: info.privateKey) {
            Array(try ASN1OctetString(derEncoded: $0).bytes)
        }
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw KeyError(
                .malformedKey,
                "the Ed25519 private key has \(seed.count) bytes, expected 32: restore the key from where it came"
            )
        }
        try self.init(ed25519: key)
        if let bits = info.publicKey { try check(try PublicKey(ed25519: bits)) }
    }

    /// RFC 9881 §6.
    private init(mlDSA info: PrivateKeyInfo, _ algorithm: SignatureAlgorithm) throws(KeyError) {
        try info.algorithm.requireNoParameters()
        let source = try MLDSAPrivateKeyChoice(der: info.privateKey, algorithm)
        let key = try mlDSAPrivateKey(algorithm, seed: source.seed)
        try source.check(key.encodedPublicKey, algorithm)
        try self.init(algorithm, key)
        if let bits = info.publicKey { try check(try PublicKey(algorithm, mlDSA: bits)) }
    }

    private func check(publicPoint: [UInt8]?, on curve: ECDSAAlgorithm) throws(KeyError) {
        if let publicPoint { try check(try PublicKey(algorithm: curve, x963: publicPoint)) }
    }

    /// Makes sure that the public key stored beside the private one belongs to it.
    private func check(_ stored: PublicKey) throws(KeyError) {
        guard stored == publicKey else {
            throw KeyError(
                .malformedKey,
                "the public key inside the private key file belongs to another key: restore the key from where it came"
            )
        }
    }
}
