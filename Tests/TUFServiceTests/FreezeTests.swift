// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import Testing

/// Repositories whose news somebody holds back, until what there is expires (TUF 1.0.34 §5.3.10, §5.4.4, §5.5.6, §5.6.5).
@Suite(.serialized) struct FreezeTests {
    private static let roles = ["root", "timestamp", "snapshot", "targets", "role"]

    private func publish(expiring role: String, after seconds: Double) async throws -> Attack {
        var attack = try await Attack()
        attack.repository[role].expires = TestTUFRepository.now + seconds
        try attack.repository.publish("root")
        try attack.repository.publish()
        attack.server.serve(attack.repository)
        return attack
    }

    @Test(arguments: roles)
    func `metadata that has expired is refused`(_ role: String) async throws {
        let attack = try await publish(expiring: role, after: 3600)
        await expectError(.expired) {
            try await attack.client.update(Attack.paths, at: TestTUFRepository.now + 3600)
        }
        try await attack.expectRecovery()
    }

    @Test(arguments: roles)
    func `metadata is good for its last second`(_ role: String) async throws {
        let attack = try await publish(expiring: role, after: 3600)
        let outcome = try await attack.client.update(Attack.paths, at: TestTUFRepository.now + 3599)
        #expect(outcome.targets == Attack.newTargets)
    }

    @Test(arguments: roles)
    func `a frozen repository that was good is refused when it expires`(_ role: String) async throws {
        let attack = try await publish(expiring: role, after: 3600)
        try await attack.expectRecovery()
        await expectError(.expired) {
            try await attack.client.update(Attack.paths, at: TestTUFRepository.now + 3600)
        }
        await expectError(.expired) {
            try await attack.client.cached(Attack.paths, at: TestTUFRepository.now + 3600)
        }
    }

    @Test func `an old root may have expired when a newer one has not`() async throws {
        var attack = try await publish(expiring: "root", after: -3600)
        attack.repository["root"].expires = TestTUFRepository.now + 3600
        try attack.repository.publish("root")
        try await attack.expectRecovery()
    }
}
