// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

extension ASN1ObjectIdentifier {
    // RFC 5480 §2.1.1
    static let ecPublicKey: Self = "1.2.840.10045.2.1"
    static let prime256v1: Self = "1.2.840.10045.3.1.7"
    static let secp384r1: Self = "1.3.132.0.34"
    static let secp521r1: Self = "1.3.132.0.35"
    // RFC 8410 §3, RFC 9881 §2
    static let ed25519: Self = "1.3.101.112"
    static let mlDSA65: Self = "2.16.840.1.101.3.4.3.18"
    static let mlDSA87: Self = "2.16.840.1.101.3.4.3.19"
    // RFC 8017 Appendix C
    static let rsaEncryption: Self = "1.2.840.113549.1.1.1"
    static let maskGeneration1: Self = "1.2.840.113549.1.1.8"
    static let rsaPSS: Self = "1.2.840.113549.1.1.10"
    static let sha256: Self = "2.16.840.1.101.3.4.2.1"
    // RFC 8018 Appendix C, RFC 7914 §7
    static let pbes2: Self = "1.2.840.113549.1.5.13"
    static let pbkdf2: Self = "1.2.840.113549.1.5.12"
    static let scrypt: Self = "1.3.6.1.4.1.11591.4.11"
    static let hmacWithSHA1: Self = "1.2.840.113549.2.7"
    static let hmacWithSHA224: Self = "1.2.840.113549.2.8"
    static let hmacWithSHA256: Self = "1.2.840.113549.2.9"
    static let hmacWithSHA384: Self = "1.2.840.113549.2.10"
    static let hmacWithSHA512: Self = "1.2.840.113549.2.11"
    // NIST Computer Security Objects Register
    static let aes128CBC: Self = "2.16.840.1.101.3.4.1.2"
    static let aes192CBC: Self = "2.16.840.1.101.3.4.1.22"
    static let aes256CBC: Self = "2.16.840.1.101.3.4.1.42"

    /// What a key with this algorithm is, with its article, for a message.
    var keyKind: String {
        Self.keyKinds[dotted] ?? "a key with the algorithm \(dotted)"
    }

    /// What an elliptic curve key on this curve is, with its article, for a message.
    var curveKind: String {
        "an elliptic curve key on \(Self.curves[dotted] ?? "the curve \(dotted)")"
    }

    /// The identifier and, if it is known, the name of an encryption scheme, for a message.
    var encryptionName: String {
        Self.encryptions[dotted].map { "\($0) (\(dotted))" } ?? dotted
    }

    /// The dotted numbers, cut short: the identifier may come from input and be as long as that.
    var dotted: String {
        let text = description
        return text.utf8.count <= 64 ? text : text.prefix(64) + "…"
    }

    private static let keyKinds = [
        "1.2.840.113549.1.1.1": "an RSA key",
        "1.2.840.113549.1.1.7": "an RSA-OAEP key",
        "1.2.840.113549.1.1.10": "an RSA-PSS key",
        "1.2.840.10040.4.1": "a DSA key",
        "1.2.840.113549.1.3.1": "a Diffie-Hellman key",
        "1.2.840.10046.2.1": "a Diffie-Hellman key",
        "1.3.132.1.12": "an elliptic curve key for key agreement only",
        "1.3.132.1.13": "an elliptic curve key for key agreement only",
        "1.3.101.110": "an X25519 key",
        "1.3.101.111": "an X448 key",
        "1.3.101.112": "an Ed25519 key",
        "1.3.101.113": "an Ed448 key",
        "2.16.840.1.101.3.4.3.17": "an ML-DSA-44 key",
        "2.16.840.1.101.3.4.3.18": "an ML-DSA-65 key",
        "2.16.840.1.101.3.4.3.19": "an ML-DSA-87 key",
        "2.16.840.1.101.3.4.3.20": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.21": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.22": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.23": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.24": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.25": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.26": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.27": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.28": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.29": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.30": "an SLH-DSA key",
        "2.16.840.1.101.3.4.3.31": "an SLH-DSA key",
        "2.16.840.1.101.3.4.4.1": "an ML-KEM-512 key",
        "2.16.840.1.101.3.4.4.2": "an ML-KEM-768 key",
        "2.16.840.1.101.3.4.4.3": "an ML-KEM-1024 key",
    ]

    private static let curves = [
        "1.2.840.10045.3.1.1": "P-192",
        "1.3.132.0.33": "P-224",
        "1.3.132.0.10": "secp256k1",
        "1.3.36.3.3.2.8.1.1.7": "brainpoolP256r1",
        "1.3.36.3.3.2.8.1.1.11": "brainpoolP384r1",
        "1.3.36.3.3.2.8.1.1.13": "brainpoolP512r1",
        "1.2.156.10197.1.301": "SM2",
    ]

    private static let encryptions = [
        "1.2.840.113549.1.5.1": "PBES1 with MD2 and DES",
        "1.2.840.113549.1.5.3": "PBES1 with MD5 and DES",
        "1.2.840.113549.1.5.4": "PBES1 with MD2 and RC2",
        "1.2.840.113549.1.5.6": "PBES1 with MD5 and RC2",
        "1.2.840.113549.1.5.10": "PBES1 with SHA-1 and DES",
        "1.2.840.113549.1.5.11": "PBES1 with SHA-1 and RC2",
        "1.2.840.113549.1.12.1.1": "PKCS#12 with SHA-1 and 128-bit RC4",
        "1.2.840.113549.1.12.1.2": "PKCS#12 with SHA-1 and 40-bit RC4",
        "1.2.840.113549.1.12.1.3": "PKCS#12 with SHA-1 and triple DES",
        "1.2.840.113549.1.12.1.4": "PKCS#12 with SHA-1 and two-key triple DES",
        "1.2.840.113549.1.12.1.5": "PKCS#12 with SHA-1 and 128-bit RC2",
        "1.2.840.113549.1.12.1.6": "PKCS#12 with SHA-1 and 40-bit RC2",
        "1.2.840.113549.3.2": "RC2-CBC",
        "1.2.840.113549.3.7": "triple DES",
        "1.3.14.3.2.7": "DES",
        "2.16.840.1.101.3.4.1.6": "AES-128-GCM",
        "2.16.840.1.101.3.4.1.26": "AES-192-GCM",
        "2.16.840.1.101.3.4.1.46": "AES-256-GCM",
    ]
}
