// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TUF
import TestServices
import Testing

/// Files of different publications, each signed by whom it should be (TUF 1.0.34 §5.5.4, §5.6.4).
@Suite(.serialized) struct MixAndMatchTests {
    private static let roles = ["snapshot", "targets", "role"]

    /// Names hold the version in consistent snapshots, so the old file lies under the new one's name.
    private func mix(_ role: String, consistent: Bool, hashed: Bool) async throws -> Attack {
        let attack = try await Attack {
            $0.isConsistent = consistent
            if hashed { $0.metaHashes = [.sha256] }
        }
        var mixed = attack.repository
        mixed.files[consistent ? "2.\(role).json" : "\(role).json"] = attack.past.latest(role)
        attack.server.serve(mixed)
        return attack
    }

    @Test(arguments: roles.filter { $0 != "targets" }, [true, false])
    func `old metadata among new is refused for its version`(_ role: String, _ consistent: Bool) async throws {
        let attack = try await mix(role, consistent: consistent, hashed: false)
        try await attack.expectRefusal(.wrongVersion)
    }

    /// The attack's new root has other keys of `targets`.
    @Test(arguments: [true, false])
    func `old targets metadata among new is refused for its keys`(_ consistent: Bool) async throws {
        let attack = try await mix("targets", consistent: consistent, hashed: false)
        try await attack.expectRefusal(.notEnoughSignatures)
    }

    @Test(arguments: roles, [true, false])
    func `old metadata among new is refused for its hash`(_ role: String, _ consistent: Bool) async throws {
        let attack = try await mix(role, consistent: consistent, hashed: true)
        try await attack.expectRefusal(.wrongContent)
    }

    @Test(arguments: ["snapshot", "targets", "role"])
    func `metadata of a later publication is refused too`(_ role: String) async throws {
        let attack = try await Attack()
        var later = attack.repository
        try later.publish()
        var mixed = attack.repository
        mixed.files["2.\(role).json"] = later.latest(role)
        attack.server.serve(mixed)
        try await attack.expectRefusal(.wrongVersion)
    }

    /// Two publications at once, as two maintainers make them by mistake: same versions, other content.
    @Test(arguments: ["targets", "role"])
    func `metadata of a publication beside is refused for its hash`(_ role: String) async throws {
        let attack = try await Attack { $0.metaHashes = [.sha512] }
        var beside = attack.past
        beside.rotateKeys(of: "targets")
        beside.add("top", Array("sly top".utf8))
        beside.add("role/file", Array("sly file".utf8), to: "role")
        try beside.publish()
        var mixed = attack.repository
        mixed.files["2.\(role).json"] = beside.latest(role)
        attack.server.serve(mixed)
        try await attack.expectRefusal(.wrongContent)
    }
}
