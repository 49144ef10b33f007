// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SignatureKeys
import TextEncodings

@testable import TransparencyLog

/// Keys of a log and its witnesses, and the notes they sign.
enum TestLog {
    static let text = "log.example/2026\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    static let name = "log.example/2026"
    static let time: UInt64 = 1_750_000_000

    static func ed25519(_ seed: UInt8) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: seed, count: 32))
    }

    static func publicKey(_ key: Curve25519.Signing.PrivateKey) throws -> PublicKey {
        try PublicKey(
            derSPKI: [0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0] + Array(key.publicKey.rawRepresentation)
        )
    }

    /// The log's own key.
    static func key() throws -> NoteKey { try NoteKey(name: name, key: publicKey(ed25519(1))) }

    static func line(_ name: String, _ hint: [UInt8], _ signature: some Sequence<UInt8>) -> String {
        "— \(name) \(Base64.encode(hint + signature))\n"
    }

    /// The log's signature line over a text.
    static func line(over text: String = text) throws -> String {
        try line(name, key().keyHint, ed25519(1).signature(for: Array(text.utf8)))
    }

    /// A text with the log's signature.
    static func note(_ text: String = text) throws -> [UInt8] { Array("\(text)\n\(try line(over: text))".utf8) }

    // MARK: Witnesses

    static let witnessName = "witness.example/w1"

    static func witness() throws -> NoteKey { try NoteKey(name: witnessName, key: publicKey(ed25519(2))) }

    static func cosignature(
        over text: String = text,
        at time: UInt64 = time,
        signedTime: UInt64? = nil
    ) throws -> String {
        let message = Array("cosignature/v1\ntime \(signedTime ?? time)\n\(text)".utf8)
        let bytes = withUnsafeBytes(of: time.bigEndian, Array.init)
        return line(
            witnessName,
            try witness().cosignatureHint(),
            bytes + (try ed25519(2).signature(for: message))
        )
    }
}
