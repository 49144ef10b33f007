// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a store holds of a repository, all of it verified anew, without any network.
public struct CachedRepository: Sendable {
    /// What becomes of metadata that is no longer valid.
    public enum Expiry: Sendable, Hashable {
        /// It is an error when it has expired at a date.
        case enforced(at: Date)
        /// It is used, and ``CachedRepository/state`` tells its age: for whoever works offline and warns.
        case reported
    }

    /// Versions and expiry dates.
    public let state: RepositoryState
    private let store: MetadataStore
    private let trusted: TrustedMetadata
    private let limits: UpdaterLimits

    /// Verifies what is stored, from the first root on.
    ///
    /// - Parameter bootstrapRoot: The root that trust begins with; without it, the stored `root.json`.
    /// - Throws: ``TUFError``: `notCached` when something is missing, `expired`, `locked`, `unusableStore`, and what else is wrong
    ///   with what is stored.
    public static func load(
        from store: MetadataStore,
        bootstrapRoot: [UInt8]?,
        expiry: Expiry,
        limits: UpdaterLimits = .default
    ) async throws -> CachedRepository {
        try await store.withLock(.shared) {
            try CachedRepository(store, bootstrapRoot: bootstrapRoot, expiry: expiry, limits)
        }
    }

    private init(
        _ store: MetadataStore,
        bootstrapRoot: [UInt8]?,
        expiry: Expiry,
        _ limits: UpdaterLimits
    ) throws(TUFError) {
        func stored(_ role: ExactName) throws(TUFError) -> [UInt8] {
            guard let bytes = try store.metadata(of: role, limits) else {
                throw TUFError(.notCached, "there is no metadata of \(role) in the store in '\(store.path)'")
            }
            return bytes
        }
        var trusted = try store.trustedRoots(from: bootstrapRoot, expiry: expiry, limits)
        // Going on from an older root than one that was seen could mean trusting keys that were taken out since.
        if let last = (try? store.metadata(of: .root, limits)) ?? nil,
            let seen = trusted.authenticVersion(of: last, as: .root),
            seen > trusted.root.header.version
        {
            throw TUFError(
                .notCached,
                "the store in '\(store.path)' has seen version \(seen) of the root, and lacks what leads there from version"
                    + " \(trusted.root.header.version)"
            )
        }
        try trusted.requireValidRoot()
        try trusted.remember(timestamp: stored(.timestamp))
        try trusted.acceptRememberedTimestamp()
        try trusted.remember(snapshot: stored(.snapshot))
        try trusted.acceptRememberedSnapshot()
        try trusted.accept(targets: stored(.targets), for: trusted.topLevelTargets)
        guard let state = trusted.state else {
            throw TUFError(.notCached, "the store in '\(store.path)' lacks top-level metadata")
        }
        (self.state, self.store, self.trusted, self.limits) = (state, store, trusted, limits)
    }

    /// What the repository says of a target; nil when it has none of that path.
    ///
    /// - Throws: ``TUFError``: `notCached` when it takes a role whose metadata was never downloaded, and what else is wrong with
    ///   what is stored.
    public func targetFile(_ path: String) throws(TUFError) -> TargetFile? {
        var trusted = trusted
        var search = DelegationSearch(
            for: ExactName(path),
            from: trusted.topLevelTargets,
            maximumDelegationCount: limits.maximumDelegationCount
        )
        while let delegation = search.next() {
            let targets = try targets(of: delegation, in: &trusted)
            if let file = search.look(into: targets, of: delegation.role) { return file }
        }
        return nil
    }

    private func targets(of delegation: Delegation, in trusted: inout TrustedMetadata) throws(TUFError) -> Targets {
        if let targets = trusted.targets(of: delegation) { return targets }
        guard let bytes = try store.metadata(of: delegation.role, limits) else {
            throw TUFError(
                .notCached,
                "there is no metadata of the role \(delegation.role) in the store in '\(store.path)'"
            )
        }
        return try trusted.accept(targets: bytes, for: delegation)
    }

    /// The stored bytes of a target, verified.
    ///
    /// - Throws: ``TUFError`` with `notCached` when they are not there, or are others than metadata describes.
    public func targetBytes(of file: TargetFile) throws(TUFError) -> [UInt8] {
        guard let bytes = store.targetBytes(of: file) else {
            throw TUFError(
                .notCached,
                "the target \(ExactName(file.path)) is not in the store in '\(store.path)', or is not the one that signed"
                    + " metadata describes"
            )
        }
        return bytes
    }
}
