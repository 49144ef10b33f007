// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TUF
import TestServices
import TestSupport

/// A repository, a store in a folder, and updaters between them.
struct Bench: Sendable {
    static let now = TestTUFRepository.now
    static let target = "folder/a file.txt"
    static let content = Array("content\n".utf8)

    let transport = RepositoryTransport()
    let folder: TemporaryFolder
    let store: MetadataStore
    let bootstrapRoot: [UInt8]?

    init(_ repository: TestTUFRepository, hasBootstrapRoot: Bool = true, limits: UpdaterLimits = .default) throws {
        folder = try TemporaryFolder()
        store = MetadataStore(folder: folder.url.appending(path: "store"))
        bootstrapRoot = hasBootstrapRoot ? repository.root(1) : nil
        transport.serve(repository)
    }

    func updater(
        at now: Date = Self.now,
        store: MetadataStore? = nil,
        limits: UpdaterLimits = .default
    ) -> Updater {
        let base = URL(string: "https://\(RepositoryTransport.host)") ?? folder.url
        return Updater(
            store: store ?? self.store,
            bootstrapRoot: bootstrapRoot,
            metadataURL: base,
            targetsURL: base.appending(path: "targets"),
            client: WebClient(transport, retries: .none),
            now: now,
            limits: limits
        )
    }

    /// Refreshes, and tells what was asked for.
    @discardableResult
    func refresh(at now: Date = Self.now, limits: UpdaterLimits = .default) async throws -> [String] {
        _ = transport.takeRequests()
        try await updater(at: now, limits: limits).refresh()
        return transport.takeRequests()
    }

    func cached(_ expiry: CachedRepository.Expiry = .enforced(at: Self.now)) async throws -> CachedRepository {
        try await CachedRepository.load(from: store, bootstrapRoot: bootstrapRoot, expiry: expiry)
    }

    /// The bytes of a file of the store; nil when there is none.
    func stored(_ name: String) -> [UInt8]? { (try? Data(contentsOf: url(name))).map(Array.init) }

    func url(_ name: String) -> URL { folder.url.appending(path: "store/\(name)") }

    func put(_ bytes: [UInt8], as name: String) throws {
        try FileManager.default.createDirectory(
            at: url(name).deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try Data(bytes).write(to: url(name))
    }

    /// A repository with a target, published once.
    static func repository(_ change: (inout TestTUFRepository) throws -> Void = { _ in }) throws -> TestTUFRepository {
        var repository = TestTUFRepository()
        repository.add(target, content)
        try change(&repository)
        try repository.publish()
        return repository
    }
}

/// The code of the error that is thrown; nil when there is none, or it is of another type.
func code(_ body: () throws -> some Any) -> TUFError.Code? {
    do { _ = try body() } catch { return (error as? TUFError)?.code }
    return nil
}

/// The code of the error that is thrown; nil when there is none, or it is of another type.
func code(_ body: () async throws -> some Any) async -> TUFError.Code? {
    do { _ = try await body() } catch { return (error as? TUFError)?.code }
    return nil
}

extension TrustedMetadata {
    /// Takes all that a repository has published last, after its roots.
    static func taking(
        _ repository: TestTUFRepository,
        expiry: CachedRepository.Expiry = .enforced(at: Bench.now)
    ) throws -> TrustedMetadata {
        var trusted = try TrustedMetadata(root: repository.root(1), expiry: expiry)
        for version in 1..<repository["root"].version { try trusted.accept(root: repository.root(version + 1)) }
        try trusted.requireValidRoot()
        _ = try trusted.accept(timestamp: repository.latest("timestamp"))
        try trusted.accept(snapshot: repository.latest("snapshot"))
        try trusted.accept(targets: repository.latest("targets"), for: trusted.topLevelTargets)
        return trusted
    }
}
