// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import SigstoreClient
import TUF
import TestServices
import Testing

@Suite struct TrustSourceTests {
    private let scene: TrustScene

    init() throws { scene = try TrustScene() }

    /// What a first refresh asks for.
    private static func first(_ repository: TestTUFRepository) -> [String] {
        ["2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"]
            + repository.files.keys.filter { $0.hasPrefix("targets/") && $0.hasSuffix("trusted_root.json") }
            + repository.files.keys.filter { $0.hasPrefix("targets/") && $0.hasSuffix("signing_config.v0.2.json") }
    }

    @Test func `asks for each file once when nothing is cached, and for none when all was just refreshed`() async throws
    {
        let trust = try await scene.source.current(with: scene.client)
        #expect(scene.transport.takeRequests() == Self.first(scene.repository))
        #expect(trust.warnings.isEmpty)
        #expect(try trust.signingConfig() != nil)
        let again = try await scene.source.current(with: scene.client)
        #expect(scene.transport.takeRequests() == [])
        #expect(again.warnings.isEmpty)
        guard case .repository(let state, let refreshed) = again.origin else {
            Issue.record("not from the cache"); return
        }
        #expect(state.root.version == 1 && refreshed == scene.now)
    }

    @Test func `asks again after a day, and then only what the specification needs`() async throws {
        _ = try await scene.source.current(with: scene.client)
        _ = scene.transport.takeRequests()
        scene.move(by: .day - 1)
        _ = try await scene.source.current(with: scene.client)
        #expect(scene.transport.takeRequests() == [])
        scene.move(by: 1)
        _ = try await scene.source.current(with: scene.client)
        #expect(scene.transport.takeRequests() == ["2.root.json", "timestamp.json"])
        _ = try await scene.source.current(with: scene.client)
        #expect(scene.transport.takeRequests() == [])
    }

    @Test func `a clock that was set back is no reason to believe that a cache is recent`() async throws {
        _ = try await scene.source.current(with: scene.client)
        _ = scene.transport.takeRequests()
        scene.move(by: -1)
        _ = try await scene.source.current(with: scene.client)
        #expect(scene.transport.takeRequests() == ["2.root.json", "timestamp.json"])
    }

    @Test func `brings a new root and what it signs`() async throws {
        var repository = try TrustScene.repository()
        let scene = try TrustScene(repository)
        _ = try await scene.source.current(with: scene.client)
        _ = scene.transport.takeRequests()
        repository.rotateKeys(of: "root")
        repository.rotateKeys(of: "timestamp")
        try repository.publish("root", "timestamp")
        scene.transport.serve(repository)
        scene.move(by: .day)
        let trust = try await scene.source.current(with: scene.client)
        #expect(scene.transport.takeRequests().prefix(3) == ["2.root.json", "3.root.json", "timestamp.json"])
        guard case .repository(let state, _) = trust.origin else { Issue.record("not from the repository"); return }
        #expect(state.root.version == 2)
        // The chain from the first root is verified from the cache alone.
        guard case .repository(let cached, _) = try await scene.source.offline().origin else {
            Issue.record("not from the cache")
            return
        }
        #expect(cached.root.version == 2)
    }

    @Test func `when asking fails, uses the cache and says so while that is valid, and fails afterwards`() async throws
    {
        _ = try await scene.source.current(with: scene.client)
        scene.transport.fail(503)
        scene.move(by: 6 * .day)
        let trust = try await scene.source.current(with: scene.client)
        guard case .refreshFailed(let error)? = trust.warnings.first else { Issue.record("no warning"); return }
        #expect((error as? SigstoreClientError)?.code == .refreshFailed)
        scene.move(by: 2 * .day)
        await expect(.refreshFailed) { try await scene.source.current(with: scene.client) }
    }

    @Test func `refreshing on purpose fails when asking does`() async throws {
        _ = try await scene.source.current(with: scene.client)
        scene.transport.fail(503)
        await expect(.refreshFailed) { try await scene.source.refresh(with: scene.client) }
    }

    @Test func `without a cache, a failure is a failure`() async throws {
        scene.transport.fail(404)
        await expect(.refreshFailed) { try await scene.source.current(with: scene.client) }
    }

