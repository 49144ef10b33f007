// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import TestSupport
import Testing

/// `sign --reuse`, `verify --trust-cache` and `--no-cache`. What the cache believes is tested where it is.
@Suite struct CacheTests {
    private let folder: TemporaryFolder
    private let environment: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        environment = ["XDG_CACHE_HOME": folder.path("cache")]
    }

    /// A model whose files are older than the two seconds that the cache wants, for no test waits: this repository's.
    private static let oldModel = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Examples/TinyModel").standardized.path(percentEncoded: false)

    /// Whether that model is on a file system of which anything is remembered, and is old enough.
    private static var isRemembered: Bool {
        guard let root = try? RootDirectory(path: oldModel), let file = try? root.openFile("config.json"),
            let state = try? file.state(path: "config.json")
        else { return false }
        let age = Date().timeIntervalSince1970 - Double(state.changed) / 1_000_000_000
        return age > 3 && (try? file.fileSystemKind(path: "config.json")) == .localDisk
    }

    private func sign(_ model: String, _ flags: String...) throws -> Program.Result {
        try Tool.program.run(
            ["sign", "key", "--private-key", Keys.shared.privateKey, model, "--format", "json"] + flags,
            environment: environment
        )
    }

    private func verify(_ model: String, _ flags: String...) throws -> Program.Result {
        try Tool.program.run(
            ["verify", "key", "--public-key", Keys.shared.publicKey, model, "--format", "json"] + flags,
            environment: environment
        )
    }

    private func unreadFiles(_ result: Program.Result) throws -> Int64 {
        try #require(result.status == 0, "\(result.output)\(result.error)")
        return try result.json().object("result").object("unread").integer("files")
    }

    @Test(.enabled(if: isRemembered, "the repository is new, or on a file system of which nothing is remembered"))
    func `files that did not change are not read when that is asked for`() throws {
        let (old, new) = (folder.path("old.sig"), folder.path("new.sig"))
        #expect(try Tool.program.run(["digest", Self.oldModel], environment: environment).status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path("cache/model-signing/key")))
        #expect(try unreadFiles(sign(Self.oldModel, "--signature", old)) == 0)
        #expect(try unreadFiles(sign(Self.oldModel, "--signature", new)) == 0)
        #expect(try unreadFiles(verify(Self.oldModel, "--signature", new)) == 0)
        let again = try sign(Self.oldModel, "--signature", new, "--reuse", old)
        #expect(try unreadFiles(again) == 4)
        let changes = try again.json().object("result").object("changes")
        for kind in ["changed", "added", "removed"] { #expect(try changes.texts(kind).isEmpty) }
        #expect(try unreadFiles(verify(Self.oldModel, "--signature", new, "--trust-cache")) == 4)
        #expect(try unreadFiles(sign(Self.oldModel, "--signature", new, "--reuse", old, "--hash", "blake3")) == 0)
        #expect(try unreadFiles(sign(Self.oldModel, "--signature", new, "--reuse", new, "--hash", "blake3")) == 4)
    }

    @Test func `what changed since the earlier signature is counted`() throws {
        let model = folder.path("model")
        try folder.write(["model/a": "1", "model/b": "2", "model/c": "3"])
        #expect(try sign(model, "--signature", folder.path("old.sig")).status == 0)
        try FileManager.default.removeItem(at: folder.url.appending(path: "model/c"))
        try folder.write(["model/b": "2!", "model/d": "4"])
        let again = try sign(model, "--signature", folder.path("new.sig"), "--reuse", folder.path("old.sig"))
        let changes = try again.json().object("result").object("changes")
        #expect(try changes.texts("changed") == ["b"])
        #expect(try changes.texts("added") == ["d"])
        #expect(try changes.texts("removed") == ["c"])
        #expect(try verify(model, "--signature", folder.path("new.sig")).status == 0)
    }

    @Test func `no cache is made when that is asked for, or by verify unasked`() throws {
        let signed = try SignedModel()
        #expect(try sign(signed.model, "--signature", signed.signature, "--no-cache").status == 0)
        #expect(try verify(signed.model, "--signature", signed.signature).status == 0)
        #expect(try verify(signed.model, "--signature", signed.signature, "--no-cache").status == 0)
        let digest = ["digest", "--no-cache", signed.model]
        #expect(try Tool.program.run(digest, environment: environment).status == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.path("cache")))
    }

    @Test func `a cache that others can write to is not used, and the work is done`() throws {
        let signed = try SignedModel()
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "cache/model-signing"),
            withIntermediateDirectories: true
        )
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o777],
            ofItemAtPath: folder.path("cache/model-signing")
        )
        let result = try verify(signed.model, "--signature", signed.signature, "--trust-cache")
        #expect(try unreadFiles(result) == 0)
        #expect(result.error.contains("warning:") && result.error.contains("cache/model-signing"))
    }

    @Test(arguments: [["--reuse", "nothing.sig"], ["--reuse", "other.sig"], ["--reuse", "model.sig", "--no-cache"]])
    func `an earlier signature must be one, by the same key, and the cache allowed`(_ flags: [String]) throws {
        let signed = try SignedModel()
        try signed.folder.write(["other.sig": "{}"])
        let result = try Tool.program.run(
            ["sign", "key", "--private-key", Keys.shared.privateKey, "--signature", "new.sig", "model"] + flags,
            in: signed.folder.url,
            environment: environment
        )
        #expect(result.status == 2)
        #expect(result.error.contains("--reuse"))
        #expect(!FileManager.default.fileExists(atPath: signed.folder.path("new.sig")))
    }

    @Test func `the cache cannot be trusted and forbidden at once`() throws {
        let signed = try SignedModel()
        let result = try verify(signed.model, "--signature", signed.signature, "--trust-cache", "--no-cache")
        #expect(result.status == 2)
    }
}
