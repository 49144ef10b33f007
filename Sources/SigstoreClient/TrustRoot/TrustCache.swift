// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import SigstoreBundle
import StrictJSON
import SystemFiles
import TUF

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What was downloaded of an instance's TUF repository, in a folder of this user's.
struct TrustCache: Sendable {
    let folder: String
    let instance: SigstoreInstance
    private let store: MetadataStore

    private enum Target {
        static let trustedRoot = "trusted_root.json"
        static let signingConfig = "signing_config.v0.2.json"
    }

    /// For other processes, which refresh within seconds.
    private static let lockWait: Duration = .seconds(20)

    init(folder: String, instance: SigstoreInstance) {
        (self.folder, self.instance) = (folder, instance)
        store = MetadataStore(folder: URL(filePath: folder), lockWait: Self.lockWait)
    }

    /// Verifies what is there, from the instance's first root on.
    func load(_ expiry: CachedRepository.Expiry) async throws -> InstanceTrust {
        guard try PrivateFolder.open(existingAt: folder) != nil else {
            throw SigstoreClientError(.nothingCached, "there is no folder '\(folder)'")
        }
        let repository = try await CachedRepository.load(from: store, bootstrapRoot: instance.root, expiry: expiry)
        func bytes(of path: String) throws -> [UInt8]? {
            try repository.targetFile(path).map { try repository.targetBytes(of: $0) }
        }
        return try trust(
            trustedRoot: bytes(of: Target.trustedRoot),
            signingConfig: bytes(of: Target.signingConfig),
            state: repository.state,
            refreshed: lastRefresh
        )
    }

    /// Asks the repository, and keeps what it says.
    func refresh(with client: WebClient, at now: Date) async throws -> InstanceTrust {
        do throws(SystemFileError) {
            _ = try PrivateFolder.open(madeAt: folder)
        } catch {
            throw SigstoreClientError(.unusableFolder, "trust roots cannot be kept", cause: error)
        }
        do {
            var trust = try await update(with: client, at: now)
            // Another process may have stored an older state's files over these meanwhile: then they are had again.
            if (try? await load(.enforced(at: now))) == nil { trust = try await update(with: client, at: now) }
            try note(refreshed: now)
            return trust
        } catch let error as SigstoreClientError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw SigstoreClientError(
                .refreshFailed,
                "the trust root of '\(instance.name)' could not be refreshed",
                cause: error
            )
        }
    }

    private func update(with client: WebClient, at now: Date) async throws -> InstanceTrust {
        let updater = Updater(
            store: store,
            bootstrapRoot: instance.root,
            metadataURL: instance.repository,
            targetsURL: instance.repository.appending(path: "targets"),
            client: client,
            now: now
        )
        try await updater.refresh()
        let trustedRoot = try await bytes(of: Target.trustedRoot, from: updater)
        let signingConfig = try await bytes(of: Target.signingConfig, from: updater)
        guard let state = await updater.state else {
            throw TUFError(.notCached, "the repository was refreshed, and its state is not known")
        }
        return try trust(trustedRoot: trustedRoot, signingConfig: signingConfig, state: state, refreshed: now)
    }

    private func bytes(of path: String, from updater: Updater) async throws -> [UInt8]? {
        guard let file = try await updater.targetFile(path) else { return nil }
        if let stored = store.targetBytes(of: file) { return stored }
        let bytes = try await updater.download(file)
        try store.storeTarget(bytes, of: file)
        return bytes
    }

    private func trust(
        trustedRoot: [UInt8]?,
        signingConfig: [UInt8]?,
        state: RepositoryState,
        refreshed: Date?
    ) throws(SigstoreClientError) -> InstanceTrust {
        guard let trustedRoot else {
            throw SigstoreClientError(
                .unusableTrustedRoot,
                "the repository of '\(instance.name)' has no \(Target.trustedRoot): it is not one of a Sigstore instance"
            )
        }
        let root: TrustedRoot
        do throws(TrustedRootError) {
            root = try TrustedRoot(parsing: trustedRoot)
        } catch {
            throw SigstoreClientError(
                .unusableTrustedRoot,
                "the \(Target.trustedRoot) of '\(instance.name)' cannot be read: a newer version of this program may do",
                cause: error
            )
        }
        return InstanceTrust(
            instance,
            trustedRoot: root,
            signingConfig: signingConfig,
            origin: .repository(state, refreshed: refreshed)
        )
    }
}

/// When the repository was last asked: it decides only whether it is asked again, and nothing of what is believed.
extension TrustCache {
    private static let noteName = "refreshed"
    private static let maximumNoteByteCount = 64

    private var notePath: String { "\(folder)/\(Self.noteName)" }

    /// nil when nobody noted it, or not so that it can be read.
    var lastRefresh: Date? {
        guard let bytes = try? SmallFile.read(notePath, maximumByteCount: Self.maximumNoteByteCount) else { return nil }
        return Date(protobufTimestamp: String(decoding: bytes, as: UTF8.self))
    }

    private func note(refreshed date: Date) throws {
        try SmallFile.replace(notePath, with: Array(date.ISO8601Format().utf8), readers: .owner, durably: false)
    }

    /// Whether the cache continues from the root that came with the program: otherwise the program is newer.
    var isOfProgramsRoot: Bool {
        get throws { store.hasSeenRoot(version: try TrustedMetadata(root: instance.root).root.header.version) }
    }

    /// Whether a refresh ever got as far as learning what the targets are. What the program carries may be older than those.
    var hasSeenTargets: Bool { FileStream.exists("\(folder)/targets.json") }
}
