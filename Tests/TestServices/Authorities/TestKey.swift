// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A private key of any kind that Sigstore knows: the same name gives the same key.
///
/// RSA keys are an exception: they last as long as the process.
package struct TestKey: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case p256, p384, p521, ed25519, rsaPKCS1, rsaPSS, mlDSA65, mlDSA87
    }

    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, named name: String) { (self.kind, self.name) = (kind, name) }

    /// The hash that a signature begins with; `nil` for keys that sign the message itself.
    package var digest: TestDigest? {
        switch kind {
        case .p256, .rsaPKCS1, .rsaPSS: .sha256
        case .p384: .sha384
        case .p521: .sha512
        case .ed25519, .mlDSA65, .mlDSA87: nil
        }
    }

    /// Signs; ECDSA in DER. With another hash than the key's own where one is given.
    package func sign(_ message: [UInt8], hashedWith other: TestDigest? = nil) throws -> [UInt8] {
        switch kind {
        case .ed25519: return Array(try ed25519().signature(for: message))
        case .mlDSA65:
            guard #available(macOS 26, iOS 26, *) else { throw TestServiceError("ML-DSA is not available") }
            return Array(try MLDSA65.PrivateKey(seedRepresentation: seed, publicKey: nil).signature(for: message))
        case .mlDSA87:
            guard #available(macOS 26, iOS 26, *) else { throw TestServiceError("ML-DSA is not available") }
            return Array(try MLDSA87.PrivateKey(seedRepresentation: seed, publicKey: nil).signature(for: message))
        default:
            switch other ?? digest {
            case .sha256?: return try sign(SHA256.hash(data: message))
            case .sha384?: return try sign(SHA384.hash(data: message))
            case .sha512?: return try sign(SHA512.hash(data: message))
            case nil: throw TestServiceError("no hash")
            }
        }
    }

    private func sign(_ digest: some Digest) throws -> [UInt8] {
        switch kind {
        case .p256: Array(try p256().signature(for: digest).derRepresentation)
        case .p384: Array(try p384().signature(for: digest).derRepresentation)
        case .p521: Array(try p521().signature(for: digest).derRepresentation)
        case .rsaPSS: Array(try rsa().signature(for: digest, padding: .PSS).rawRepresentation)
        default: Array(try rsa().signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }

    /// SubjectPublicKeyInfo in DER.
    package func subjectPublicKeyInfo() throws -> [UInt8] {
        switch kind {
        case .p256: Array(try p256().publicKey.derRepresentation)
        case .p384: Array(try p384().publicKey.derRepresentation)
        case .p521: Array(try p521().publicKey.derRepresentation)
        case .rsaPKCS1, .rsaPSS: Array(try rsa().publicKey.derRepresentation)
        case .ed25519, .mlDSA65, .mlDSA87:
            TestDER.sequence(TestDER.algorithm(signatureAlgorithm), TestDER.bits(try rawPublicKey()))
        }
    }

    /// What stands in the bit string of SubjectPublicKeyInfo: the point, the 32 bytes, or PKCS#1's RSAPublicKey.
    package func rawPublicKey() throws -> [UInt8] {
        switch kind {
        case .p256: return Array(try p256().publicKey.x963Representation)
        case .p384: return Array(try p384().publicKey.x963Representation)
        case .p521: return Array(try p521().publicKey.x963Representation)
        case .rsaPKCS1, .rsaPSS: return Array(try rsa().publicKey.pkcs1DERRepresentation)
        case .ed25519: return Array(try ed25519().publicKey.rawRepresentation)
        case .mlDSA65:
            guard #available(macOS 26, iOS 26, *) else { throw TestServiceError("ML-DSA is not available") }
            return Array(try MLDSA65.PrivateKey(seedRepresentation: seed, publicKey: nil).publicKey.rawRepresentation)
        case .mlDSA87:
            guard #available(macOS 26, iOS 26, *) else { throw TestServiceError("ML-DSA is not available") }
            return Array(try MLDSA87.PrivateKey(seedRepresentation: seed, publicKey: nil).publicKey.rawRepresentation)
        }
    }

    /// The public key as PEM.
    package func publicKeyPEM() throws -> String { TestText.pem("PUBLIC KEY", try subjectPublicKeyInfo()) }

    /// An ECDSA signature as `r || s`, not in DER.
    package func rawSignature(_ der: [UInt8]) throws -> [UInt8] {
        switch kind {
        case .p256: Array(try P256.Signing.ECDSASignature(derRepresentation: der).rawRepresentation)
        case .p384: Array(try P384.Signing.ECDSASignature(derRepresentation: der).rawRepresentation)
        case .p521: Array(try P521.Signing.ECDSASignature(derRepresentation: der).rawRepresentation)
        default: throw TestServiceError("not an elliptic curve")
        }
    }

    private func p256() throws -> P256.Signing.PrivateKey { try .init(rawRepresentation: seed) }
    private func p384() throws -> P384.Signing.PrivateKey { try .init(rawRepresentation: hash(SHA384())) }
    private func p521() throws -> P521.Signing.PrivateKey { try .init(rawRepresentation: [0, 0] + hash(SHA512())) }
    private func ed25519() throws -> Curve25519.Signing.PrivateKey { try .init(rawRepresentation: seed) }

    private func rsa() throws -> _RSA.Signing.PrivateKey {
        try Self.rsaKeys.withLock { keys in
            if let key = keys[name] { return key }
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            keys[name] = key
            return key
        }
    }

    private static let rsaKeys = Mutex<[String: _RSA.Signing.PrivateKey]>([:])

    private var seed: [UInt8] { hash(SHA256()) }

    private func hash<H: HashFunction>(_ function: H) -> [UInt8] {
        var function = function
        function.update(data: Array("test key \(kind) \(name)".utf8))
        return Array(function.finalize())
    }
}

/// Why a service could not make what was asked for.
package struct TestServiceError: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
