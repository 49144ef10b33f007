// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

/// Producers before OMS v1.1.0 put the public key itself into the bundle instead of a hint (OMS v1.0 §11.1).
///
/// Can go when bundles of 2025 need not be read any more.
extension BundleVerifier {
    /// The embedded key is a claim: one that is not the caller's means that somebody else signed.
    static func requireLegacyKey(_ pem: [UInt8], equals key: PublicKey) throws(BundleVerificationError) {
        let embedded: PublicKey
        do {
            embedded = try PublicKey(pem: pem)
        } catch {
            throw BundleVerificationError(.keyMismatch, "the bundle's own public key cannot be read", cause: error)
        }
        guard embedded == key else {
            throw BundleVerificationError(
                .keyMismatch,
                "the bundle was signed with the key '\(embedded.keyID.hex)', and the key expected is '\(key.keyID.hex)'"
            )
        }
    }
}
