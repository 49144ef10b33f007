// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is trusted of a repository at some point of an update, and the rules by which it becomes more (§5.3 to §5.6).
///
/// Bytes go in, in the order root, timestamp, snapshot, targets; what was accepted stays. Nothing here reads a clock, a file
/// or a network. "Remembered" metadata was accepted in an earlier update: it bounds from below what is accepted in this one,
/// and is taken itself when it is still what the repository names.
package struct TrustedMetadata: Sendable {
    let expiry: CachedRepository.Expiry
    package private(set) var root: Root
    package private(set) var timestamp: Timestamp?
    package private(set) var snapshot: Snapshot?
    private var rememberedTimestamp: Timestamp?
    private var rememberedSnapshot: (metadata: SignedMetadata<Snapshot>, bytes: [UInt8])?
    private var roles: [ExactName: LoadedRole] = [:]

    /// The metadata of one role, and on whose word it was accepted. Several roles may delegate to it with different keys.
    private struct LoadedRole {
        let bytes: [UInt8]
        var accepted: [(authority: RoleAuthority, targets: Targets)]
    }

    /// Begins with a root that is trusted for where it came from; it must still be signed by its own keys (§5.2).
    ///
    /// - Throws: ``TUFError`` with `malformedMetadata`, `unsupportedVersion` or `notEnoughSignatures`.
    package init(root bytes: [UInt8], expiry: CachedRepository.Expiry = .reported) throws(TUFError) {
        let new = try SignedMetadata<Root>(parsing: bytes)
        try new.body.rootAuthority.verify(new, of: .root)
        (root, self.expiry) = (new.body, expiry)
    }

    /// - Throws: ``TUFError`` with `expired`.
    private func requireValid(_ header: MetadataHeader, _ role: ExactName) throws(TUFError) {
        guard case .enforced(let date) = expiry, header.expires <= date else { return }
        throw TUFError(
            .expired,
            "version \(header.version) of the metadata of \(role) expired at \(header.expires.ISO8601Format()), and it is"
                + " \(date.ISO8601Format()): the repository is not kept up, its news are held back, or this clock is wrong"
        )
    }
}

/// Root metadata (§5.3).
extension TrustedMetadata {
    /// Takes the next root, which keys of the old and of the new one must have signed (§5.3.4 to §5.3.7).
    ///
    /// - Returns: Whether it takes keys from timestamp or snapshot: what they signed before is to be forgotten (§5.3.11).
    /// - Throws: ``TUFError`` with `malformedMetadata`, `unsupportedVersion`, `notEnoughSignatures` or `rollback`.
    @discardableResult
    package mutating func accept(root bytes: [UInt8]) throws(TUFError) -> Bool {
        let new = try SignedMetadata<Root>(parsing: bytes)
        try root.rootAuthority.verify(new, of: .root)
        try new.body.rootAuthority.verify(new, of: .root)
        // The version is at most the greatest integer: a sum could overflow, a difference of positive numbers cannot.
        guard new.body.header.version - 1 == root.header.version else {
            throw TUFError(
                .rollback,
                "the root after version \(root.header.version) has version \(new.body.header.version), and must have the next"
            )
        }
        defer { root = new.body }
        return new.body.rotatesOnlineKeys(of: root)
    }

    /// Checks that the last root is valid; intermediate ones need not be (§5.3.10).
    ///
    /// - Throws: ``TUFError`` with `expired`.
    package func requireValidRoot() throws(TUFError) { try requireValid(root.header, .root) }
}

/// Timestamp metadata (§5.4).
extension TrustedMetadata {
    /// Remembers the timestamp of an earlier update, if this root's keys signed it. It may have expired.
    ///
    /// - Throws: ``TUFError`` with `malformedMetadata`, `unsupportedVersion` or `notEnoughSignatures`.
    package mutating func remember(timestamp bytes: [UInt8]) throws(TUFError) {
        rememberedTimestamp = try verifiedTimestamp(bytes)
    }

