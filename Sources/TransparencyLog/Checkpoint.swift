// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// What a log says of its tree at one size, as a signed note (C2SP tlog-checkpoint).
///
/// Three lines of text, and extensions, none of them empty:
///
///     log.example.com/2026
///     20852163
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
/// Nothing in it is known to be true before ``verify(by:)`` has returned.
public struct Checkpoint: Sendable, Hashable {
    /// What the log calls itself, of any form. Logs of Rekor v1 add an identifier of the tree to their name.
    public let origin: String
    /// How many leaves the tree has.
    public let treeSize: Int64
    /// The root hash, 32 bytes.
    public let rootHash: [UInt8]
    /// Lines that have no meaning here.
    public let extensions: [String]
    /// The note with the log's signature, and those of witnesses.
    public let note: SignedNote

    /// The most extension lines; logs are advised to have none.
    public static let maximumExtensionCount = 64

    /// Reads a signed note whose text is a checkpoint.
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedNote`, `malformedCheckpoint` or `tooLarge`.
    public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        let note = try SignedNote(parsing: bytes)
        let lines = note.text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 3 else {
            throw TransparencyLogError(
                .malformedCheckpoint,
                "the checkpoint has \(lines.count) lines, expected an origin, a tree size and a root hash"
            )
        }
        guard lines.allSatisfy({ !$0.isEmpty }) else {
            throw TransparencyLogError(.malformedCheckpoint, "the checkpoint has an empty line")
        }
        guard lines.count <= 3 + Self.maximumExtensionCount else {
            throw TransparencyLogError(
                .tooLarge,
                "the checkpoint has \(lines.count - 3) extension lines, expected at most \(Self.maximumExtensionCount)"
            )
        }
        let texts = lines.map { String(decoding: $0, as: UTF8.self) }
        guard let treeSize = Self.treeSize(texts[1]) else {
            throw TransparencyLogError(
                .malformedCheckpoint,
                "the tree size of the checkpoint is '\(texts[1].excerpt())', expected a decimal number"
            )
        }
        guard let rootHash = Base64.decode(texts[2]), rootHash.count == MerkleTree.hashByteCount else {
            throw TransparencyLogError(
                .malformedCheckpoint,
                "the root hash of the checkpoint is '\(texts[2].excerpt())', expected \(MerkleTree.hashByteCount) bytes "
                    + "in base64"
            )
        }
        origin = texts[0]
        (self.treeSize, self.rootHash, self.note) = (treeSize, rootHash, note)
        extensions = Array(texts[3...])
    }

    /// Makes sure that the log signed this checkpoint.
    ///
    /// The signature need not be the first; those by other keys are ignored. Whether the origin is the log's is for the
    /// caller to say.
    /// - Throws: ``TransparencyLogError`` with code `noMatchingSignature` or `invalidSignature`.
    public func verify(by key: NoteKey) throws(TransparencyLogError) {
        try note.verify(by: key)
    }

    /// A number in its one decimal form: digits alone, and no zero before another digit.
    private static func treeSize(_ text: String) -> Int64? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        guard text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0") else { return nil }
        return Int64(text)
    }
}
