// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing
import SystemFiles

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Lists and hashes a model: everything that comes before a signature.
public struct ModelHasher: Sendable {
    private let options: HashingOptions

    /// Creates a hasher.
    public init(_ options: HashingOptions = HashingOptions()) { self.options = options }

    /// Makes the manifest of the model at `model`, a folder or a file (OMS v1.0 §6.1 to §6.5).
    ///
    /// - Parameters:
    ///   - model: A folder or a single file.
    ///   - excluded: Files that are not part of the model, such as its signature, there or not.
    ///   - progress: Called from a hashing thread about ten times a second.
    /// - Throws: ``ModelSigningError`` with `noModel`, `emptyModel`, `unsignableEntry`, `unreadableFile`,
    ///   `changedWhileHashing` or `invalidParameter`; `CancellationError`.
    public func hash(
        modelAt model: URL,
        excluding excluded: [URL] = [],
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> HashedModel {
        if case .shards(let byteCount) = options.method, byteCount <= 0 {
            throw ModelSigningError(.invalidParameter, "a shard must have at least one byte, not \(byteCount)")
        }
        if let pattern = options.ignoredPaths.first(where: { IgnorePath.isPattern($0.path) }) {
            throw ModelSigningError(
                .invalidIgnorePath,
                "the path to ignore '\(pattern)' is a pattern: name each file or folder itself (OMS v1.0 §6.2.1)"
            )
        }
        let location = try ModelLocation(model)
        if let name = location.fileName, options.ignoredPaths.contains(name) {
            throw ModelSigningError(.emptyModel, "'\(name)' is the model and cannot be left out of it")
        }
        var rules = ExclusionRules(options.ignoredPaths, ignoringGitPaths: options.ignoresGitPaths)
        rules.insert(recorded: excluded.compactMap { location.name(of: $0)?.path })
        let listing = try await OwnThread.run { [rules, options] in
            try ModelFiles(of: location, excluding: rules, links: options.symbolicLinks, cancellation: $0)
        }
        try Self.requireSignable(listing, in: location)
        try requireFewShards(listing)

        var requests: [HashingRequest] = []
        var targets: [(name: ResourceName, range: Range<Int64>?)] = []
        var notCovered: [String] = []
        for file in listing.files {
            let ranges = Self.ranges(of: file, options.method)
            if ranges.isEmpty { notCovered.append(file.name.path) }
            for range in ranges {
                requests.append(HashingRequest(path: file.path, state: file.state, range: range))
                targets.append((file.name, range))
            }
        }
        let hasher = FileHasher(algorithm: options.hashAlgorithm, threadCount: options.threadCount)
        let outcome = try await RememberingHasher(hasher, options.cache, shardByteCount: options.method.shardByteCount)
            .digests(of: requests, in: location.root, progress: progress)
        let resources = try zip(targets, outcome.digests).map { target, outcome in
            Resource(name: target.name, byteRange: target.range, digest: try Self.digest(outcome))
        }
        guard !resources.isEmpty else {
            throw ModelSigningError(.emptyModel, "'\(location.name)' has no content to sign: every file is empty")
        }
        return HashedModel(
            manifest: try Manifest(
                modelName: location.name,
                resources: resources,
                serialization: Serialization(
                    method: options.method,
                    hashAlgorithm: options.hashAlgorithm,
                    symbolicLinks: options.symbolicLinks,
                    ignoredPaths: location.fileName == nil ? rules.recorded : []
                )
            ),
            fileCount: listing.files.count,
            byteCount: requests.totalByteCount,
            notCovered: notCovered,
            unread: UnreadContent(outcome, of: requests)
        )
    }

    /// The byte ranges to hash: one `nil` for a whole file, none for a file that shards cannot cover.
    private static func ranges(of file: ModelFile, _ method: Serialization.Method) -> [Range<Int64>?] {
        switch method {
        case .files: [nil]
        case .shards(let size): ShardPlan.ranges(byteCount: file.state.byteCount, shardByteCount: size)
        }
    }

    /// Before they are listed: sparse files can claim any size.
    private func requireFewShards(_ listing: ModelFiles) throws(ModelSigningError) {
        guard case .shards(let size) = options.method else { return }
        var rest = ShardPlan.maximumCount
        for file in listing.files {
            rest -= min(rest + 1, ShardPlan.count(byteCount: file.state.byteCount, shardByteCount: size))
            guard rest >= 0 else {
                throw ModelSigningError(
                    .invalidParameter,
                    "shards of \(size) bytes would be more than \(ShardPlan.maximumCount): make them larger"
                )
            }
        }
    }

    private static func requireSignable(
        _ listing: ModelFiles,
        in location: ModelLocation
    ) throws(ModelSigningError) {
        if let first = listing.unsignable.first {
            let others = listing.unsignable.count - 1
            throw ModelSigningError(
                .unsignableEntry,
                "the model cannot be signed: \(first)\(others > 0 ? " (and \(others) more like it)" : "")"
                    + (first.reason == .symbolicLink && location.fileName != nil ? "; name the file it leads to" : "")
            )
        }
        guard !listing.files.isEmpty else {
            throw ModelSigningError(
                .emptyModel,
                "'\(location.name)' holds no file to sign (OMS v1.0 §6.1): check the path and the ignored paths"
            )
        }
    }

    private static func digest(
        _ outcome: Result<ContentDigest, ContentHashingError>
    ) throws(ModelSigningError) -> ContentDigest {
        do {
            return try outcome.get()
        } catch {
            throw ModelSigningError(
                error.code == .changedWhileHashing ? .changedWhileHashing : .unreadableFile,
                "the model cannot be signed",
                cause: error
            )
        }
    }
}

extension ModelLocation {
    /// The name that the file at `url` has in the model; `nil` when it is outside.
    func name(of url: URL) -> ResourceName? {
        IgnorePath.entry(at: url.path(percentEncoded: false), in: self)
    }
}
