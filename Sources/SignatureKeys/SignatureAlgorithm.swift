// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How a key signs.
///
/// The set will grow: a `switch` over it outside this package needs a `default`.
public enum SignatureAlgorithm: String, Sendable, Hashable, Codable, CaseIterable {
    /// ECDSA on P-256 (secp256r1) with SHA-256 (FIPS 186-5 §6).
    case ecdsaP256SHA256
    /// ECDSA on P-384 (secp384r1) with SHA-384 (FIPS 186-5 §6).
    case ecdsaP384SHA384
    /// ECDSA on P-521 (secp521r1) with SHA-512 (FIPS 186-5 §6).
    case ecdsaP521SHA512
    /// Ed25519 over the message itself (RFC 8032 §5.1), never over its hash (Ed25519ph).
    case ed25519
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2).
    case rsaPKCS1SHA256
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256, and a salt of 32 bytes (RFC 8017 §8.1).
    case rsaPSSSHA256
    /// ML-DSA-65 over the message itself, with an empty context (FIPS 204 §5.2).
    case mlDSA65
    /// ML-DSA-87 over the message itself, with an empty context (FIPS 204 §5.2).
    case mlDSA87

    /// The hash this algorithm signs with; nil for one that signs the message itself.
    package var digest: DigestChoice? {
        switch self {
        case .ecdsaP256SHA256, .rsaPKCS1SHA256, .rsaPSSSHA256: .sha256
        case .ecdsaP384SHA384: .sha384
        case .ecdsaP521SHA512: .sha512
        case .ed25519, .mlDSA65, .mlDSA87: nil
        }
    }

    /// What a key of this algorithm is called: its curve or family.
    var keyName: String {
        switch self {
        case .ecdsaP256SHA256: ECDSAAlgorithm.ecdsaP256SHA256.curveName
        case .ecdsaP384SHA384: ECDSAAlgorithm.ecdsaP384SHA384.curveName
        case .ecdsaP521SHA512: ECDSAAlgorithm.ecdsaP521SHA512.curveName
        case .ed25519: "Ed25519"
        case .rsaPKCS1SHA256, .rsaPSSSHA256: "RSA"
        case .mlDSA65: "ML-DSA-65"
        case .mlDSA87: "ML-DSA-87"
        }
    }
}

extension SignatureAlgorithm: CustomStringConvertible {
    /// The name for a person, `ECDSA P-256 with SHA-256` for instance.
    public var description: String {
        switch self {
        case .ecdsaP256SHA256: "ECDSA P-256 with SHA-256"
        case .ecdsaP384SHA384: "ECDSA P-384 with SHA-384"
        case .ecdsaP521SHA512: "ECDSA P-521 with SHA-512"
        case .ed25519: "Ed25519"
        case .rsaPKCS1SHA256: "RSA PKCS#1 v1.5 with SHA-256"
        case .rsaPSSSHA256: "RSA-PSS with SHA-256"
        case .mlDSA65: "ML-DSA-65"
        case .mlDSA87: "ML-DSA-87"
        }
    }
}
