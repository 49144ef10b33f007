// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// One signature line of a note: `"— " name " " base64(key hint || signature)` (C2SP signed-note, "Signatures").
public struct NoteSignature: Sendable, Hashable {
    /// Who claims to have signed.
    public let name: String
    /// The four bytes that tell keys of one name apart: the key ID.
    public let keyHint: [UInt8]
    /// The signature in the form that the key's algorithm has.
    public let signature: [UInt8]

    /// The longest name.
    static let maximumNameByteCount = 1024
    static let keyHintByteCount = 4

    private static let prefix = Array("— ".utf8)

    /// Reads a line without its line feed, from a note that is known to be UTF-8.
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedNote` or `tooLarge`.
    init(line: ArraySlice<UInt8>) throws(TransparencyLogError) {
        let fields = line.dropFirst(Self.prefix.count).split(
            separator: UInt8(ascii: " "),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard line.starts(with: Self.prefix), let nameField = fields.first, let code = fields.dropFirst().first else {
            throw Self.malformed(line, "a dash, a name and a signature")
        }
        guard nameField.count <= Self.maximumNameByteCount else {
            throw TransparencyLogError(
                .tooLarge,
                "the name of a key in a signed note has \(nameField.count) bytes, expected at most "
                    + "\(Self.maximumNameByteCount)"
            )
        }
        let name = String(decoding: nameField, as: UTF8.self)
        guard Self.isKeyName(name) else { throw Self.malformed(line, "a name without spaces and plus signs") }
        guard let bytes = Base64.decode(String(decoding: code, as: UTF8.self)), bytes.count > Self.keyHintByteCount
        else { throw Self.malformed(line, "a key hint and a signature in base64") }
        self.name = name
        keyHint = Array(bytes.prefix(Self.keyHintByteCount))
        signature = Array(bytes.dropFirst(Self.keyHintByteCount))
    }

    /// Whether a key may be called this: not empty, without Unicode spaces and plus signs.
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty && !name.unicodeScalars.contains { $0 == "+" || $0.properties.isWhitespace }
    }

    private static func malformed(_ line: ArraySlice<UInt8>, _ expected: String) -> TransparencyLogError {
        TransparencyLogError(
            .malformedNote,
            "found the signature line '\(String(decoding: line, as: UTF8.self).excerpt())', expected \(expected)"
        )
    }
}