    @Test func `never goes back to an older repository`() async throws {
        var repository = try TrustScene.repository()
        let old = repository
        try repository.publish()
        let scene = try TrustScene(repository)
        _ = try await scene.source.current(with: scene.client)
        scene.transport.serve(old)
        scene.move(by: .day)
        let trust = try await scene.source.current(with: scene.client)
        guard case .refreshFailed? = trust.warnings.first, case .repository(let state, _) = trust.origin else {
            Issue.record("no warning")
            return
        }
        #expect(state.timestamp.version == 2)
        let cause = await #expect(throws: SigstoreClientError.self) {
            try await scene.source.refresh(with: scene.client)
        }
        #expect((cause?.cause as? TUFError)?.code == .rollback)
    }

    @Test func `offline, asks nobody, and warns when the cache has expired`() async throws {
        _ = try await scene.source.current(with: scene.client)
        _ = scene.transport.takeRequests()
        scene.move(by: 6 * .day)
        #expect(try await scene.source.offline().warnings.isEmpty)
        scene.move(by: 2 * .day)
        let trust = try await scene.source.offline()
        guard case .expired(_, let refreshed)? = trust.warnings.first else { Issue.record("no warning"); return }
        #expect(refreshed == TestTUFRepository.now)
        #expect(trust.warnings.first.map { "\($0)".contains("trust update") } == true)
        #expect(scene.transport.takeRequests() == [])
    }

    @Test func `offline, without a cache, uses what the program carries and warns how old that is`() async throws {
        for instance in [SigstoreInstance.production, .staging] {
            let trust = try await scene.source(of: instance).offline()
            guard case .program(let date) = trust.origin, case .neverRefreshed? = trust.warnings.first else {
                Issue.record("not what the program carries")
                return
            }
            #expect(trust.warnings.first.map { "\($0)".contains(date.formatted(.iso8601).prefix(10)) } == true)
            #expect(try trust.signingConfig()?.certificateAuthorities.isEmpty == false)
        }
        await expect(.nothingCached) { try await scene.source.offline() }
    }

    @Test func `offline, prefers what the program carries to the cache of an older root`() async throws {
        let source = scene.source(of: .production)
        let cache = try #require(source.cacheFolder)
        try FileManager.default.createDirectory(
            atPath: cache,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try Data(TrustScene.repository().root(1)).write(to: URL(filePath: "\(cache)/root.json"))
        try Data("2025-01-01T00:00:00Z".utf8).write(to: URL(filePath: "\(cache)/refreshed"))
        guard case .program = try await source.offline().origin else { Issue.record("the cache was used"); return }
    }

    @Test func `a file of the cache that was altered is never used, and is had again when somebody may be asked`()
        async throws
    {
        _ = try await scene.source.current(with: scene.client)
        let files = try scene.cachedFiles().filter {
            $0.hasSuffix(".json") && !$0.contains("root") || $0.contains("trusted_root")
        }
        #expect(files.count == 5)
        for file in files {
            let good = try Data(contentsOf: URL(filePath: file))
            var bad = good
            let place = try #require(bad.firstRange(of: Data("e".utf8))?.lowerBound)
            bad[place] = UInt8(ascii: "f")
            try bad.write(to: URL(filePath: file))
            await expect(.unusableCache) { try await scene.source.offline() }
            _ = scene.transport.takeRequests()
            let trust = try await scene.source.current(with: scene.client)
            #expect(trust.warnings.isEmpty)
            #expect(!scene.transport.takeRequests().isEmpty)
            #expect(try Data(contentsOf: URL(filePath: file)) == good, "\(file)")
        }
        _ = try await scene.source.offline()
    }

    @Test func `the cache is this user's alone`() async throws {
        _ = try await scene.source.current(with: scene.client)
        let cache = try #require(scene.source.cacheFolder)
        for path in [cache, scene.folders.cache] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: cache)
        #expect(await scene.source.recent() == nil)
        await expect(.unusableFolder) { try await scene.source.current(with: scene.client) }
        await expect(.unusableCache) { try await scene.source.offline() }
    }

    @Test func `a repository without a trusted root is none of a Sigstore instance`() async throws {
        var repository = TestTUFRepository()
        repository.add("something", [1])
        try repository.publish()
        let scene = try TrustScene(repository)
        await expect(.unusableTrustedRoot) { try await scene.source.current(with: scene.client) }
    }

    @Test func `without folders only what needs none works`() async throws {
        let source = TrustSource(.production, folders: nil) { TestTUFRepository.now }
        _ = try await source.offline()
        await expect(.unusableFolder) { try await source.current(with: scene.client) }
        #expect(scene.transport.takeRequests() == [])
    }

    private func expect(
        _ code: SigstoreClientError.Code,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> InstanceTrust
    ) async {
        let error = await #expect(throws: SigstoreClientError.self, sourceLocation: sourceLocation) { try await body() }
        #expect(error?.code == code, sourceLocation: sourceLocation)
    }
}