    /// Takes the timestamp that was remembered.
    ///
    /// - Throws: ``TUFError`` with `notCached` or `expired`.
    package mutating func acceptRememberedTimestamp() throws(TUFError) {
        guard let remembered = rememberedTimestamp else {
            throw TUFError(.notCached, "no timestamp was remembered")
        }
        try requireValid(remembered.header, .timestamp)
        timestamp = remembered
    }

    /// Takes a timestamp, or the remembered one if that has the same version (§5.4.2 to §5.4.4).
    ///
    /// - Returns: Whether the new one was taken.
    /// - Throws: ``TUFError`` with `malformedMetadata`, `unsupportedVersion`, `notEnoughSignatures`, `rollback` or `expired`.
    package mutating func accept(timestamp bytes: [UInt8]) throws(TUFError) -> Bool {
        let new = try verifiedTimestamp(bytes)
        if let old = rememberedTimestamp {
            guard new.header.version >= old.header.version else {
                throw TUFError(
                    .rollback,
                    "the timestamp has version \(new.header.version), and version \(old.header.version) was seen before"
                )
            }
            if new.header.version == old.header.version {
                try acceptRememberedTimestamp()
                return false
            }
            guard new.snapshot.version >= old.snapshot.version else {
                throw TUFError(
                    .rollback,
                    "the timestamp names version \(new.snapshot.version) of the snapshot, and version"
                        + " \(old.snapshot.version) was seen before"
                )
            }
        }
        try requireValid(new.header, .timestamp)
        timestamp = new
        return true
    }

    private func verifiedTimestamp(_ bytes: [UInt8]) throws(TUFError) -> Timestamp {
        let new = try SignedMetadata<Timestamp>(parsing: bytes)
        try root.timestampAuthority.verify(new, of: .timestamp)
        return new.body
    }
}

/// Snapshot metadata (§5.5).
extension TrustedMetadata {
    /// What the timestamp says of the snapshot.
    package var snapshotReference: MetadataFile? { timestamp?.snapshot }

    /// Remembers the snapshot of an earlier update, if this root's keys signed it. It may have expired.
    ///
    /// - Throws: ``TUFError`` with `malformedMetadata`, `unsupportedVersion` or `notEnoughSignatures`.
    package mutating func remember(snapshot bytes: [UInt8]) throws(TUFError) {
        let old = try SignedMetadata<Snapshot>(parsing: bytes)
        try root.snapshotAuthority.verify(old, of: .snapshot)
        rememberedSnapshot = (old, bytes)
    }

    /// Takes the snapshot that was remembered, if it is the one the timestamp names.
    ///
    /// - Throws: ``TUFError`` with `notCached`, `wrongContent`, `unsupportedHash`, `wrongVersion` or `expired`.
    package mutating func acceptRememberedSnapshot() throws(TUFError) {
        guard let (remembered, bytes) = rememberedSnapshot else {
            throw TUFError(.notCached, "no snapshot was remembered")
        }
        let reference = try requireReference(snapshotReference, to: .snapshot)
        try reference.verify(bytes, of: ExactName.snapshot.metadataFile)
        try Self.require(reference.version, of: remembered.body.header, .snapshot)
        try requireValid(remembered.body.header, .snapshot)
        snapshot = remembered.body
    }

    /// Takes the snapshot that the timestamp names (§5.5.2 to §5.5.6).
    ///
    /// - Throws: ``TUFError`` with `wrongContent`, `unsupportedHash`, `malformedMetadata`, `unsupportedVersion`,
    ///   `notEnoughSignatures`, `wrongVersion`, `rollback` or `expired`.
    package mutating func accept(snapshot bytes: [UInt8]) throws(TUFError) {
        let reference = try requireReference(snapshotReference, to: .snapshot)
        try reference.verify(bytes, of: ExactName.snapshot.metadataFile)
        let new = try SignedMetadata<Snapshot>(parsing: bytes)
        try root.snapshotAuthority.verify(new, of: .snapshot)
        try Self.require(reference.version, of: new.body.header, .snapshot)
        if let old = rememberedSnapshot?.metadata.body { try Self.requireNoRollback(from: old, to: new.body) }
        try requireValid(new.body.header, .snapshot)
        snapshot = new.body
    }

