// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SignatureKeys
import StrictJSON

/// How a key is written down and signs (sigstore_common.proto, `PublicKeyDetails`).
package enum PublicKeyDetails: Int32, ProtobufEnumeration {
    case unspecified = 0
    case pkcs1RSAPKCS1v15 = 1
    case pkcs1RSAPSS = 2
    case rsaPKCS1v15 = 3
    case rsaPSS = 4
    case ecdsaP256SHA256 = 5
    /// With a nonce that is derived from the message (RFC 6979), which verifying does not notice.
    case ecdsaP256HMACSHA256 = 6
    case ed25519 = 7
    case ed25519ph = 8
    case rsaPKCS1v15With2048Bits = 9
    case rsaPKCS1v15With3072Bits = 10
    case rsaPKCS1v15With4096Bits = 11
    case ecdsaP384SHA384 = 12
    case ecdsaP521SHA512 = 13
    case lms = 14
    case lmOTS = 15
    case rsaPSSWith2048Bits = 16
    case rsaPSSWith3072Bits = 17
    case rsaPSSWith4096Bits = 18
    case ecdsaP384SHA256 = 19
    case ecdsaP521SHA256 = 20
    case mlDSA65 = 21
    case mlDSA87 = 22
    case mlDSA44 = 23

    package static let zero = unspecified

    package var protobufName: String {
        switch self {
        case .unspecified: "PUBLIC_KEY_DETAILS_UNSPECIFIED"
        case .pkcs1RSAPKCS1v15: "PKCS1_RSA_PKCS1V5"
        case .pkcs1RSAPSS: "PKCS1_RSA_PSS"
        case .rsaPKCS1v15: "PKIX_RSA_PKCS1V5"
        case .rsaPSS: "PKIX_RSA_PSS"
        case .ecdsaP256SHA256: "PKIX_ECDSA_P256_SHA_256"
        case .ecdsaP256HMACSHA256: "PKIX_ECDSA_P256_HMAC_SHA_256"
        case .ed25519: "PKIX_ED25519"
        case .ed25519ph: "PKIX_ED25519_PH"
        case .rsaPKCS1v15With2048Bits: "PKIX_RSA_PKCS1V15_2048_SHA256"
        case .rsaPKCS1v15With3072Bits: "PKIX_RSA_PKCS1V15_3072_SHA256"
        case .rsaPKCS1v15With4096Bits: "PKIX_RSA_PKCS1V15_4096_SHA256"
        case .ecdsaP384SHA384: "PKIX_ECDSA_P384_SHA_384"
        case .ecdsaP521SHA512: "PKIX_ECDSA_P521_SHA_512"
        case .lms: "LMS_SHA256"
        case .lmOTS: "LMOTS_SHA256"
        case .rsaPSSWith2048Bits: "PKIX_RSA_PSS_2048_SHA256"
        case .rsaPSSWith3072Bits: "PKIX_RSA_PSS_3072_SHA256"
        case .rsaPSSWith4096Bits: "PKIX_RSA_PSS_4096_SHA256"
        case .ecdsaP384SHA256: "PKIX_ECDSA_P384_SHA_256"
        case .ecdsaP521SHA256: "PKIX_ECDSA_P521_SHA_256"
        case .mlDSA65: "ML_DSA_65"
        case .mlDSA87: "ML_DSA_87"
        case .mlDSA44: "ML_DSA_44"
        }
    }
}

extension PublicKeyDetails {
    /// How the key signs; nil for what this package does not verify.
    package var algorithm: SignatureAlgorithm? {
        switch self {
        case .unspecified, .ed25519ph, .lms, .lmOTS, .mlDSA44: nil
        case .ecdsaP256SHA256, .ecdsaP256HMACSHA256: .ecdsaP256SHA256
        case .ecdsaP384SHA384, .ecdsaP384SHA256: .ecdsaP384SHA384
        case .ecdsaP521SHA512, .ecdsaP521SHA256: .ecdsaP521SHA512
        case .ed25519: .ed25519
        case .pkcs1RSAPKCS1v15, .rsaPKCS1v15, .rsaPKCS1v15With2048Bits, .rsaPKCS1v15With3072Bits,
            .rsaPKCS1v15With4096Bits:
            .rsaPKCS1SHA256
        case .pkcs1RSAPSS, .rsaPSS, .rsaPSSWith2048Bits, .rsaPSSWith3072Bits, .rsaPSSWith4096Bits: .rsaPSSSHA256
        case .mlDSA65: .mlDSA65
        case .mlDSA87: .mlDSA87
        }
    }

    /// The hash that the key signs with, which need not be the algorithm's own; nil when it signs the message itself.
    package var digest: DigestChoice? {
        switch self {
        case .ecdsaP384SHA256, .ecdsaP521SHA256: .sha256
        default: algorithm?.digest
        }
    }

    /// Whether a key signs so, with its own hash.
    package func fits(_ key: PublicKey) -> Bool {
        key.algorithm == algorithm && key.algorithm.digest == digest
            && (modulusByteCount.map { $0 == key.modulusByteCount } ?? true)
    }

    /// Whether the key is a bare `RSAPublicKey` (PKCS#1), not a SubjectPublicKeyInfo.
    var isPKCS1: Bool { self == .pkcs1RSAPKCS1v15 || self == .pkcs1RSAPSS }

    /// How many bytes the modulus must have; nil when any number will do.
    var modulusByteCount: Int? {
        switch self {
        case .rsaPKCS1v15With2048Bits, .rsaPSSWith2048Bits: 256
        case .rsaPKCS1v15With3072Bits, .rsaPSSWith3072Bits: 384
        case .rsaPKCS1v15With4096Bits, .rsaPSSWith4096Bits: 512
        default: nil
        }
    }
}
