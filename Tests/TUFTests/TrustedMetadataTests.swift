// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import Testing

@Suite struct TrustedMetadataTests {
    private static let day = TestTUFRepository.day

    @Test func `a root needs the keys of the last one and its own`() throws {
        var repository = try Bench.repository()
        let old = repository["root"].keys
        repository.rotateKeys(of: "root")
        let new = repository["root"].keys
        for (signers, isAccepted) in [(old + new, true), (old, false), (new, false), ([old[0]] + new, false)] {
            var copy = repository
            copy["root"].signers = signers
            try copy.publish("root")
            var trusted = try TrustedMetadata(root: copy.root(1))
            let found = code { try trusted.accept(root: copy.root(2)) }
            #expect(found == (isAccepted ? nil : .notEnoughSignatures))
            #expect(trusted.root.header.version == (isAccepted ? 2 : 1))
        }
    }

    @Test(arguments: [1, 3, Int64.max] as [Int64])
    func `a root has the next version`(_ version: Int64) throws {
        var repository = try Bench.repository()
        repository["root"].beforeSigning = { $0["version"] = .number("\(version)") }
        try repository.publish("root")
        var trusted = try TrustedMetadata(root: repository.root(1))
        #expect(code { try trusted.accept(root: repository.root(2)) } == .rollback)
    }

    @Test func `the last root alone must be valid`() throws {
        var repository = TestTUFRepository()
        repository["root"].expires = Bench.now
        try repository.publish()
        #expect(code { try TrustedMetadata.taking(repository) } == .expired)
        repository["root"].expires = Bench.now + 1
        try repository.publish("root")
        _ = try TrustedMetadata.taking(repository)
    }

    @Test(arguments: ["root", "timestamp", "snapshot", "targets"])
    func `nothing may have expired, from its very second on`(_ role: String) throws {
        var repository = try Bench.repository { $0[role].expires = Bench.now }
        #expect(code { try TrustedMetadata.taking(repository) } == .expired)
        _ = try TrustedMetadata.taking(repository, expiry: .reported)
        _ = try TrustedMetadata.taking(repository, expiry: .enforced(at: Bench.now - 1))
        repository = try Bench.repository { $0[role].expires = Bench.now + 1 }
        _ = try TrustedMetadata.taking(repository)
    }

    @Test(arguments: ["timestamp", "snapshot", "targets"])
    func `a role is signed by as many of its keys as root says`(_ role: String) throws {
        var repository = TestTUFRepository()
        let keys = (0..<4).map { TestTUFKey(named: "signer \($0)") }
        repository[role].keys = Array(keys.prefix(3))
        repository[role].threshold = 2
        for (signers, isAccepted) in [
            ([0, 1], true), ([2, 0, 3], true), ([0], false), ([0, 3], false), ([3], false), ([], false),
        ] {
            var copy = repository
            copy[role].signers = signers.map { keys[$0] }
            try copy.publish()
            #expect(code { try TrustedMetadata.taking(copy) } == (isAccepted ? nil : .notEnoughSignatures))
        }
    }

    @Test func `a key with two names counts once`() throws {
        var repository = TestTUFRepository()
        let key = TestKey(.p256, named: "one")
        repository["timestamp"].keys = [TestTUFKey(key), TestTUFKey(key, id: "another"), TestTUFKey(key, form: .hex)]
        repository["timestamp"].threshold = 2
        try repository.publish()
        #expect(code { try TrustedMetadata.taking(repository) } == .notEnoughSignatures)
        repository["timestamp"].keys.append(TestTUFKey(named: "two"))
        try repository.publish()
        _ = try TrustedMetadata.taking(repository)
    }

    @Test(arguments: ["", "0", "zz", "00"])
    func `a signature that is none does no harm beside good ones`(_ signature: String) throws {
        var repository = TestTUFRepository()
        repository["timestamp"].keys.append(TestTUFKey(named: "second"))
        repository["timestamp"].afterSigning = {
            try $0.edit("signatures") { $0[0]?["sig"] = .string(signature) }
        }
        try repository.publish()
        _ = try TrustedMetadata.taking(repository)
        repository["timestamp"].threshold = 2
        try repository.publish()
        #expect(code { try TrustedMetadata.taking(repository) } == .notEnoughSignatures)
    }

    @Test func `an earlier timestamp bounds the next one`() throws {
        var repository = try Bench.repository()
        let first = repository.latest("timestamp")
        try repository.publish("snapshot", "timestamp")
        let second = repository.latest("timestamp")
        var trusted = try TrustedMetadata(root: repository.root(1))
        try trusted.remember(timestamp: second)
        #expect(code { try trusted.accept(timestamp: first) } == .rollback)
        #expect(trusted.timestamp == nil)
        #expect(try trusted.accept(timestamp: second) == false)
        #expect(trusted.timestamp?.header.version == 2)
    }

    @Test func `a timestamp of the same version is not taken, whatever it says`() throws {
        var repository = try Bench.repository()
        var trusted = try TrustedMetadata(root: repository.root(1))
        try trusted.remember(timestamp: repository.latest("timestamp"))
        repository["timestamp"].beforeSigning = {
            $0["version"] = .number("1")
            try $0.edit("meta", "snapshot.json") { $0["version"] = .number("7") }
        }
        try repository.publish("timestamp")
        #expect(try trusted.accept(timestamp: repository.latest("timestamp")) == false)
        #expect(trusted.snapshotReference?.version == 1)
    }

