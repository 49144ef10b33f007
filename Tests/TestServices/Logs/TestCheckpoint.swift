// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A checkpoint (C2SP tlog-checkpoint) and its note; every test changes one thing.
package struct TestCheckpoint: Sendable {
    /// The first line; what the log calls itself where it is `nil`.
    package var origin: String?
    /// The name before the log's signature; the log's where it is `nil`.
    package var name: String?
    package var treeSize: Int64?
    package var rootHash: [UInt8]?
    /// Lines behind the hash.
    package var extensions: [String] = []
    /// The note's text, before it is signed.
    package var text: Alteration<String> = { _ in }
    /// The note's text, after it was signed.
    package var signedText: Alteration<String> = { _ in }
    /// Signs instead of the log's key.
    package var key: TestKey?
    package var keyHint: [UInt8]?
    package var signature: Alteration<[UInt8]> = { _ in }
    /// Signature lines before and after the log's own.
    package var (linesBefore, linesAfter): ([String], [String]) = ([], [])
    package var witnesses: [TestWitness] = []
    package var omitsLogSignature = false
    /// The whole note, at the end.
    package var note: Alteration<String> = { _ in }

    package init() {}

    func make(by log: TestNoteKey, origin: String, root: [UInt8], size: Int64) throws -> String {
        let lines = [self.origin ?? origin, "\(treeSize ?? size)", TestText.base64(rootHash ?? root)] + extensions
        var text = lines.map { $0 + "\n" }.joined()
        try self.text(&text)
        var signature = try (key ?? log.key).sign(Array(text.utf8), hashedWith: log.digest)
        try self.signature(&signature)
        let hint = try keyHint ?? Array(log.hint())
        let own = TestNoteKey.line(name ?? log.name, hint + signature)
        let cosignatures = try witnesses.map { try $0.cosign(text) }
        try signedText(&text)
        let signatures = linesBefore + (omitsLogSignature ? [] : [own]) + linesAfter + cosignatures
        var note = text + "\n" + signatures.joined()
        try self.note(&note)
        return note
    }
}

/// A key that signs notes (C2SP signed-note).
package struct TestNoteKey: Sendable {
    package var name: String
    package var key: TestKey
    /// What is hashed before it signs; what goes with the key where it is `nil`.
    package var digest: TestDigest?

    package init(_ name: String, _ key: TestKey, hashedWith digest: TestDigest? = nil) {
        (self.name, self.key, self.digest) = (name, key, digest)
    }

    /// The hash that the key's hint begins, 32 bytes.
    package func keyID() throws -> [UInt8] {
        let prefix = Array("\(name)\n".utf8)
        return switch key.kind {
        case .ed25519: TestDigest.sha256.hash(prefix + [1] + (try key.rawPublicKey()))
        case .rsaPKCS1, .rsaPSS:
            TestDigest.sha256.hash(prefix + [0xff] + "PKIX-RSA-PKCS#1v1.5".utf8 + (try key.subjectPublicKeyInfo()))
        default: try key.keyID()
        }
    }

    /// The four bytes before each signature.
    package func hint() throws -> ArraySlice<UInt8> { try keyID().prefix(4) }

    /// A line of a note with a hint and a signature.
    package static func line(_ name: String, _ bytes: [UInt8]) -> String {
        "\u{2014} \(name) \(TestText.base64(bytes))\n"
    }
}

/// A witness, who saw a checkpoint (C2SP tlog-cosignature, cosignature/v1).
package struct TestWitness: Sendable {
    package var name: String
    package var key: TestKey
    package var date = TestSigstore.now
    package var signature: Alteration<[UInt8]> = { _ in }

    package init(named name: String = "witness.test") {
        (self.name, key) = (name, TestKey(.ed25519, named: name))
    }

    func cosign(_ text: String) throws -> String {
        let time = Int64(date.timeIntervalSince1970)
        var signature = try key.sign(Array("cosignature/v1\ntime \(time)\n\(text)".utf8))
        try self.signature(&signature)
        let hint = TestDigest.sha256.hash(Array("\(name)\n".utf8) + [4] + (try key.rawPublicKey())).prefix(4)
        let seconds = (0..<8).reversed().map { UInt8(truncatingIfNeeded: time >> (8 * $0)) }
        return TestNoteKey.line(name, hint + seconds + signature)
    }
}
