// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
import HTTPTypes
import SystemFiles

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Follows a repository: the client workflow of TUF 1.0.34 (§5), with one fixed time (§5.1).
///
/// Asks for no more than it takes: what the store holds is downloaded again only if the repository names another version.
/// Everything that was verified is stored at once, so that an update that fails halfway, or is killed, is continued by the
/// next. The store is locked meanwhile.
public actor Updater {
    let store: MetadataStore
    private let bootstrapRoot: [UInt8]?
    private let urls: RepositoryURLs
    private let client: WebClient
    private let now: Date
    let limits: UpdaterLimits
    /// nil before a refresh that succeeded.
    private var trusted: TrustedMetadata?
    /// What the store held of each role when it was read.
    private var stored: [ExactName: [UInt8]] = [:]

    /// Prepares an update; nothing is read or asked for yet.
    ///
    /// - Parameters:
    ///   - bootstrapRoot: The root that trust begins with, which came with the program. Without it, that is the stored
    ///     `root.json`, and whoever can write to the folder decides what is trusted.
    ///   - now: The time that nothing may have expired at.
    public init(
        store: MetadataStore,
        bootstrapRoot: [UInt8]?,
        metadataURL: URL,
        targetsURL: URL,
        client: WebClient,
        now: Date,
        limits: UpdaterLimits = .default
    ) {
        (self.store, self.bootstrapRoot, self.client, self.now) = (store, bootstrapRoot, client, now)
        (urls, self.limits) = (RepositoryURLs(metadata: metadataURL, targets: targetsURL), limits)
    }

    /// Versions and expiry dates; nil before a refresh that succeeded.
    public var state: RepositoryState? { trusted?.state }

    /// Brings the top-level metadata up to date, once: later calls do nothing.
    ///
    /// - Throws: ``TUFError``; `CancellationError`. What was verified before stays in the store.
    public func refresh() async throws {
        guard trusted == nil else { return }
        try await store.withLock(.exclusive) {
            guard trusted == nil else { return }
            stored = [:]
            var update = try await updatedRoot()
            try await updateTimestamp(&update)
            try await updateSnapshot(&update)
            _ = try await load(update.topLevelTargets, into: &update)
            trusted = update
        }
    }

    /// What the repository says of a target; nil when it has none of that path.
    ///
    /// Refreshes first if that has not been done.
    /// - Throws: ``TUFError``; `CancellationError`.
    public func targetFile(_ path: String) async throws -> TargetFile? {
        try await refresh()
        guard var update = trusted else { return nil }
        let path = ExactName(path)
        var search = DelegationSearch(
            for: path,
            from: update.topLevelTargets,
            maximumDelegationCount: limits.maximumDelegationCount
        )
        while let delegation = search.next() {
            let targets: Targets
            if let known = update.targets(of: delegation) {
                targets = known
            } else {
                targets = try await store.withLock(.exclusive) { try await load(delegation, into: &update) }
                trusted = update
            }
            if let file = search.look(into: targets, of: delegation.role) { return file }
        }
        return nil
    }

    /// Downloads a target and verifies it; whoever wants to keep it stores it.
    ///
    /// - Throws: ``TUFError`` with `tooLarge`, `unsafePath`, `unavailable`, `wrongContent` or `unsupportedHash`;
    ///   `CancellationError`.
    public func download(_ file: TargetFile) async throws -> [UInt8] {
        guard file.byteCount <= limits.maximumDownloadByteCount else {
            throw TUFError(
                .tooLarge,
                "the target \(ExactName(file.path)) has \(file.byteCount) bytes, more than the"
                    + " \(limits.maximumDownloadByteCount) that are downloaded"
            )
        }
        try await refresh()
        let url = try urls.target(file, usesHash: trusted?.root.usesConsistentSnapshots ?? false)
        let bytes = try await existing(url, maximumByteCount: file.byteCount)
        try file.verify(bytes)
        return bytes
    }
}

/// The steps of the workflow.
extension Updater {
    /// §5.3: the next root, until there is none.
    private func updatedRoot() async throws -> TrustedMetadata {
        var update = try store.trustedRoots(from: bootstrapRoot, expiry: .enforced(at: now), limits)
        stored[.root] = (try? store.metadata(of: .root, limits)) ?? nil
        if let bootstrapRoot { try keepBootstrapRoot(bootstrapRoot) }
        for _ in 0..<limits.maximumRootRotationCount {
            let (version, overflow) = update.root.header.version.addingReportingOverflow(1)
            guard !overflow else { break }
            let url = try urls.metadata(of: .root, version: version)
            guard let bytes = try await download(url, maximumByteCount: limits.maximumRootByteCount) else { break }
            let rotatesOnlineKeys = try update.accept(root: bytes)
            // §5.3.11 has this after the last root was found valid. It comes before the root is stored, for an update that ends
            // here would not notice the rotation again.
            if rotatesOnlineKeys {
                for role in [ExactName.timestamp, .snapshot] { try store.remove(MetadataStore.fileName(of: role)) }
            }
            try store.write(bytes, as: MetadataStore.historyName(version))
            try persist(bytes, as: .root, version: version, update)
        }
        try persistLatestRoot(update)
        try update.requireValidRoot()
        return update
    }

    /// The chain goes on from here when a program with an older root uses the store.
    private func keepBootstrapRoot(_ bytes: [UInt8]) throws {
        let version = try SignedMetadata<Root>(parsing: bytes).body.header.version
        try store.write(bytes, as: MetadataStore.historyName(version))
    }

