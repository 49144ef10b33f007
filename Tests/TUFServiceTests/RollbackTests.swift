// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TUF
import TestServices
import Testing

/// A repository's past, served to clients that know its present (TUF 1.0.34 §5.4.3, §5.5.5).
@Suite(.serialized) struct RollbackTests {
    /// A client that has seen the second publication.
    private func upToDate(consistent: Bool) async throws -> Attack {
        let attack = try await Attack { $0.isConsistent = consistent }
        try await attack.expectRecovery()
        return attack
    }

    @Test(arguments: [true, false])
    func `an older timestamp is refused`(_ consistent: Bool) async throws {
        let attack = try await upToDate(consistent: consistent)
        // The newer root stays: no one can take it away.
        attack.server.fail("timestamp.json", .bytes(attack.past.latest("timestamp")))
        try await attack.expectRefusal(.rollback)
    }

    @Test(arguments: [true, false])
    func `the whole past is refused`(_ consistent: Bool) async throws {
        let attack = try await upToDate(consistent: consistent)
        attack.server.serve(attack.past)
        try await attack.expectRefusal(.rollback)
    }

    @Test(arguments: [true, false])
    func `a newer timestamp with an older snapshot is refused`(_ consistent: Bool) async throws {
        var attack = try await upToDate(consistent: consistent)
        let right = attack.repository
        attack.repository["snapshot"].version = 1
        try attack.repository.publish("timestamp")
        attack.repository.files["snapshot.json"] = attack.past.files["snapshot.json"]
        attack.server.serve(attack.repository)
        await expectError(.rollback) { try await attack.client.update(Attack.paths) }
        attack.repository = right
        attack.repository["timestamp"].version += 1
        try attack.repository.publish("timestamp")
        try await attack.expectRecovery()
    }

    @Test(arguments: ["targets", "role"], [true, false])
    func `a newer snapshot with older targets is refused`(_ role: String, _ consistent: Bool) async throws {
        var attack = try await upToDate(consistent: consistent)
        attack.repository[role].version = 1
        try attack.repository.publish("snapshot", "timestamp")
        attack.server.serve(attack.repository)
        await expectError(.rollback) { try await attack.client.update(Attack.paths) }
        attack.repository[role].version = 2
        try attack.repository.publish("snapshot", "timestamp")
        try await attack.expectRecovery()
    }

    @Test func `a newer snapshot without a role that was there is refused`() async throws {
        var attack = try await upToDate(consistent: true)
        attack.repository["snapshot"].beforeSigning = { $0["meta"]?["role.json"] = nil }
        try attack.repository.publish("snapshot", "timestamp")
        attack.server.serve(attack.repository)
        await expectError(.rollback) { try await attack.client.update(Attack.paths) }
        attack.repository["snapshot"].beforeSigning = nil
        try attack.repository.publish("snapshot", "timestamp")
        try await attack.expectRecovery()
    }

    @Test func `the same versions again are no rollback`() async throws {
        let attack = try await upToDate(consistent: true)
        attack.server.forgetRequests()
        try await attack.expectRecovery()
        #expect(attack.server.requests == ["/3.root.json 404", "/timestamp.json 200"])
    }

    /// §5.3.11: a repository whose keys were stolen begins anew with other keys and low versions.
    @Test(arguments: ["timestamp", "snapshot"])
    func `other keys of timestamp or snapshot allow lower versions`(_ role: String) async throws {
        var attack = try await Attack()
        for name in ["timestamp", "snapshot"] { attack.repository[name].version = 1_000_000 }
        try attack.repository.publish()
        try await attack.expectRecovery()
        attack.repository.rotateKeys(of: role)
        for name in ["timestamp", "snapshot"] { attack.repository[name].version = 2 }
        try attack.repository.publish()
        try await attack.expectRecovery()
        #expect(attack.repository["snapshot"].version == 3)
    }
}
