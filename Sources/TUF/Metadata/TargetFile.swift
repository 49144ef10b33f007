// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON
import TextEncodings

/// A file that a repository gives out, as its signed metadata describes it (§4.5).
///
/// Only metadata that was verified makes one.
public struct TargetFile: Sendable {
    /// Its name in the repository: a path relative to the base of targets.
    public let path: String
    /// Its length.
    public let byteCount: Int
    /// Its hashes of the kinds that are known here; a file that has none is never accepted.
    public var hashes: [HashName: [UInt8]] { contentHashes.known }
    private let contentHashes: ContentHashes
    /// What the repository says besides.
    package let custom: JSONValue?

    init(path: String, _ fields: inout JSONFields) throws(JSONError) {
        self.path = path
        guard let byteCount = try fields.optionalByteCount("length") else {
            throw JSONError(.missingField, "\(fields.path(of: "length")) is missing")
        }
        guard let hashes = try ContentHashes(in: &fields) else {
            throw JSONError(.missingField, "\(fields.path(of: "hashes")) is missing")
        }
        (self.byteCount, contentHashes) = (byteCount, hashes)
        custom = fields.value("custom")
    }

    /// Checks that these are the file's bytes.
    ///
    /// - Throws: ``TUFError`` with `wrongContent` or `unsupportedHash`.
    public func verify(_ bytes: [UInt8]) throws(TUFError) {
        guard bytes.count == byteCount else {
            throw TUFError(
                .wrongContent,
                "the target \(ExactName(path)) has \(bytes.count) bytes, and signed metadata states \(byteCount)"
            )
        }
        try contentHashes.verify(bytes, of: ExactName(path))
    }
}

extension TargetFile: Hashable {
    /// Whether two are the same file with the same content.
    public static func == (a: Self, b: Self) -> Bool {
        a.path.hasSameBytes(as: b.path) && a.byteCount == b.byteCount && a.contentHashes == b.contentHashes
    }

    /// Hashes path and content.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ExactName(path))
        hasher.combine(contentHashes)
    }
}
