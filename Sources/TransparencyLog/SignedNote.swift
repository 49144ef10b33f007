// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import TextEncodings

/// A text with signatures by any number of keys (C2SP signed-note).
///
/// The text ends with a line feed; a blank line and the signature lines follow, and nothing after them. All is UTF-8
/// without control characters other than line feeds.
public struct SignedNote: Sendable, Hashable {
    /// The text that the signatures cover, with its last line feed. Nothing is known of it before a signature verifies.
    public let text: [UInt8]
    /// The signatures in the order of their lines, by known and unknown keys.
    public let signatures: [NoteSignature]

    /// The largest note: room for 150 signatures of the longest kind, post-quantum ones of nearly 5 kB.
    public static let maximumByteCount = 1 << 20
    /// The most signatures.
    public static let maximumSignatureCount = 1024

    /// Reads a note.
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedNote` or `tooLarge`.
    public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw TransparencyLogError(
                .tooLarge,
                "the signed note has \(bytes.count) bytes, expected at most \(Self.maximumByteCount)"
            )
        }
        guard String(validating: bytes, as: UTF8.self) != nil,
            !bytes.contains(where: { $0 < 0x20 && $0 != Self.lineFeed })
        else {
            throw TransparencyLogError(
                .malformedNote,
                "the signed note is not UTF-8 text without control characters"
            )
        }
        guard bytes.last == Self.lineFeed, let textEnd = Self.endOfText(in: bytes) else {
            throw TransparencyLogError(
                .malformedNote,
                "the signed note does not consist of lines of text, a blank line and signature lines"
            )
        }
        text = Array(bytes[..<textEnd])
        let lines = bytes[textEnd...].dropFirst().dropLast()
            .split(separator: Self.lineFeed, omittingEmptySubsequences: false)
        guard lines.count <= Self.maximumSignatureCount else {
            throw TransparencyLogError(
                .tooLarge,
                "the signed note has \(lines.count) signatures, expected at most \(Self.maximumSignatureCount)"
            )
        }
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(line: line)) }
        self.signatures = signatures
    }

    /// Makes sure that a key signed the text.
    ///
    /// Signatures by other keys are ignored, even by those with the same name or the same hint. All that bear both must be
    /// good ("Signatures": one by a known key that fails is a reason to reject the whole note).
    /// - Throws: ``TransparencyLogError`` with code `noMatchingSignature` or `invalidSignature`.
    public func verify(by key: NoteKey) throws(TransparencyLogError) {
        for signature in try signatures(named: key.name, hint: key.keyHint) {
            guard key.isValidSignature(signature, for: text) else {
                throw TransparencyLogError(
                    .invalidSignature,
                    "a signature in the name of '\(key.name.excerpt())' was not made by its key over this note"
                )
            }
        }
    }

    /// The signatures that bear this name and hint, at least one.
    func signatures(named name: String, hint: [UInt8]) throws(TransparencyLogError) -> [[UInt8]] {
        let matching = signatures.filter { $0.name.hasSameBytes(as: name) && $0.keyHint == hint }
        guard !matching.isEmpty else {
            throw TransparencyLogError(
                .noMatchingSignature,
                "none of the \(signatures.count) signatures of the note is by '\(name.excerpt())' with the key hint "
                    + Hexadecimal.encode(hint)
            )
        }
        // A line that comes again says nothing more.
        var seen: Set<[UInt8]> = []
        return matching.map(\.signature).filter { seen.insert($0).inserted }
    }

    private static let lineFeed = UInt8(ascii: "\n")

    /// Where the last blank line begins: behind the line feed of the text.
    private static func endOfText(in bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().last { bytes[$0] == lineFeed && bytes[$0 - 1] == lineFeed }
    }
}
