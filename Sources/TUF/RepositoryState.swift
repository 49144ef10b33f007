// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The versions of a repository's top-level metadata, and how long they are valid.
public struct RepositoryState: Sendable, Hashable {
    /// One role's metadata.
    public struct Role: Sendable, Hashable {
        /// The number that grows with every change.
        public let version: Int64
        /// The moment from which on it is not to be trusted.
        public let expires: Date

        init(_ header: MetadataHeader) { (version, expires) = (header.version, header.expires) }
    }

    /// Whom the repository trusts.
    public let root: Role
    /// The latest snapshot's name.
    public let timestamp: Role
    /// The versions that belong together.
    public let snapshot: Role
    /// The files.
    public let targets: Role

    /// When the first of them expires.
    public var firstExpiry: Date { [root, timestamp, snapshot, targets].map(\.expires).min() ?? root.expires }
}