    @Test func `a timestamp does not go back to an older snapshot`() throws {
        var repository = try Bench.repository()
        let past = repository
        try repository.publish("snapshot", "timestamp")
        var trusted = try TrustedMetadata(root: repository.root(1))
        try trusted.remember(timestamp: repository.latest("timestamp"))
        var other = past
        other["timestamp"].version = 5
        try other.publish("timestamp")
        #expect(code { try trusted.accept(timestamp: other.latest("timestamp")) } == .rollback)
    }

    @Test func `an earlier timestamp may have expired, and one that is used may not`() throws {
        var repository = try Bench.repository { $0["timestamp"].expires = Bench.now }
        var trusted = try TrustedMetadata(root: repository.root(1), expiry: .enforced(at: Bench.now))
        try trusted.remember(timestamp: repository.latest("timestamp"))
        #expect(code { try trusted.accept(timestamp: repository.latest("timestamp")) } == .expired)
        repository["timestamp"].expires = Bench.now + Self.day
        try repository.publish("timestamp")
        #expect(try trusted.accept(timestamp: repository.latest("timestamp")))
    }

    @Test func `a snapshot is the one that the timestamp names`() throws {
        var repository = try Bench.repository()
        let past = repository
        try repository.publish("snapshot")
        var trusted = try TrustedMetadata(root: repository.root(1))
        _ = try trusted.accept(timestamp: past.latest("timestamp"))
        #expect(code { try trusted.accept(snapshot: repository.latest("snapshot")) } == .wrongVersion)
        try trusted.accept(snapshot: past.latest("snapshot"))
    }

    @Test(arguments: ["snapshot", "targets"])
    func `metadata has the length and the hashes that are stated`(_ role: String) throws {
        let good = try Bench.repository {
            $0.namesLengths = true
            $0.metaHashes = [.sha256, .sha512]
        }
        _ = try TrustedMetadata.taking(good)
        let names = ["length": TestJSON.number("1"), "hashes": ["sha256": .string(String(repeating: "0", count: 64))]]
        for (name, value) in names {
            let reference = role == "snapshot" ? "timestamp" : "snapshot"
            let bad = try Bench.repository {
                $0[reference].beforeSigning = { try $0.edit("meta", "\(role).json") { $0[name] = value } }
            }
            #expect(code { try TrustedMetadata.taking(bad) } == .wrongContent)
        }
    }

    @Test func `a snapshot names no older version and leaves nothing out`() throws {
        var repository = try Bench.repository { $0.delegate(TestTUFDelegation("other", paths: ["*"])) }
        try repository.publish("targets", "snapshot", "timestamp")
        let seen = repository.latest("snapshot")
        let edits: [Alteration<TestJSON>] = [
            { try $0.edit("meta", "targets.json") { $0["version"] = .number("1") } },
            { try $0.edit("meta") { $0["other.json"] = nil } },
        ]
        for edit in edits {
            var next = repository
            next["snapshot"].beforeSigning = edit
            try next.publish("snapshot", "timestamp")
            var trusted = try TrustedMetadata(root: next.root(1))
            _ = try trusted.accept(timestamp: next.latest("timestamp"))
            try trusted.remember(snapshot: seen)
            #expect(code { try trusted.accept(snapshot: next.latest("snapshot")) } == .rollback)
        }
    }

    @Test func `targets have the version that the snapshot names`() throws {
        var repository = try Bench.repository()
        try repository.publish("targets")
        #expect(code { try TrustedMetadata.taking(repository) } == .wrongVersion)
    }

    @Test func `a role is verified for each that delegates to it`() throws {
        var repository = TestTUFRepository()
        let (a, b) = (TestTUFKey(named: "by a"), TestTUFKey(named: "by b"))
        repository.delegate(TestTUFDelegation("a", paths: ["a/*"]))
        repository.delegate(TestTUFDelegation("b", paths: ["b/*"]))
        for (parent, key) in [("a", a), ("b", b)] {
            var delegation = TestTUFDelegation("shared", paths: ["*/*"])
            delegation.keys = [key]
            repository.delegate(delegation, from: parent)
        }
        repository["shared"].signers = [a]
        try repository.publish()
        var trusted = try TrustedMetadata.taking(repository)
        for (parent, expected) in [("a", nil), ("b", TUFError.Code.notEnoughSignatures)] {
            let top = try #require(trusted.targets(of: trusted.topLevelTargets)?.delegations)
            let toParent = try #require(top.delegations(of: "\(parent)/x".exact, by: .targets).first)
            let targets = try trusted.accept(targets: repository.latest(parent), for: toParent)
            let toShared = try #require(
                targets.delegations?.delegations(of: "\(parent)/x".exact, by: parent.exact).first
            )
            #expect(trusted.targets(of: toShared) == nil)
            #expect(code { try trusted.accept(targets: repository.latest("shared"), for: toShared) } == expected)
        }
    }

    @Test func `root says when keys of timestamp or snapshot were taken away`() throws {
        for (role, isRotated) in [("timestamp", true), ("snapshot", true), ("targets", false)] {
            var repository = try Bench.repository()
            repository.rotateKeys(of: role)
            try repository.publish("root")
            var trusted = try TrustedMetadata(root: repository.root(1))
            #expect(try trusted.accept(root: repository.root(2)) == isRotated)
        }
        var repository = try Bench.repository()
        repository["timestamp"].keys.append(TestTUFKey(named: "one more"))
        try repository.publish("root")
        var trusted = try TrustedMetadata(root: repository.root(1))
        #expect(try trusted.accept(root: repository.root(2)) == false)
    }
}

extension String {
    var exact: ExactName { ExactName(self) }
}
