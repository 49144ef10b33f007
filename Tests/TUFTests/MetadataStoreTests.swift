// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import SystemFiles
import TUF
import TestServices
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct MetadataStoreTests {
    @Test func `makes its folders for this user alone`() async throws {
        let bench = try Bench(Bench.repository())
        try await bench.refresh()
        for name in ["", "root_history"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: bench.url(name).path(percentEncoded: false)
            )
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
        let attributes = try FileManager.default.attributesOfItem(
            atPath: bench.url("root.json").path(percentEncoded: false)
        )
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `begins with a root that is signed by its own keys`() async throws {
        let repository = try Bench.repository()
        let bench = try Bench(repository, hasBootstrapRoot: false)
        #expect(await code { try await bench.store.initialize(root: []) } == .malformedMetadata)
        let unsigned = try Bench.repository { $0["root"].signers = [] }
        #expect(await code { try await bench.store.initialize(root: unsigned.root(1)) } == .notEnoughSignatures)
        #expect(await code { try await bench.refresh() } == .notCached)
        #expect(bench.transport.takeRequests() == [])
        try await bench.store.initialize(root: repository.root(1))
        try bench.put(Array("{}".utf8), as: "root.json")
        #expect(await code { try await bench.refresh() } == .malformedMetadata)
        #expect(bench.transport.takeRequests() == [])
    }

    @Test(arguments: ["timestamp.json", "snapshot.json", "targets.json", "root.json", "root_history/1.root.json"])
    func `a link in place of a file is replaced, not followed`(_ name: String) async throws {
        let repository = try Bench.repository()
        let bench = try Bench(repository)
        try await bench.refresh()
        let bytes = try #require(bench.stored(name))
        let elsewhere = bench.folder.url.appending(path: "elsewhere")
        try Data(bytes).write(to: elsewhere)
        try FileManager.default.removeItem(at: bench.url(name))
        try FileManager.default.createSymbolicLink(at: bench.url(name), withDestinationURL: elsewhere)
        if name.contains("stamp") || name.contains("snapshot") || name.contains("targets") {
            #expect(await code { try await bench.cached() } == .unusableStore)
        }
        try await bench.refresh()
        _ = try await bench.cached()
        #expect(try Data(contentsOf: elsewhere) == Data(bytes))
        let type = try FileManager.default.attributesOfItem(atPath: bench.url(name).path(percentEncoded: false))[.type]
        #expect(type as? FileAttributeType == .typeRegular)
    }

    @Test func `a pipe in place of a file makes nobody wait`() async throws {
        let repository = try Bench.repository()
        let bench = try Bench(repository)
        try await bench.refresh()
        try FileManager.default.removeItem(at: bench.url("timestamp.json"))
        #expect(mkfifo(bench.url("timestamp.json").path(percentEncoded: false), 0o600) == 0)
        #expect(await code { try await bench.cached() } == .unusableStore)
        try await bench.refresh()
        #expect(bench.stored("timestamp.json") == repository.latest("timestamp"))
    }

    @Test func `a folder in place of a file is said`() async throws {
        let bench = try Bench(Bench.repository())
        try await bench.refresh()
        try FileManager.default.removeItem(at: bench.url("timestamp.json"))
        try FileManager.default.createDirectory(at: bench.url("timestamp.json"), withIntermediateDirectories: false)
        #expect(await code { try await bench.cached() } == .unusableStore)
        #expect(await code { try await bench.refresh() } == .unusableStore)
    }

    @Test func `a link in place of the history leads nowhere`() async throws {
        let bench = try Bench(Bench.repository())
        let elsewhere = bench.folder.url.appending(path: "elsewhere")
        try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
        try bench.put([], as: "x")
        try FileManager.default.createSymbolicLink(at: bench.url("root_history"), withDestinationURL: elsewhere)
        #expect(await code { try await bench.refresh() } == .unusableStore)
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path(percentEncoded: false)) == [])
    }

    @Test func `a folder that others may write to is not used`() async throws {
        let bench = try Bench(Bench.repository())
        try bench.put([], as: "x")
        let path = bench.url("").path(percentEncoded: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
        #expect(await code { try await bench.refresh() } == .unusableStore)
        #expect(bench.transport.takeRequests() == [])
    }

    @Test func `a URL that is no folder's is an error`() async throws {
        let bench = try Bench(Bench.repository())
        let file = bench.folder.url.appending(path: "file")
        try Data().write(to: file)
        let store = MetadataStore(folder: file)
        #expect(await code { try await bench.updater(store: store).refresh() } == .unusableStore)
    }

    @Test func `one holds the lock, and the other gives up in time`() async throws {
        let bench = try Bench(Bench.repository())
        try await bench.refresh()
        let clock = CountingClock()
        let other = MetadataStore(folder: bench.store.folder, lockWait: .seconds(3), clock: clock)
        try await bench.store.withLock(.exclusive) {
            #expect(await code { try await bench.updater(store: other).refresh() } == .locked)
            #expect(
                await code {
                    try await CachedRepository.load(from: other, bootstrapRoot: bench.bootstrapRoot, expiry: .reported)
                } == .locked
            )
        }
        #expect(clock.slept == .seconds(6))
        try await bench.store.withLock(.shared) {
            _ = try await CachedRepository.load(from: other, bootstrapRoot: bench.bootstrapRoot, expiry: .reported)
            #expect(await code { try await bench.updater(store: other).refresh() } == .locked)
        }
        try await bench.updater(store: other).refresh()
    }

    @Test func `updates of one store take turns`() async throws {
        var repository = try Bench.repository()
        let bench = try Bench(repository)
        for _ in 0..<3 { try repository.publish("root", "targets", "snapshot", "timestamp") }
        bench.transport.serve(repository)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await bench.updater().refresh() } }
            try await group.waitForAll()
        }
        #expect(bench.transport.takeRequests().filter { $0 == "2.root.json" }.count == 1)
        #expect(try await bench.cached().state.targets.version == repository["targets"].version)
    }

    @Test func `a lock is let go when what it is held for fails`() async throws {
        let bench = try Bench(Bench.repository())
        bench.transport.answer(500, to: "timestamp.json")
        #expect(await code { try await bench.refresh() } == .unavailable)
        bench.transport.answer(nil, to: "timestamp.json")
        try await bench.refresh()
    }
}

/// A clock whose sleeps take no time, and are counted.
final class CountingClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private let start = ContinuousClock.now
    private let total = Mutex(Duration.zero)

    var slept: Duration { total.withLock { $0 } }
    var now: Instant { start + slept }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        total.withLock { $0 = max($0, start.duration(to: deadline)) }
    }
}
