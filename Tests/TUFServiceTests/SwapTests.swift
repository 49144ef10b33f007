// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TUF
import TestServices
import Testing

/// Files of a repository that take each other's place.
@Suite(.serialized) struct SwapTests {
    private static let metadata = Attack.News.allCases.filter { $0 != .target }

    @Test(arguments: metadata, metadata)
    func `metadata of one role is not that of another`(_ asked: Attack.News, _ served: Attack.News) async throws {
        guard asked != served else { return }
        let attack = try await Attack()
        let other = try #require(attack.repository.files[attack.path(of: served)])
        attack.server.fail(try attack.path(of: asked), .bytes(other))
        // Targets metadata of two roles have one type: only their keys tell them apart.
        let isTargets = [asked, served].allSatisfy { [.targets, .role].contains($0) }
        try await attack.expectRefusal(isTargets ? .notEnoughSignatures : .malformedMetadata)
    }

    @Test func `a target is not another one`() async throws {
        let attack = try await Attack()
        // As long as the right one.
        attack.server.fail(try attack.path(of: .target), .bytes(Array("old top".utf8)))
        try await attack.expectRefusal(.wrongContent)
    }

    @Test(arguments: metadata)
    func `metadata that others signed is not the repository's`(_ news: Attack.News) async throws {
        let attack = try await Attack()
        var others = TestTUFRepository(by: "somebody else")
        others.delegate(TestTUFDelegation("role", paths: ["role/*"]))
        others.rotateKeys(of: "role")
        others.add("role/file", Array("bad file".utf8), to: "role")
        try others.publish()
        try others.publish("root")
        try others.publish()
        let path = try attack.path(of: news)
        attack.server.fail(path, .bytes(try #require(others.files[path])))
        try await attack.expectRefusal(.notEnoughSignatures)
    }

    @Test(arguments: metadata)
    func `metadata with one byte changed is refused`(_ news: Attack.News) async throws {
        let attack = try await Attack()
        let path = try attack.path(of: news)
        var bytes = try #require(attack.repository.files[path])
        // The last digit of the year in which it expires: the form stays right.
        let place = try #require(bytes.firstRange(of: Array("\"expires\":\"202".utf8))).upperBound
        bytes[place] ^= 1
        attack.server.fail(path, .bytes(bytes))
        try await attack.expectRefusal(.notEnoughSignatures)
    }
}
