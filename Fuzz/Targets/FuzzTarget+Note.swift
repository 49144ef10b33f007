// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import TextEncodings
import TransparencyLog

extension FuzzTarget {
    /// A note is its text, a blank line and its signatures, byte for byte; and none of them is by a key that never signed.
    static func note(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let note: SignedNote
        do {
            note = try SignedNote(parsing: input)
        } catch {
            return .refused(error)
        }
        try require(written(note) == input, "a note has one spelling")
        try require(!note.signatures.isEmpty, "a note has a signature")
        for signature in note.signatures.prefix(2) {
            guard let key = unusedKey(signature.name, signature.keyHint) else { continue }
            try require(
                refusal { () throws(TransparencyLogError) in try note.verify(by: key) } == .invalidSignature,
                "nobody else's key verifies a note"
            )
        }
        return .accepted
    }

    /// A checkpoint is its lines; the key that never signed verifies neither it nor a cosignature.
    static func checkpoint(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(parsing: input)
        } catch {
            return .refused(error)
        }
        let lines =
            [checkpoint.origin, "\(checkpoint.treeSize)", Base64.encode(checkpoint.rootHash)] + checkpoint.extensions
        try require(
            Array(lines.map { "\($0)\n" }.joined().utf8) == checkpoint.note.text,
            "a checkpoint has one spelling"
        )
        try require(checkpoint.treeSize >= 0 && checkpoint.rootHash.count == 32, "a checkpoint is of a tree")
        for signature in checkpoint.note.signatures.prefix(2) {
            guard let key = unusedKey(signature.name, signature.keyHint) else { continue }
            let code = refusal { () throws(TransparencyLogError) in _ = try checkpoint.verifyCosignature(by: key) }
            try require(code != nil, "nobody else's key verifies a cosignature")
        }
        return .accepted
    }

    /// The lines of a note as they must have been.
    private static func written(_ note: SignedNote) -> [UInt8] {
        let lines = note.signatures.map { "— \($0.name) \(Base64.encode($0.keyHint + $0.signature))\n" }
        return note.text + Array("\n\(lines.joined())".utf8)
    }

    /// A key of Ed25519 that signed no seed, in the name of somebody who may have.
    private static func unusedKey(_ name: String, _ hint: [UInt8]) -> NoteKey? {
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0]
        let base: [UInt8] = [0x58] + [UInt8](repeating: 0x66, count: 31)
        guard let key = try? PublicKey(derSPKI: prefix + base) else { return nil }
        return try? NoteKey(name: name, key: key, keyHint: hint)
    }

    private static func refusal(_ body: () throws(TransparencyLogError) -> Void) -> TransparencyLogError.Code? {
        do throws(TransparencyLogError) {
            try body()
            return nil
        } catch {
            _ = error.description
            return error.code
        }
    }
}
