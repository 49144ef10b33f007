// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TransparencyLog

@Suite struct CheckpointTests {
    private static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    private func expectRefusal(
        _ text: String,
        _ code: TransparencyLogError.Code = .malformedCheckpoint
    ) throws {
        let error = #expect(throws: TransparencyLogError.self) { try Checkpoint(parsing: TestLog.note(text)) }
        #expect(error?.code == code)
    }

    @Test func `reads origin, size, root hash and extensions`() throws {
        let plain = try Checkpoint(parsing: TestLog.note())
        #expect(plain.origin == "log.example/2026")
        #expect(plain.treeSize == 7)
        #expect(plain.rootHash.count == 32 && plain.rootHash.starts(with: [0x0A, 0xC5, 0x18, 0x6A]))
        #expect(plain.extensions.isEmpty)
        try plain.verify(by: TestLog.key())

        let text = "log.example - 123 + é\n0\n\(Self.root)\nTimestamp: 1689177396617352539\n \n"
        let extended = try Checkpoint(parsing: TestLog.note(text))
        #expect(extended.origin == "log.example - 123 + é")
        #expect(extended.treeSize == 0)
        #expect(extended.extensions == ["Timestamp: 1689177396617352539", " "])
        #expect(extended.note.text == Array(text.utf8))
        try extended.verify(by: TestLog.key())
    }

    @Test func `has three lines, and none that is empty`() throws {
        for text in [
            "\n", "log\n", "log\n7\n", "7\n\(Self.root)\n", "log\n\(Self.root)\n", "\n7\n\(Self.root)\n",
            "log\n\n\(Self.root)\n",
            "log\n7\n\n", "log\n7\n\(Self.root)\n\n", "log\n7\n\(Self.root)\n\nextension\n",
            "log\n7\n\(Self.root)\na\n\nb\n",
            "\nlog\n7\n\(Self.root)\n",
        ] {
            try expectRefusal(text)
        }
    }

    @Test func `has a decimal size without zeros in front`() throws {
        for (text, size) in [("0", 0), ("1", 1), ("10", 10), ("9223372036854775807", Int64.max)] {
            #expect(try Checkpoint(parsing: TestLog.note("log\n\(text)\n\(Self.root)\n")).treeSize == size)
        }
        for text in [
            "00", "01", "+1", "-1", "-0", " 1", "1 ", "1.0", "1e3", "0x1", "1_000", "١", "9223372036854775808",
            "18446744073709551616", "seven", "1\u{301}",
        ] {
            try expectRefusal("log\n\(text)\n\(Self.root)\n")
        }
    }

    @Test func `has a root hash of 32 bytes in canonical base64`() throws {
        for text in [
            String(Self.root.dropLast()), String(Self.root.dropLast(2)) + "J=", Self.root.replacing("/", with: "_"),
            "AAAA",
            Self.root + "AAAA", " \(Self.root)", "\(Self.root) ", Self.root + "=",
            "0AC5186A91863E8E1D90C80801 4AA89BF5DA8E3EE1D9F07630F0378F68F1AB62",
        ] {
            try expectRefusal("log\n7\n\(text)\n")
        }
    }

    @Test func `has few extensions`() throws {
        let lines = String(repeating: "extension\n", count: Checkpoint.maximumExtensionCount)
        #expect(try Checkpoint(parsing: TestLog.note("log\n7\n\(Self.root)\n\(lines)")).extensions.count == 64)
        try expectRefusal("log\n7\n\(Self.root)\n\(lines)extension\n", .tooLarge)
    }

    @Test func `is a signed note`() throws {
        for bytes in [Array(TestLog.text.utf8), Array("\(TestLog.text)\n".utf8), []] {
            let error = #expect(throws: TransparencyLogError.self) { try Checkpoint(parsing: bytes) }
            #expect(error?.code == .malformedNote)
        }
    }

    @Test func `is verified by the key alone that its line names`() throws {
        let checkpoint = try Checkpoint(parsing: TestLog.note())
        let key = try TestLog.key()
        let other = try NoteKey(name: key.name, key: TestLog.publicKey(TestLog.ed25519(3)))
        let elsewhere = try NoteKey(name: "elsewhere.example", key: key.key, keyHint: key.keyHint)
        for key in [other, elsewhere] {
            let error = #expect(throws: TransparencyLogError.self) { try checkpoint.verify(by: key) }
            #expect(error?.code == .noMatchingSignature)
        }
        let claimed = try NoteKey(name: key.name, key: other.key, keyHint: key.keyHint)
        let error = #expect(throws: TransparencyLogError.self) { try checkpoint.verify(by: claimed) }
        #expect(error?.code == .invalidSignature)
    }

    @Test func `verifies no truncation and no flipped bit`() throws {
        let note = try TestLog.note()
        let key = try TestLog.key()
        for end in note.indices {
            #expect(throws: TransparencyLogError.self) { try Checkpoint(parsing: Array(note[..<end])) }
        }
        for bit in 0..<note.count * 8 {
            var changed = note
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: TransparencyLogError.self) { try Checkpoint(parsing: changed).verify(by: key) }
        }
    }
}
