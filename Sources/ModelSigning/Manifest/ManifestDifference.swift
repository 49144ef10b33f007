// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing

/// What is not as it was signed: the lists that explain a refusal, each sorted by name.
public struct ManifestDifference: Sendable, Hashable, Codable {
    /// A file whose content is not what was signed.
    public struct Change: Sendable, Hashable, Codable {
        /// The file, or the shard as `path:start:end`.
        public let name: String
        /// The digest that was signed, in hexadecimal.
        public let expected: String
        /// The digest found, in hexadecimal, or what else is wrong.
        public let found: String
    }

    /// A file that could not be read to the end unchanged.
    public struct Failure: Sendable, Hashable, Codable {
        /// The file.
        public let name: String
        /// One sentence.
        public let reason: String
    }

    /// Files whose content is not what was signed.
    public internal(set) var changed: [Change] = []
    /// Files that were signed and are not there.
    public internal(set) var missing: [ResourceName] = []
    /// Files that are there and were not signed.
    public internal(set) var unsigned: [ResourceName] = []
    /// Links and other things that cannot be signed.
    public internal(set) var unsignable: [UnsignableEntry] = []
    /// Files that could not be read.
    public internal(set) var unreadable: [Failure] = []
    /// Files that were written to or replaced while they were hashed.
    public internal(set) var changedWhileHashing: [Failure] = []

    /// Whether the model is what was signed.
    public var isEmpty: Bool { self == ManifestDifference() }

    /// How many of each, as in `1 changed, 2 missing`.
    public var summary: String {
        let counts = [
            (changed.count, "changed"), (missing.count, "missing"), (unsigned.count, "not signed"),
            (unsignable.count, "not allowed"), (unreadable.count, "unreadable"),
            (changedWhileHashing.count, "changed while hashing"),
        ]
        return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
