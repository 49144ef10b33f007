// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension PrivateKey {
    /// The key as an unencrypted PKCS#8 PEM text (RFC 5208 §5): a secret. Of an ML-DSA key, its seed (RFC 9881 §6).
    public var pem: String { pemText(label: "PRIVATE KEY", der: pkcs8) }

    /// The key as a PKCS#8 PEM text encrypted with a password: PBKDF2 with HMAC-SHA-256, and AES-256-CBC (RFC 8018
    /// §6.2).
    ///
    /// Takes about a third of a second, as does reading it: that is what slows down who guesses.
    /// - Throws: ``KeyError`` with code `passwordRequired` for an empty password, which hides nothing.
    public func encryptedPEM(password: [UInt8]) throws(KeyError) -> String {
        pemText(label: "ENCRYPTED PRIVATE KEY", der: try EncryptedPrivateKeyInfo.der(pkcs8, password: password))
    }
}
