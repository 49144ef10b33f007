// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// A regular expression over a whole identity: a value matches if all of it does, not a part.
///
/// The syntax is Swift's, close to PCRE. It is matched Unicode scalar by scalar, so `.` is one scalar and composed
/// letters differ from decomposed ones. `^` and `$` are not needed, and `a|b` means the whole of either.
public struct IdentityPattern: Sendable, Hashable {
    /// The longest pattern, and the longest value that is compared with one, in bytes: a pattern's cost can grow fast
    /// with the value's length.
    public static let maximumByteCount = 2 << 10

    /// The pattern as given.
    public let source: String

    /// Takes a pattern that can be compiled.
    /// - Throws: ``BundleVerificationError`` with `invalidPattern`.
    public init(_ source: String) throws(BundleVerificationError) {
        guard source.utf8.count <= Self.maximumByteCount else {
            throw BundleVerificationError(
                .invalidPattern,
                "a pattern of \(source.utf8.count) bytes is longer than the limit of \(Self.maximumByteCount)"
            )
        }
        guard !source.isEmpty else { throw BundleVerificationError(.invalidPattern, "the pattern is empty") }
        self.source = source
        do {
            _ = try Regex(source)
        } catch {
            throw BundleVerificationError(
                .invalidPattern,
                "'\(source.excerpt())' is not a regular expression: \(error)"
            )
        }
    }

    /// Whether the whole of `value` matches; a value that is longer than the limit does not.
    public func matches(_ value: String) -> Bool {
        guard value.utf8.count <= Self.maximumByteCount, let regex = try? Regex(source) else { return false }
        return (try? regex.matchingSemantics(.unicodeScalar).wholeMatch(in: value)) ?? nil != nil
    }
}
