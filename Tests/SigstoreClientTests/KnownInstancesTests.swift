// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreClient
import TestServices
import Testing

@Suite struct KnownInstancesTests {
    private let scene: TrustScene
    private let known: KnownInstances
    private let root: [UInt8]

    init() throws {
        scene = try TrustScene()
        known = KnownInstances(scene.folders)
        root = try TrustScene.repository().root(1)
    }

    private func url(_ text: String) throws -> URL { try #require(URL(string: text)) }

    @Test func `an address is enough once its root was kept, with or without slashes behind it`() throws {
        let address = try url("https://tuf.example.com/sigstore")
        #expect(throws: SigstoreClientError.self) { try known.instance(at: address) }
        let instance = try known.newInstance(at: address, root: root)
        // Not before it was remembered.
        #expect(throws: SigstoreClientError.self) { try known.instance(at: address) }
        try known.remember(instance)
        #expect(try known.instance(at: address) == instance)
        #expect(try known.instance(at: url("https://tuf.example.com/sigstore//")) == instance)
        #expect(try known.newInstance(at: address, root: root) == instance)
        let folder = try #require(FileManager.default.contentsOfDirectory(atPath: scene.folders.instances).first)
        for path in ["", "/\(folder)"] {
            let mode = try FileManager.default.attributesOfItem(atPath: scene.folders.instances + path)[
                .posixPermissions
            ]
            #expect(mode as? Int == 0o700)
        }
    }

    @Test func `does not begin anew by itself`() throws {
        let address = try url("https://tuf.example.com")
        try known.remember(known.newInstance(at: address, root: root))
        var other = TestTUFRepository(.p384)
        try other.publish()
        expect(.otherRoot) { try known.newInstance(at: address, root: other.root(1)) }
        expect(.otherRoot) { try known.newInstance(at: url("https://tuf-repo-cdn.sigstore.dev/"), root: root) }
    }

    @Test func `what is not a root signed by itself is refused`() throws {
        let address = try url("https://tuf.example.com")
        expect(.unusableRoot) { try known.newInstance(at: address, root: []) }
        expect(.unusableRoot) { try known.newInstance(at: address, root: Array("{}".utf8)) }
        expect(.unusableRoot) { try known.newInstance(at: address, root: TrustScene.repository().latest("targets")) }
        var changed = root
        let place = try #require(changed.firstRange(of: Array("keyids".utf8))?.lowerBound)
        changed[place] = UInt8(ascii: "x")
        expect(.unusableRoot) { try known.newInstance(at: address, root: changed) }
    }

    @Test(arguments: [
        "tuf.example.com", "ftp://tuf.example.com", "https://", "https://me@tuf.example.com",
        "https://tuf.example.com/?a",
        "https://tuf.example.com/#a", "file:///tmp",
    ])
    func `what is not the address of a repository is refused`(_ text: String) throws {
        expect(.unusableAddress) { try known.newInstance(at: url(text), root: root) }
    }

    @Test func `the public instances need no root`() throws {
        #expect(try known.instance(at: url("https://tuf-repo-cdn.sigstore.dev")) == .production)
        #expect(try known.instance(at: url("https://tuf-repo-cdn.sigstage.dev/")) == .staging)
    }

    @Test func `a kept root that others may change is not used`() throws {
        let address = try url("https://tuf.example.com")
        try known.remember(known.newInstance(at: address, root: root))
        let folder = try #require(FileManager.default.contentsOfDirectory(atPath: scene.folders.instances).first)
        let path = "\(scene.folders.instances)/\(folder)"
        try FileManager.default.setAttributes([.posixPermissions: 0o722], ofItemAtPath: path)
        expect(.unusableFolder) { try known.instance(at: address) }
    }

    private func expect(
        _ code: SigstoreClientError.Code,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws -> SigstoreInstance
    ) {
        let error = #expect(throws: SigstoreClientError.self, sourceLocation: sourceLocation) { try body() }
        #expect(error?.code == code, sourceLocation: sourceLocation)
    }
}
