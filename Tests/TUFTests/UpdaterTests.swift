// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TUF
import TestServices
import Testing

@Suite struct UpdaterTests {
    private static let day = TestTUFRepository.day

    @Test(arguments: [true, false])
    func `asks for what the workflow needs and nothing else`(_ hasBootstrapRoot: Bool) async throws {
        var repository = try Bench.repository()
        let bench = try Bench(repository, hasBootstrapRoot: hasBootstrapRoot)
        if !hasBootstrapRoot { try await bench.store.initialize(root: repository.root(1)) }
        #expect(try await bench.refresh() == ["2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"])
        #expect(try await bench.refresh() == ["2.root.json", "timestamp.json"])
        try repository.publish("timestamp")
        bench.transport.serve(repository)
        #expect(try await bench.refresh() == ["2.root.json", "timestamp.json"])
        try repository.publish("snapshot", "timestamp")
        bench.transport.serve(repository)
        #expect(try await bench.refresh() == ["2.root.json", "timestamp.json", "2.snapshot.json"])
        try repository.publish("root", "targets", "snapshot", "timestamp")
        bench.transport.serve(repository)
        #expect(
            try await bench.refresh() == [
                "2.root.json", "3.root.json", "timestamp.json", "3.snapshot.json", "2.targets.json",
            ]
        )
        #expect(try await bench.refresh() == ["3.root.json", "timestamp.json"])
        for role in ["root", "timestamp", "snapshot", "targets"] {
            #expect(bench.stored("\(role).json") == repository.latest(role))
        }
        #expect(bench.stored("root_history/2.root.json") == repository.root(2))
    }

    @Test func `refreshes once`() async throws {
        let bench = try Bench(Bench.repository())
        let updater = bench.updater()
        try await updater.refresh()
        #expect(await updater.state?.timestamp.version == 1)
        _ = bench.transport.takeRequests()
        try await updater.refresh()
        #expect(bench.transport.takeRequests() == [])
    }

    @Test func `names no versions and no hashes without consistent snapshots`() async throws {
        let bench = try Bench(Bench.repository { $0.isConsistent = false })
        let updater = bench.updater()
        let file = try #require(try await updater.targetFile(Bench.target))
        #expect(try await updater.download(file) == Bench.content)
        #expect(
            bench.transport.takeRequests() == [
                "2.root.json", "timestamp.json", "snapshot.json", "targets.json", "targets/folder/a%20file.txt",
            ]
        )
    }

    @Test func `downloads a target by its hash`() async throws {
        let bench = try Bench(Bench.repository())
        let updater = bench.updater()
        let file = try #require(try await updater.targetFile(Bench.target))
        _ = bench.transport.takeRequests()
        #expect(try await updater.download(file) == Bench.content)
        let path = try #require(bench.transport.takeRequests().first)
        #expect(path.hasPrefix("targets/folder/") && path.hasSuffix(".a%20file.txt"))
        bench.transport.serve(Array("Content\n".utf8), as: path)
        #expect(await code { try await updater.download(file) } == .wrongContent)
        bench.transport.serve(Array("cont".utf8), as: path)
        #expect(await code { try await updater.download(file) } == .wrongContent)
        bench.transport.serve(Bench.content + [10], as: path)
        #expect(await code { try await updater.download(file) } == .tooLarge)
        bench.transport.serve(nil, as: path)
        #expect(await code { try await updater.download(file) } == .unavailable)
        #expect(try await updater.targetFile("folder/another") == nil)
    }

    @Test(arguments: ["../up", "a/../b", "/a", "a//b", "a/", "./a", ".", "a/./b"])
    func `downloads no target whose path a URL would change`(_ path: String) async throws {
        var repository = TestTUFRepository()
        repository.add(path, [1])
        try repository.publish()
        let bench = try Bench(repository)
        let updater = bench.updater()
        let file = try #require(try await updater.targetFile(path))
        #expect(await code { try await updater.download(file) } == .unsafePath)
    }

    @Test func `downloads no target that is too large, or has no hash that is known`() async throws {
        let bench = try Bench(Bench.repository())
        var limits = UpdaterLimits.default
        limits.maximumDownloadByteCount = Bench.content.count - 1
        let updater = bench.updater(limits: limits)
        let file = try #require(try await updater.targetFile(Bench.target))
        _ = bench.transport.takeRequests()
        #expect(await code { try await updater.download(file) } == .tooLarge)
        #expect(bench.transport.takeRequests() == [])
        let other = try Bench(
            Bench.repository {
                $0["targets"].beforeSigning = { try $0.edit("targets", Bench.target) { $0["hashes"] = ["md5": "00"] } }
            }
        )
        let otherUpdater = other.updater()
        let unknown = try #require(try await otherUpdater.targetFile(Bench.target))
        #expect(await code { try await otherUpdater.download(unknown) } == .unsupportedHash)
    }

    @Test func `takes a bounded number of roots, and the next update goes on`() async throws {
        var repository = try Bench.repository()
        for _ in 0..<5 { try repository.publish("root") }
        let bench = try Bench(repository)
        var limits = UpdaterLimits.default
        limits.maximumRootRotationCount = 3
        #expect(
            try await bench.refresh(limits: limits).prefix(4) == [
                "2.root.json", "3.root.json", "4.root.json", "timestamp.json",
            ]
        )
        #expect(try await bench.refresh(limits: limits).prefix(3) == ["5.root.json", "6.root.json", "7.root.json"])
    }

    @Test(arguments: [
        ("2.root.json", UpdaterLimits.default.maximumRootByteCount),
        ("timestamp.json", UpdaterLimits.default.maximumTimestampByteCount),
        ("1.snapshot.json", UpdaterLimits.default.maximumSnapshotByteCount),
        ("1.targets.json", UpdaterLimits.default.maximumTargetsByteCount),
    ])
    func `asks for a bounded number of bytes of each role`(_ path: String, _ limit: Int) async throws {
        let bench = try Bench(Bench.repository())
        bench.transport.serve(Array(repeating: 32, count: limit + 1), as: path)
        #expect(await code { try await bench.refresh() } == .tooLarge)
        bench.transport.serve(Array(repeating: 32, count: limit), as: path)
        #expect(await code { try await bench.refresh() } == .malformedMetadata)
    }

    @Test func `asks for no more bytes than signed metadata states, and for none if that is too many`() async throws {
        let repository = try Bench.repository { $0.namesLengths = true }
        let bench = try Bench(repository)
        bench.transport.serve(repository.latest("snapshot") + [32], as: "1.snapshot.json")
        #expect(await code { try await bench.refresh() } == .tooLarge)
        let huge = try Bench.repository {
            $0["timestamp"].beforeSigning = {
                try $0.edit("meta", "snapshot.json") { $0["length"] = .number("2000001") }
            }
        }
        let other = try Bench(huge)
        #expect(await code { try await other.refresh() } == .tooLarge)
        #expect(other.transport.takeRequests().last == "timestamp.json")
    }

    @Test(arguments: [(404, true), (403, true), (500, false), (204, false), (301, false), (410, false)])
    func `a next root that the server does not have is the end of the chain`(_ status: Int, _ isEnd: Bool) async throws
    {
        let bench = try Bench(Bench.repository())
        bench.transport.answer(status, to: "2.root.json")
        #expect(await code { try await bench.refresh() } == (isEnd ? nil : .unavailable))
    }

    @Test(arguments: ["timestamp.json", "1.snapshot.json", "1.targets.json"], [404, 403, 500])
    func `other metadata must be there`(_ path: String, _ status: Int) async throws {
        let bench = try Bench(Bench.repository())
        bench.transport.answer(status, to: path)
        #expect(await code { try await bench.refresh() } == .unavailable)
        bench.transport.answer(nil, to: path)
        try await bench.refresh()
    }

    @Test func `nothing is older than what was seen before`() async throws {
        var repository = try Bench.repository()
        let past = repository
        try repository.publish()
        let bench = try Bench(repository)
        try await bench.refresh()
        bench.transport.serve(past)
        #expect(await code { try await bench.refresh() } == .rollback)
        #expect(bench.stored("timestamp.json") == repository.latest("timestamp"))
    }

    @Test func `goes back to older versions once the online keys are others`() async throws {
        var repository = try Bench.repository()
        let past = repository
        for _ in 0..<3 { try repository.publish() }
        let bench = try Bench(repository)
        try await bench.refresh()
        for role in ["timestamp", "snapshot"] {
            repository.rotateKeys(of: role)
            repository[role].version = past[role].version - 1
        }
        repository["targets"].version = past["targets"].version - 1
        try repository.publish()
        bench.transport.serve(repository)
        try await bench.refresh()
        let cached = try await bench.cached()
        #expect(
            [cached.state.timestamp.version, cached.state.snapshot.version, cached.state.targets.version] == [1, 1, 1]
        )
        #expect(cached.state.root.version == 2)
    }

    @Test func `forgets what rotated keys signed, even if the new ones signed it too`() async throws {
        var repository = TestTUFRepository()
        let kept = TestTUFKey(named: "kept")
        repository["timestamp"].keys = [kept, TestTUFKey(named: "taken away")]
        try repository.publish()
        for _ in 0..<3 { try repository.publish() }
        let bench = try Bench(repository)
        try await bench.refresh()
        repository["timestamp"].keys = [kept]
        repository["timestamp"].version = 0
        try repository.publish("root", "timestamp")
        bench.transport.serve(repository)
        try await bench.refresh()
        #expect(bench.stored("timestamp.json") == repository.latest("timestamp"))
    }

    @Test(arguments: ["timestamp", "snapshot", "targets"])
    func `a stored file that is damaged is downloaded again`(_ role: String) async throws {
        let repository = try Bench.repository()
        let bench = try Bench(repository)
        for bytes in [
            [], Array("{}".utf8), Array(repository.latest(role).dropLast()), [UInt8](repeating: 0, count: 6 << 20),
        ] {
            try await bench.refresh()
            try bench.put(bytes, as: "\(role).json")
            try await bench.refresh()
            #expect(bench.stored("\(role).json") == repository.latest(role))
        }
    }

    @Test func `a root in the store that the first one did not sign is not trusted`() async throws {
        let repository = try Bench.repository()
        let bench = try Bench(repository)
        try await bench.refresh()
        var other = TestTUFRepository(.p384)
        other.add(Bench.target, [6, 6, 6])
        try other.publish()
        try other.publish("root")
        try bench.put(other.root(1), as: "root.json")
        try bench.put(other.root(2), as: "root_history/2.root.json")
        #expect(try await bench.refresh() == ["2.root.json", "timestamp.json"])
        #expect(try await bench.cached().state.root.version == 1)
        bench.transport.serve(other)
        #expect(await code { try await bench.refresh() } == .notEnoughSignatures)
    }

    @Test func `a gap in the history of roots is closed`() async throws {
        var repository = try Bench.repository()
        for _ in 0..<3 { try repository.publish("root") }
        let bench = try Bench(repository)
        try await bench.refresh()
        try FileManager.default.removeItem(at: bench.url("root_history/3.root.json"))
        try bench.put([], as: "root_history/2.root.json")
        #expect(
            try await bench.refresh() == ["2.root.json", "3.root.json", "4.root.json", "5.root.json", "timestamp.json"]
        )
    }

    @Test func `an update that failed halfway keeps what was verified, and the next one goes on`() async throws {
        var repository = try Bench.repository()
        let bench = try Bench(repository)
        try await bench.refresh()
        try repository.publish("root", "targets", "snapshot", "timestamp")
        bench.transport.serve(repository)
        bench.transport.answer(503, to: "2.snapshot.json")
        #expect(await code { try await bench.refresh() } == .unavailable)
        #expect(bench.stored("root.json") == repository.root(2))
        #expect(bench.stored("timestamp.json") == repository.latest("timestamp"))
        #expect(bench.stored("snapshot.json") != repository.latest("snapshot"))
        bench.transport.answer(nil, to: "2.snapshot.json")
        #expect(
            try await bench.refresh() == ["3.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"]
        )
    }

    @Test func `compares expiry dates with one time`() async throws {
        let bench = try Bench(Bench.repository())
        try await bench.refresh()
        #expect(await code { try await bench.refresh(at: Bench.now + 7 * Self.day) } == .expired)
        try await bench.refresh(at: Bench.now + 7 * Self.day - 1)
    }

    @Test func `a root that has expired is kept, and nothing follows it`() async throws {
        var repository = try Bench.repository()
        let bench = try Bench(repository)
        try await bench.refresh()
        repository["root"].expires = Bench.now
        try repository.publish("root", "timestamp")
        bench.transport.serve(repository)
        _ = bench.transport.takeRequests()
        #expect(await code { try await bench.refresh() } == .expired)
        #expect(bench.transport.takeRequests() == ["2.root.json", "3.root.json"])
        #expect(bench.stored("root.json") == repository.root(2))
    }

    @Test(arguments: [
        "/role", "../role", "?", "#", "%2e", "a b", "Timestamp", "ROOT", "é", String(repeating: "x", count: 300),
    ])
    func `names of roles become one component of a path`(_ role: String) async throws {
        var repository = TestTUFRepository()
        repository.delegate(TestTUFDelegation(role, paths: ["*"]))
        repository.add("x", [1], to: role)
        try repository.publish()
        let bench = try Bench(repository)
        for expected in [6, 2] {
            _ = bench.transport.takeRequests()
            #expect(try await bench.updater().targetFile("x") != nil)
            #expect(bench.transport.takeRequests().count == (expected == 6 ? 5 : 2))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.url("").path(percentEncoded: false))
        #expect(names.filter { $0.hasSuffix(".json") }.count == 5)
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
    }

    @Test func `metadata that another process stored meanwhile is not replaced by older`() async throws {
        var repository = try Bench.repository()
        let bench = try Bench(repository)
        try await bench.refresh()
        try repository.publish("timestamp")
        bench.transport.serve(repository)
        var newer = repository
        try newer.publish("timestamp")
        let (bytes, url) = (newer.latest("timestamp"), bench.url("timestamp.json"))
        bench.transport.onRequest { path in if path == "timestamp.json" { try Data(bytes).write(to: url) } }
        try await bench.refresh()
        #expect(bench.stored("timestamp.json") == bytes)
        // Not newer, but not authentic: that is replaced.
        try repository.publish("timestamp")
        try repository.publish("timestamp")
        bench.transport.serve(repository)
        bench.transport.onRequest { path in if path == "timestamp.json" { try Data("{}".utf8).write(to: url) } }
        try await bench.refresh()
        #expect(bench.stored("timestamp.json") == repository.latest("timestamp"))
    }
}
