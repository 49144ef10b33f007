// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SignatureKeys

/// A key for one signature: made in memory, never written anywhere, and gone with this value.
///
/// Whoever gets hold of it later has no use for it: its certificate is valid for minutes. Crypto overwrites a key's memory
/// when it releases it (BoringSSL's `OPENSSL_free`, and Apple's corecrypto).
/// - SeeAlso: Sigstore client specification §2.1.2; the algorithm registry's `PKIX_ECDSA_P256_SHA_256`.
struct EphemeralKey: SigningKey {
    let publicKey: PublicKey
    private let key: P256.Signing.PrivateKey

    init() throws {
        key = P256.Signing.PrivateKey()
        publicKey = try PublicKey(derSPKI: Array(key.publicKey.derRepresentation))
    }

    func signature(for message: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: message).derRepresentation)
    }

    /// Signs a message by its SHA-256; nil for anything that is not 32 bytes long.
    func signature(forSHA256 digest: [UInt8]) throws -> [UInt8]? {
        guard let digest = SHA256Digest(computed: digest) else { return nil }
        return Array(try key.signature(for: digest).derRepresentation)
    }
}
