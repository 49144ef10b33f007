// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How a key signs: ECDSA on one curve with the hash that matches it (FIPS 186-5 §6).
///
/// The set will grow: a `switch` over it outside this package needs a `default`.
public enum SignatureAlgorithm: String, Sendable, Hashable, Codable, CaseIterable {
    /// ECDSA on P-256 (secp256r1) with SHA-256.
    case ecdsaP256SHA256
    /// ECDSA on P-384 (secp384r1) with SHA-384.
    case ecdsaP384SHA384
    /// ECDSA on P-521 (secp521r1) with SHA-512.
    case ecdsaP521SHA512
}

extension SignatureAlgorithm: CustomStringConvertible {
    /// The name for a person, `ECDSA P-256 with SHA-256` for instance.
    public var description: String {
        switch self {
        case .ecdsaP256SHA256: "ECDSA P-256 with SHA-256"
        case .ecdsaP384SHA384: "ECDSA P-384 with SHA-384"
        case .ecdsaP521SHA512: "ECDSA P-521 with SHA-512"
        }
    }
}
