// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Testing
import TextEncodings

@testable import TransparencyLog

@Suite struct SignedNoteTests {
    private func expectRefusal(_ note: String, _ code: TransparencyLogError.Code = .malformedNote) {
        expectRefusal(Array(note.utf8), code)
    }

    private func expectRefusal(_ note: [UInt8], _ code: TransparencyLogError.Code = .malformedNote) {
        let error = #expect(throws: TransparencyLogError.self) { try SignedNote(parsing: note) }
        #expect(error?.code == code)
    }

    private func expectRefusal(of note: String, by key: NoteKey, _ code: TransparencyLogError.Code) throws {
        let note = try SignedNote(parsing: Array(note.utf8))
        let error = #expect(throws: TransparencyLogError.self) { try note.verify(by: key) }
        #expect(error?.code == code)
    }

    /// A line of somebody unknown.
    private func line(_ name: String = "other.example", _ byteCount: Int = 64) -> String {
        TestLog.line(name, [1, 2, 3, 4], [UInt8](repeating: 5, count: byteCount))
    }

    @Test func `reads text and signatures`() throws {
        let note = try SignedNote(parsing: Array("a text\n\nwith an empty line\n\n\(line())\(line("b", 1))".utf8))
        #expect(note.text == Array("a text\n\nwith an empty line\n".utf8))
        #expect(note.signatures.map(\.name) == ["other.example", "b"])
        #expect(note.signatures.map(\.keyHint) == [[1, 2, 3, 4], [1, 2, 3, 4]])
        #expect(note.signatures.map(\.signature) == [[UInt8](repeating: 5, count: 64), [5]])
    }

    @Test func `verifies the example of the specification's form`() throws {
        let note = try SignedNote(parsing: TestLog.note())
        try note.verify(by: TestLog.key())
        #expect(note.text == Array(TestLog.text.utf8))
    }

    @Test func `needs text, a blank line and whole signature lines`() throws {
        for note in [
            "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n\n", line(), "\n\(line())", "text\n\(line())",
            "text\n\n\(line().dropLast())", "text\n\n\(line())more", "text\n\n\(line())more\n", "text\n\n\(line())\n",
            "text\n\n\(line())\n\n", "text\n\n\n\(line())\(line())more\n", "text\r\n\r\n\(line())",
        ] {
            expectRefusal(note)
        }
    }

    @Test func `reads signature lines to the letter`() throws {
        let code = Base64.encode([1, 2, 3, 4, 5])
        _ = try SignedNote(parsing: Array("text\n\n— name \(code)\n".utf8))
        for line in [
            "- name \(code)", "– name \(code)", "—name \(code)", "—  name \(code)", " — name \(code)",
            "— name  \(code)",
            "— name \(code) ", "— name \(code) more", "— name", "— name ", "—  \(code)", "— \(code)", "—", "— ",
            "— na+me \(code)",
            "— na\u{A0}me \(code)", "— na\u{2003}me \(code)", "— na\u{3000}me \(code)", "— na\u{85}me \(code)",
            "— name \(Base64.encode([1, 2, 3, 4]))", "— name AQIDBAU", "— name AQIDBAV=", "— name AQIDBAU==",
            "— name AQIDBA-_", "— name AQID BAU=",
        ] {
            expectRefusal("text\n\n\(line)\n")
            expectRefusal("text\n\n\(self.line())\(line)\n\(self.line())")
        }
    }

    @Test func `is UTF-8 without control characters`() throws {
        let note = Array("a text é 日本\u{7F}\u{2028}\n\n— ñame \(Base64.encode([1, 2, 3, 4, 5]))\n".utf8)
        _ = try SignedNote(parsing: note)
        for byte in (0 as UInt8)..<0x20 where byte != 0x0A {
            var changed = note
            changed[1] = byte
            expectRefusal(changed)
        }
        for invalid: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            expectRefusal(invalid + note)
        }
    }

    @Test func `has limits`() throws {
        let many = String(repeating: line("w", 5), count: SignedNote.maximumSignatureCount)
        #expect(try SignedNote(parsing: Array("text\n\n\(many)".utf8)).signatures.count == 1024)
        expectRefusal("text\n\n\(many)\(line())", .tooLarge)
        let longest = String(repeating: "n", count: NoteSignature.maximumNameByteCount)
        _ = try SignedNote(parsing: Array("text\n\n\(line(longest))".utf8))
        expectRefusal("text\n\n\(line(longest + "n"))", .tooLarge)
        let rest = "\n\n\(line())"
        let text = String(repeating: "t", count: SignedNote.maximumByteCount - rest.utf8.count)
        _ = try SignedNote(parsing: Array("\(text)\(rest)".utf8))
        expectRefusal("t\(text)\(rest)", .tooLarge)
    }

    @Test func `verifies wherever the key's line stands, and ignores other keys`() throws {
        let key = try TestLog.key()
        let own = try TestLog.line()
        let sameName = TestLog.line(key.name, [1, 2, 3, 4], [UInt8](repeating: 5, count: 64))
        let sameHint = TestLog.line("other.example", key.keyHint, [UInt8](repeating: 5, count: 64))
        for lines in [
            own, own + own, line() + own, own + line(), sameName + own, own + sameName, sameHint + own + sameName,
        ] {
            try SignedNote(parsing: Array("\(TestLog.text)\n\(lines)".utf8)).verify(by: key)
        }
        for lines in [line(), sameName, sameHint, sameName + sameHint] {
            try expectRefusal(of: "\(TestLog.text)\n\(lines)", by: key, .noMatchingSignature)
        }
    }

    @Test func `wants every signature that bears the key's name and hint to be good`() throws {
        let key = try TestLog.key()
        let own = try TestLog.line()
        let bad = TestLog.line(key.name, key.keyHint, [UInt8](repeating: 5, count: 64))
        let short = TestLog.line(key.name, key.keyHint, [5])
        let ofAnotherText = try TestLog.line(over: "another text\n")
        for lines in [bad, short, ofAnotherText, own + bad, bad + own, own + short, ofAnotherText + own] {
            try expectRefusal(of: "\(TestLog.text)\n\(lines)", by: key, .invalidSignature)
        }
    }

    @Test func `compares names as bytes`() throws {
        let key = try NoteKey(name: "caf\u{E9}.example", key: TestLog.publicKey(TestLog.ed25519(1)))
        let signature = try TestLog.ed25519(1).signature(for: Array(TestLog.text.utf8))
        let composed = TestLog.line(key.name, key.keyHint, signature)
        try SignedNote(parsing: Array("\(TestLog.text)\n\(composed)".utf8)).verify(by: key)
        let decomposed = TestLog.line("cafe\u{301}.example", key.keyHint, signature)
        try expectRefusal(of: "\(TestLog.text)\n\(decomposed)", by: key, .noMatchingSignature)
    }

    @Test func `verifies no truncation and no flipped bit`() throws {
        let note = try TestLog.note()
        let key = try TestLog.key()
        for end in note.indices { expectRefusal(Array(note[..<end])) }
        for bit in 0..<note.count * 8 {
            var changed = note
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: TransparencyLogError.self) { try SignedNote(parsing: changed).verify(by: key) }
        }
    }
}
