// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
public import SignatureKeys
import TextEncodings

/// A public key of a log or a witness with its name and the hint that its signatures bear (C2SP signed-note).
public struct NoteKey: Sendable, Hashable {
    /// The name in the signature lines, `log.example.com/2026` for instance.
    public let name: String
    /// The key: ECDSA, Ed25519 or RSA with PKCS#1 v1.5.
    public let key: PublicKey
    /// What it hashes notes with, where that is not its own hash.
    private let digest: DigestChoice?
    /// The first four bytes of the key's ID.
    public let keyHint: [UInt8]

    /// Computes the hint.
    ///
    /// | Key | SHA-256 over |
    /// |---|---|
    /// | Ed25519 | name, line feed, `01`, the 32 bytes of the key (C2SP signed-note) |
    /// | ECDSA | the DER SubjectPublicKeyInfo (C2SP signed-note, type `02`) |
    /// | RSA | name, line feed, `FF`, `PKIX-RSA-PKCS#1v1.5`, the DER SubjectPublicKeyInfo (sigstore_trustroot.proto) |
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedKeyName` or `unsupportedKey`.
    public init(name: String, key: PublicKey) throws(TransparencyLogError) {
        try self.init(name: name, key: key, hashedWith: nil)
    }

    /// The same for a key that hashes with another hash than its own.
    package init(name: String, key: PublicKey, hashedWith digest: DigestChoice?) throws(TransparencyLogError) {
        let input: [UInt8]
        switch key.algorithm {
        case .ed25519: input = Self.prefix(name, type: 0x01) + Self.rawEd25519(key)
        case .ecdsaP256SHA256, .ecdsaP384SHA384, .ecdsaP521SHA512: input = key.derSPKI
        case .rsaPKCS1SHA256:
            input = Self.prefix(name, type: 0xFF) + Array("PKIX-RSA-PKCS#1v1.5".utf8) + key.derSPKI
        default: throw Self.unsupported(key, "ECDSA, Ed25519 or RSA PKCS#1 v1.5")
        }
        try self.init(name: name, key: key, keyHint: Self.hint(input), hashedWith: digest)
    }

    /// Takes a hint that the log's trust root states: logs of Rekor v1 use the first bytes of their ID whatever their key.
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedKeyName`, or `unsupportedKey` for a hint that is not four bytes
    ///   long.
    public init(name: String, key: PublicKey, keyHint: [UInt8]) throws(TransparencyLogError) {
        try self.init(name: name, key: key, keyHint: keyHint, hashedWith: nil)
    }

    /// The same key under another hint.
    package func with(keyHint: [UInt8]) throws(TransparencyLogError) -> NoteKey {
        try NoteKey(name: name, key: key, keyHint: keyHint, hashedWith: digest)
    }

    private init(
        name: String,
        key: PublicKey,
        keyHint: [UInt8],
        hashedWith digest: DigestChoice?
    ) throws(TransparencyLogError) {
        guard NoteSignature.isKeyName(name), name.utf8.count <= NoteSignature.maximumNameByteCount else {
            throw TransparencyLogError(
                .malformedKeyName,
                "'\(name.excerpt())' is no name of a key, which has no spaces and plus signs and at most "
                    + "\(NoteSignature.maximumNameByteCount) bytes"
            )
        }
        guard keyHint.count == NoteSignature.keyHintByteCount else {
            throw TransparencyLogError(
                .unsupportedKey,
                "the hint of the key '\(name.excerpt())' has \(keyHint.count) bytes, expected "
                    + "\(NoteSignature.keyHintByteCount)"
            )
        }
        (self.name, self.key, self.keyHint, self.digest) = (name, key, keyHint, digest)
    }

    /// Whether the key made this signature over the text of a note.
    func isValidSignature(_ signature: [UInt8], for text: [UInt8]) -> Bool {
        guard let digest else { return key.isValidSignature(signature, for: text) }
        return key.isValidSignature(signature, for: text, hashedWith: digest)
    }

    /// The hint that this key's cosignatures bear (C2SP tlog-cosignature, "Format").
    ///
    /// - Throws: ``TransparencyLogError`` with code `unsupportedKey` unless it is an Ed25519 key.
    func cosignatureHint() throws(TransparencyLogError) -> [UInt8] {
        guard key.algorithm == .ed25519 else { throw Self.unsupported(key, "Ed25519 for a witness") }
        return Self.hint(Self.prefix(name, type: 0x04) + Self.rawEd25519(key))
    }

    private static func prefix(_ name: String, type: UInt8) -> [UInt8] {
        Array(name.utf8) + [UInt8(ascii: "\n"), type]
    }

    /// The last field of the key's DER, whose length is fixed (RFC 8410 §4).
    private static func rawEd25519(_ key: PublicKey) -> ArraySlice<UInt8> { key.derSPKI.suffix(32) }

    private static func hint(_ input: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: input).prefix(NoteSignature.keyHintByteCount))
    }

    private static func unsupported(_ key: PublicKey, _ expected: String) -> TransparencyLogError {
        TransparencyLogError(.unsupportedKey, "a key for \(key.algorithm) signs no notes, expected \(expected)")
    }
}
