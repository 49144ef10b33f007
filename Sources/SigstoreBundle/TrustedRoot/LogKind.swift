// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

/// What a log of the trusted root holds, and with it which keys sign for it.
enum LogKind {
    /// Entries about signatures (Rekor), signed as entries (SET) and checkpoints are.
    case transparency
    /// Certificates (RFC 6962).
    case certificateTransparency

    /// Whether logs of this kind sign so, as far as this package verifies them.
    ///
    /// RFC 6962 §2.1.4 knows ECDSA and RSASSA-PKCS1-v1_5 alone. Signed notes have Ed25519 too, and neither RSASSA-PSS nor
    /// ML-DSA (C2SP signed-note; sigstore_trustroot.proto, `checkpoint_key_id`).
    func signs(with algorithm: SignatureAlgorithm) -> Bool {
        switch algorithm {
        case .ecdsaP256SHA256, .ecdsaP384SHA384, .ecdsaP521SHA512, .rsaPKCS1SHA256: true
        case .ed25519: self == .transparency
        default: false
        }
    }

    /// The signatures of such logs, for a message.
    var signatures: String {
        switch self {
        case .transparency: "transparency logs sign with ECDSA, Ed25519 or RSA PKCS#1 v1.5"
        case .certificateTransparency:
            "certificate transparency logs sign with ECDSA or RSA PKCS#1 v1.5 (RFC 6962 §2.1.4)"
        }
    }
}
