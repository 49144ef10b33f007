// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SignatureKeys
import Testing
import TextEncodings

@testable import TransparencyLog

@Suite struct NoteKeyTests {
    private static let message = Array(TestLog.text.utf8)

    private func verify(_ signature: some Sequence<UInt8>, by key: NoteKey) throws {
        let note = "\(TestLog.text)\n\(TestLog.line(key.name, key.keyHint, signature))"
        try SignedNote(parsing: Array(note.utf8)).verify(by: key)
    }

    private func sha256(_ parts: [UInt8]...) -> [UInt8] { Array(SHA256.hash(data: parts.flatMap { $0 }).prefix(4)) }

    @Test func `computes the hint of an Ed25519 key`() throws {
        let key = try NoteKey(name: "log", key: TestLog.publicKey(TestLog.ed25519(1)))
        let raw = Array(try TestLog.ed25519(1).publicKey.rawRepresentation)
        #expect(key.keyHint == sha256(Array("log\n".utf8), [1], raw))
        try verify(TestLog.ed25519(1).signature(for: Self.message), by: key)
    }

    @Test func `computes the hint of an ECDSA key, which signs with its own hash`() throws {
        let p256 = P256.Signing.PrivateKey()
        let key = try NoteKey(name: "log", key: PublicKey(derSPKI: Array(p256.publicKey.derRepresentation)))
        #expect(key.keyHint == sha256(Array(p256.publicKey.derRepresentation)))
        #expect(try NoteKey(name: "another", key: key.key).keyHint == key.keyHint)
        try verify(p256.signature(for: SHA256.hash(data: Self.message)).derRepresentation, by: key)

        let p384 = P384.Signing.PrivateKey()
        let other = try NoteKey(name: "log", key: PublicKey(derSPKI: Array(p384.publicKey.derRepresentation)))
        try verify(p384.signature(for: SHA384.hash(data: Self.message)).derRepresentation, by: other)
        let error = #expect(throws: TransparencyLogError.self) {
            try verify(p384.signature(for: SHA256.hash(data: Self.message)).derRepresentation, by: other)
        }
        #expect(error?.code == .invalidSignature)
        let raw = try p256.signature(for: SHA256.hash(data: Self.message)).rawRepresentation
        #expect(throws: TransparencyLogError.self) { try verify(raw, by: key) }
    }

    @Test func `computes the hint of an RSA key, which signs with PKCS#1 v1.5`() throws {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let key = try NoteKey(name: "log", key: PublicKey(derSPKI: Array(rsa.publicKey.derRepresentation)))
        #expect(
            key.keyHint
                == sha256(Array("log\n".utf8), [0xFF], Array("PKIX-RSA-PKCS#1v1.5".utf8), key.key.derSPKI)
        )
        let digest = SHA256.hash(data: Self.message)
        try verify(rsa.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation, by: key)
        let error = #expect(throws: TransparencyLogError.self) {
            try verify(rsa.signature(for: digest, padding: .PSS).rawRepresentation, by: key)
        }
        #expect(error?.code == .invalidSignature)
        let pss = try #require(key.key.with(algorithm: .rsaPSSSHA256))
        let unsupported = #expect(throws: TransparencyLogError.self) { try NoteKey(name: "log", key: pss) }
        #expect(unsupported?.code == .unsupportedKey)
    }

    @Test func `takes a hint of four bytes from a trust root`() throws {
        let key = try TestLog.publicKey(TestLog.ed25519(1))
        let stated = try NoteKey(name: "log", key: key, keyHint: [9, 8, 7, 6])
        try verify(TestLog.ed25519(1).signature(for: Self.message), by: stated)
        for hint: [UInt8] in [[], [9, 8, 7], [9, 8, 7, 6, 5]] {
            let error = #expect(throws: TransparencyLogError.self) {
                try NoteKey(name: "log", key: key, keyHint: hint)
            }
            #expect(error?.code == .unsupportedKey)
        }
    }

    @Test func `has a name that can stand in a line`() throws {
        let key = try TestLog.publicKey(TestLog.ed25519(1))
        let longest = String(repeating: "é", count: 512)
        for name in ["log", "log.example/2026", "é", "log:8000", longest] { _ = try NoteKey(name: name, key: key) }
        for name in ["", "a b", "a+b", "a\nb", "a\u{A0}b", "a\u{3000}", "\t", longest + "n"] {
            let error = #expect(throws: TransparencyLogError.self) { try NoteKey(name: name, key: key) }
            #expect(error?.code == .malformedKeyName)
        }
    }
}