    /// §5.5.5: no version goes down, and no file is left out.
    private static func requireNoRollback(from old: Snapshot, to new: Snapshot) throws(TUFError) {
        for (name, seen) in old.files {
            guard let file = new.files[name] else {
                throw TUFError(.rollback, "the snapshot leaves out \(name), which was part of it before")
            }
            guard file.version >= seen.version else {
                throw TUFError(
                    .rollback,
                    "the snapshot names version \(file.version) of \(name), and version \(seen.version) was seen before"
                )
            }
        }
    }

    private static func require(_ version: Int64, of header: MetadataHeader, _ role: ExactName) throws(TUFError) {
        guard header.version == version else {
            throw TUFError(
                .wrongVersion,
                "the metadata of \(role) has version \(header.version), and version \(version) is the one that is referred to"
            )
        }
    }
}

/// Targets metadata, top-level and delegated (§5.6).
extension TrustedMetadata {
    /// Root's trust in the role that every search begins with.
    package var topLevelTargets: Delegation {
        Delegation(role: .targets, delegator: .root, authority: root.targetsAuthority, isTerminating: false)
    }

    /// What the snapshot says of a role's metadata.
    ///
    /// - Throws: ``TUFError`` with `unknownRole`.
    package func reference(to role: ExactName) throws(TUFError) -> MetadataFile {
        try requireReference(snapshot?.files[role.metadataFile], to: role)
    }

    /// A role's metadata that was accepted by the same keys before.
    package func targets(of delegation: Delegation) -> Targets? {
        roles[delegation.role]?.accepted.first { $0.authority == delegation.authority }?.targets
    }

    /// The bytes of a role's metadata that was accepted on somebody's word: a snapshot has but one version of it.
    package func bytes(of role: ExactName) -> [UInt8]? { roles[role]?.bytes }

    /// Takes the metadata of a role that this delegation trusts (§5.6.2 to §5.6.5).
    ///
    /// Whatever other roles think of it does not count: who delegates decides by whose keys.
    /// - Throws: ``TUFError`` with `unknownRole`, `wrongContent`, `unsupportedHash`, `malformedMetadata`,
    ///   `unsupportedVersion`, `notEnoughSignatures`, `wrongVersion` or `expired`.
    @discardableResult
    package mutating func accept(
        targets bytes: [UInt8],
        for delegation: Delegation
    ) throws(TUFError) -> Targets {
        let role = delegation.role
        let reference = try reference(to: role)
        try reference.verify(bytes, of: role.metadataFile)
        let new = try SignedMetadata<Targets>(parsing: bytes)
        try delegation.authority.verify(new, of: role)
        try Self.require(reference.version, of: new.body.header, role)
        try requireValid(new.body.header, role)
        if roles[role]?.bytes != bytes { roles[role] = LoadedRole(bytes: bytes, accepted: []) }
        roles[role]?.accepted.append((delegation.authority, new.body))
        return new.body
    }

    /// Versions and expiry dates, once all four roles are there.
    package var state: RepositoryState? {
        guard let timestamp, let snapshot, let targets = targets(of: topLevelTargets) else { return nil }
        return RepositoryState(
            root: .init(root.header),
            timestamp: .init(timestamp.header),
            snapshot: .init(snapshot.header),
            targets: .init(targets.header)
        )
    }

    private func requireReference(_ file: MetadataFile?, to role: ExactName) throws(TUFError) -> MetadataFile {
        guard let file else {
            throw TUFError(
                .unknownRole,
                "the metadata of the role \(role) is not part of the repository's snapshot, and so is not looked at"
            )
        }
        return file
    }
}
