// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras

extension PublicKey {
    /// The length of an Ed25519 signature (RFC 8032 §5.1.6).
    private static let ed25519SignatureByteCount = 64

    /// Whether a signature over a message was made by this key, with its own hash if it has one.
    ///
    /// - Parameters:
    ///   - signature: for ECDSA, a DER `ECDSA-Sig-Value`, and no other encoding of the same numbers (RFC 3279 §2.2.3);
    ///     for RSA, as many bytes as the modulus; for Ed25519 and ML-DSA, the signature as their standards encode it.
    ///   - message: the message, not its digest.
    public func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        switch key {
        case .ed25519(let key):
            signature.count == Self.ed25519SignatureByteCount && key.isValidSignature(signature, for: message)
        case .mlDSA(let key): key.isValidSignature(signature, for: message)
        case .p256, .p384, .p521, .rsa:
            algorithm.digest.map { isValidSignature(signature, for: message, hashedWith: $0) } ?? false
        }
    }

    /// Whether a signature over a message was made by this key with a hash that may not be its own.
    ///
    /// False for keys that sign messages themselves, whatever the hash.
    package func isValidSignature(
        _ signature: [UInt8],
        for message: [UInt8],
        hashedWith digest: DigestChoice
    ) -> Bool {
        switch digest {
        case .sha256: isValidSignature(signature, over: SHA256.hash(data: message))
        case .sha384: isValidSignature(signature, over: SHA384.hash(data: message))
        case .sha512: isValidSignature(signature, over: SHA512.hash(data: message))
        }
    }

    /// Whether a signature was made by this key over a message with this digest.
    ///
    /// False for keys that sign messages themselves, and for a digest of another length.
    package func isValidSignature(
        _ signature: [UInt8],
        forDigest bytes: [UInt8],
        hashedWith digest: DigestChoice
    ) -> Bool {
        switch digest {
        case .sha256: SHA256Digest(computed: bytes).map { isValidSignature(signature, over: $0) } ?? false
        case .sha384: SHA384Digest(computed: bytes).map { isValidSignature(signature, over: $0) } ?? false
        case .sha512: SHA512Digest(computed: bytes).map { isValidSignature(signature, over: $0) } ?? false
        }
    }

    private func isValidSignature(_ signature: [UInt8], over digest: some Digest) -> Bool {
        switch key {
        case .p256(let key):
            return ECDSASignatureValue(der: signature, for: .ecdsaP256SHA256)
                .flatMap { try? P256.Signing.ECDSASignature(rawRepresentation: $0.raw) }
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .p384(let key):
            return ECDSASignatureValue(der: signature, for: .ecdsaP384SHA384)
                .flatMap { try? P384.Signing.ECDSASignature(rawRepresentation: $0.raw) }
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .p521(let key):
            return ECDSASignatureValue(der: signature, for: .ecdsaP521SHA512)
                .flatMap { try? P521.Signing.ECDSASignature(rawRepresentation: $0.raw) }
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .rsa(let key, let use):
            // An RSA-PSS key that names its hash signs with no other (RFC 4055 §3.3).
            if use == .pssSHA256, !(digest is SHA256Digest) { return false }
            return key.isValidSignature(
                signature,
                for: digest,
                padding: algorithm == .rsaPSSSHA256 ? .PSS : .insecurePKCS1v1_5
            )
        case .ed25519, .mlDSA: return false
        }
    }
}
