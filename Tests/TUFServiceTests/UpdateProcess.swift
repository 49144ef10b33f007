// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import TestSupport
import Testing

/// Updates by a process of their own: the adapter to the public conformance suite.
///
/// It has the machine's clock, and so have the repositories of the tests that use it.
struct UpdateProcess: Sendable {
    static let program = Program.built("tuf-conformance")

    let folder: TemporaryFolder
    let server: TestTUFServer
    /// The target that is downloaded.
    static let target = "top"

    /// Starts from a repository's first root.
    init(_ repository: TestTUFRepository, delay: TimeInterval = 0) throws {
        folder = try TemporaryFolder()
        server = try TestTUFServer(repository, delay: delay)
        try Data(repository.root(1)).write(to: folder.url.appending(path: "first.json"))
        try FileManager.default.createDirectory(atPath: folder.path("targets"), withIntermediateDirectories: false)
        let result = try Self.program.run(["--metadata-dir", folder.path("store"), "init", folder.path("first.json")])
        try #require(result.status == 0, "\(result.error)")
    }

    /// What the program is given to update `store` and to download the target.
    func arguments(store: String? = nil) -> [String] {
        ["--metadata-url", server.url, "--metadata-dir", store ?? folder.path("store")]
            + ["--target-name", Self.target, "--target-dir", folder.path("targets")]
            + ["--target-base-url", server.url + "/targets/", "download"]
    }

    /// Updates, undisturbed.
    func update(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let result = try Self.program.run(arguments())
        #expect(result.status == 0, "\(result.error)", sourceLocation: sourceLocation)
    }

    /// Expects the store to hold a repository's newest metadata, byte for byte, and the target to be the newest one.
    func expectNewest(_ repository: TestTUFRepository, sourceLocation: SourceLocation = #_sourceLocation) throws {
        for role in ["root", "timestamp", "snapshot", "targets"] {
            let stored = try Data(contentsOf: folder.url.appending(path: "store/\(role).json"))
            #expect(Array(stored) == repository.latest(role), "\(role)", sourceLocation: sourceLocation)
        }
        let target = try Data(contentsOf: folder.url.appending(path: "targets/\(Self.target)"))
        let newest = repository["targets"].targets.first { $0.path == Self.target }?.bytes
        #expect(Array(target) == newest, sourceLocation: sourceLocation)
    }

    /// How many files of the store are neither metadata nor its lock.
    func draftCount() throws -> Int {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path("store")).count {
            !$0.hasSuffix(".json") && $0 != ".lock" && $0 != "root_history"
        }
    }

    /// Takes store and targets back to a copy.
    func restore(from copy: String) throws {
        for name in ["store", "targets"] {
            try FileManager.default.removeItem(atPath: folder.path(name))
            try FileManager.default.copyItem(atPath: folder.path("\(copy)/\(name)"), toPath: folder.path(name))
        }
    }

    /// Makes a copy of store and targets.
    func copy(to copy: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path(copy), withIntermediateDirectories: false)
        for name in ["store", "targets"] {
            try FileManager.default.copyItem(atPath: folder.path(name), toPath: folder.path("\(copy)/\(name)"))
        }
    }

    /// A repository with two publications between which everything changes, roots and online keys too.
    static func publications() throws -> (past: TestTUFRepository, present: TestTUFRepository) {
        var repository = TestTUFRepository(now: Date())
        repository.add(target, Array("old".utf8))
        try repository.publish()
        let past = repository
        repository.add(target, Array("new".utf8))
        for _ in 0..<2 {
            for role in ["root", "timestamp", "targets"] { repository.rotateKeys(of: role) }
            try repository.publish("root")
        }
        try repository.publish()
        return (past, repository)
    }
}
