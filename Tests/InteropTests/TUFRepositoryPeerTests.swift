// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import TestSupport
import Testing

/// The test repository before python-tuf's client, which must take it for a repository, and its faults for faults.
@Suite(.needsTUFPeer) struct TUFRepositoryPeerTests {
    private func read(
        _ repository: TestTUFRepository,
        _ client: TUFPeer.Client? = nil
    ) throws -> (found: TUFPeer.Findings, targets: [String: [UInt8]]) {
        let targets = TUFRepositoryCase.targets(of: repository)
        let client = try client ?? TUFPeer.Client(trusting: repository.root(1))
        let paths = ["top"] + targets.keys.sorted().filter { $0 != "top" }
        return (try client.read(TestTUFServer(repository), paths + ["nowhere"], at: repository.now), targets)
    }

    private func expect(_ found: TUFPeer.Findings, _ repository: TestTUFRepository, _ targets: [String: [UInt8]]) {
        #expect(found.error == nil)
        for role in ["root", "timestamp", "snapshot", "targets"] {
            #expect(found.versions[role] == repository[role].version)
        }
        #expect(found.targets.count == targets.count + 1 && found.targets["nowhere"] == .some(nil))
        for (path, bytes) in targets {
            #expect(found.targets[path] == TestText.hex(TestDigest.sha256.hash(bytes)), "\(path)")
        }
    }

    @Test(arguments: TUFRepositoryCase.good)
    func `a good repository is read`(_ good: TUFRepositoryCase) throws {
        let repository = try good.make()
        let (found, targets) = try read(repository)
        expect(found, repository, targets)
    }

    @Test(arguments: TUFRepositoryCase.bad)
    func `a bad one is refused, and for that`(_ bad: TUFRepositoryCase) throws {
        let repository = try bad.make()
        #expect(try read(repository).found.error == bad.error)
    }

    @Test func `a client that comes back reads what is new`() throws {
        var repository = TestTUFRepository()
        repository.add("top", [1])
        try repository.publish()
        let client = try TUFPeer.Client(trusting: repository.root(1))
        let (first, before) = try read(repository, client)
        expect(first, repository, before)
        repository.add("top", [2])
        for role in ["root", "timestamp", "snapshot", "targets"] { repository.rotateKeys(of: role) }
        try repository.publish()
        let (second, after) = try read(repository, client)
        expect(second, repository, after)
    }

    @Test(arguments: ["timestamp", "snapshot"])
    func `a client that comes back refuses what is old`(_ role: String) throws {
        var repository = TestTUFRepository()
        repository.add("top", [1])
        try repository.publish()
        let past = repository
        try repository.publish()
        let client = try TUFPeer.Client(trusting: repository.root(1))
        #expect(try read(repository, client).found.error == nil)
        if role == "timestamp" {
            #expect(try read(past, client).found.error == "BadVersionNumberError")
        } else {
            // A new timestamp that names the old snapshot.
            repository["snapshot"].version = 1
            try repository.publish("timestamp")
            #expect(try read(repository, client).found.error == "BadVersionNumberError")
        }
    }

    @Test func `a Sigstore instance's repository is read`() throws {
        let repository = try TestTUFRepository.sigstore(
            trustedRoot: try TestSigstore().make().trustedRoot().written,
            signingConfig: Array("{}".utf8)
        )
        let paths = [TestTUFRepository.trustedRoot, TestTUFRepository.signingConfig]
        let client = try TUFPeer.Client(trusting: repository.root(1))
        let found = try client.read(TestTUFServer(repository), paths, at: repository.now)
        #expect(found.error == nil && found.targets.values.allSatisfy { $0 != nil })
    }
}