    /// `root.json` is the last root, also when that was stored already, or came with the program.
    private func persistLatestRoot(_ update: TrustedMetadata) throws {
        let version = update.root.header.version
        let bytes = (try? store.root(version: version, limits)) ?? nil
        guard let bytes else { return }
        try persist(bytes, as: .root, version: version, update)
    }

    /// §5.4.
    private func updateTimestamp(_ update: inout TrustedMetadata) async throws {
        if let bytes = try storedMetadata(of: .timestamp) { try? update.remember(timestamp: bytes) }
        let url = try urls.metadata(of: .timestamp, version: nil)
        let bytes = try await existing(url, maximumByteCount: limits.maximumTimestampByteCount)
        guard try update.accept(timestamp: bytes), let version = update.timestamp?.header.version else { return }
        try persist(bytes, as: .timestamp, version: version, update)
    }

    /// §5.5.
    private func updateSnapshot(_ update: inout TrustedMetadata) async throws {
        if let bytes = try storedMetadata(of: .snapshot), (try? update.remember(snapshot: bytes)) != nil,
            (try? update.acceptRememberedSnapshot()) != nil
        {
            return
        }
        guard let reference = update.snapshotReference else { return }
        let bytes = try await metadata(of: .snapshot, reference, update)
        try update.accept(snapshot: bytes)
        try persist(bytes, as: .snapshot, version: reference.version, update)
    }

    /// §5.6.1 to §5.6.6, for top-level and delegated targets alike.
    private func load(_ delegation: Delegation, into update: inout TrustedMetadata) async throws -> Targets {
        let role = delegation.role
        // Part of this update already, on another role's word: there is nothing else to download.
        if let bytes = update.bytes(of: role) { return try update.accept(targets: bytes, for: delegation) }
        let reference = try update.reference(to: role)
        if let bytes = try storedMetadata(of: role), let targets = try? update.accept(targets: bytes, for: delegation) {
            return targets
        }
        let bytes = try await metadata(of: role, reference, update)
        let targets = try update.accept(targets: bytes, for: delegation)
        try persist(bytes, as: .targets(delegation), version: reference.version, update)
        return targets
    }
}

/// Files, from the store and the network.
extension Updater {
    /// What is stored of a role; nil for whatever cannot be used.
    ///
    /// What cannot be read for want of memory or descriptors, say, is an error: without it an older version would be accepted.
    private func storedMetadata(of role: ExactName) throws(TUFError) -> [UInt8]? {
        var bytes: [UInt8]?
        do throws(TUFError) {
            bytes = try store.metadata(of: role, limits)
        } catch {
            guard let cause = error.cause as? SystemFileError, cause.isDamage else { throw error }
        }
        stored[role] = bytes
        return bytes
    }

    /// Stores metadata that was verified, unless another process has stored newer meanwhile: not every file system has locks.
    private func persist(
        _ bytes: [UInt8],
        as role: StoredRole,
        version: Int64,
        _ update: TrustedMetadata
    ) throws(TUFError) {
        if let current = (try? store.metadata(of: role.name, limits)) ?? nil, isNews(current, of: role),
            let currentVersion = update.authenticVersion(of: current, as: role), currentVersion > version
        {
            return
        }
        try store.write(bytes, as: MetadataStore.fileName(of: role.name))
        stored[role.name] = bytes
    }

    /// Whether metadata in the store is not what this update read there. The chain of roots decides what the last one is; only
    /// where it begins with the stored root, nobody replaces a newer one.
    private func isNews(_ current: [UInt8], of role: StoredRole) -> Bool {
        if case .root = role { bootstrapRoot == nil } else { current != stored[role.name] }
    }

    /// Downloads metadata that signed metadata refers to.
    private func metadata(
        of role: ExactName,
        _ reference: MetadataFile,
        _ update: TrustedMetadata
    ) async throws -> [UInt8] {
        let limit = limits.maximumByteCount(of: role)
        if let byteCount = reference.byteCount, byteCount > limit {
            throw TUFError(
                .tooLarge,
                "the metadata of \(role) has \(byteCount) bytes, more than the \(limit) that are downloaded"
            )
        }
        let version = update.root.usesConsistentSnapshots ? reference.version : nil
        let url = try urls.metadata(of: role, version: version)
        return try await existing(url, maximumByteCount: reference.byteCount ?? limit)
    }

    /// Downloads a file that must be there.
    private func existing(_ url: URL, maximumByteCount: Int) async throws -> [UInt8] {
        guard let bytes = try await download(url, maximumByteCount: maximumByteCount) else {
            throw TUFError(.unavailable, "the repository has no '\(url.absoluteString)', which its metadata refers to")
        }
        return bytes
    }

    /// Statuses by which servers say that they have no such file. File stores that do not let strangers list files say 403.
    private static let absentStatuses = [403, 404]

    /// Downloads a file; nil when there is none.
    private func download(_ url: URL, maximumByteCount: Int) async throws -> [UInt8]? {
        let reply: Reply
        do {
            reply = try await client.send(.get(url, maximumByteCount: maximumByteCount))
        } catch let error as CancellationError {
            throw error
        } catch {
            let isTooLong = (error as? TransportError)?.code == .tooLong
            throw TUFError(
                isTooLong ? .tooLarge : .unavailable,
                "'\(url.absoluteString)' could not be downloaded",
                cause: error
            )
        }
        if Self.absentStatuses.contains(reply.status.code) { return nil }
        guard reply.status.code == 200 else {
            throw TUFError(
                .unavailable,
                "'\(url.absoluteString)' could not be downloaded: the server answered with \(reply.status.code)"
            )
        }
        return reply.body
    }
}
