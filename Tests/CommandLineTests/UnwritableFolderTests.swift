// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Folders that take no signature: missing, read-only, full.
@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct UnwritableFolderTests {
    @Test(arguments: ["missing/model.sig", "model/config.json/model.sig", "/proc/model.sig"])
    func `a signature that cannot be saved is status 1, and leaves nothing behind`(_ name: String) throws {
        try expectNothingSaved(as: name, status: 1)
    }

    @Test(arguments: ["folder", "folder/", "model", "notes.txt", "model/config.json"])
    func `what is no signature is never replaced by one`(_ name: String) throws {
        try expectNothingSaved(as: name, status: 2)
    }

    private func expectNothingSaved(as name: String, status: Int32) throws {
        let signed = try SignedModel()
        try signed.folder.write(["folder/file": "", "notes.txt": "notes", "model/config.json": "{}"])
        let before = try FileManager.default.subpathsOfDirectory(atPath: signed.folder.url.path())
        let key = ["--private-key", Keys.shared.privateKey]
        let result = try Tool.run(["sign", "key", "model", "--signature", name] + key, in: signed.folder.url)
        #expect(result.status == status)
        #expect(result.output.isEmpty)
        #expect(result.error.contains("signature"))
        #expect(result.error.contains(name.hasSuffix(".sig") ? String(name.dropLast("model.sig".count)) : name))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: signed.folder.url.path()) == before)
        for (name, content) in [("notes.txt", "notes"), ("model/config.json", "{}")] {
            #expect(try String(contentsOfFile: signed.folder.path(name), encoding: .utf8) == content)
        }
    }

    #if os(Linux)
    /// Devices are the same case: root who signs to `/dev/null` must not lose it.
    @Test func `a pipe is neither waited for nor replaced`() throws {
        let signed = try SignedModel()
        let result = try #require(Program.installed("sh")).run(
            [
                "-c", #"mkfifo pipe; timeout 20 "$0" "$@"; echo "status $?"; test -p pipe && echo "a pipe""#,
                Tool.program.url.path(percentEncoded: false), "sign", "key", "--private-key", Keys.shared.privateKey,
                "--signature", "pipe", "model",
            ],
            in: signed.folder.url
        )
        #expect(result.output == "status 2\na pipe\n", "\(result.error)")
    }
    #endif

    @Test(.enabled(if: SmallDisk.isPossible, SmallDisk.absence), arguments: ["full", "read-only"])
    func `an old signature survives a full disk and a read-only one`(_ state: String) throws {
        let signed = try SignedModel()
        try signed.folder.write(["disk/none": ""])
        // `$0` is the tool; the other arguments are its own.
        let script = """
            mount -t tmpfs -o size=1m tmpfs disk && cp model.sig disk/ && sync || exit 99
            \(state == "full" ? "dd if=/dev/zero of=disk/filler bs=4096 2>/dev/null" : "mount -o remount,bind,ro disk || exit 99")
            "$0" "$@"; echo "status $?"
            cmp model.sig disk/model.sig && echo "the old one"
            ls -A disk
            """
        // The old one no longer fits the model: were it replaced, that would show.
        try signed.folder.write(["model/more": String(repeating: "x", count: 100)])
        let result = try SmallDisk.run(
            script,
            [
                Tool.program.url.path(percentEncoded: false), "sign", "key", "--private-key", Keys.shared.privateKey,
                "--signature", "disk/model.sig", "model",
            ],
            in: signed.folder
        )
        #expect(result.error.contains("saved"), "\(result.error)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.starts(with: ["status 1", "the old one"]))
        #expect(Set(lines.dropFirst(2)) == (state == "full" ? ["filler", "model.sig"] : ["model.sig"]))
    }

    /// A draft beside the model would be on another disk.
    @Test(.enabled(if: SmallDisk.isPossible, SmallDisk.absence))
    func `a model that is a disk of its own can hold its signature`() throws {
        let signed = try SignedModel()
        try signed.folder.write(["disk/none": ""])
        let script = """
            mount -t tmpfs -o size=1m tmpfs disk && echo 1 >disk/file || exit 99
            for run in 1 2; do "$0" "$@"; echo "status $?"; done >result
            ls -A disk
            """
        let arguments = [
            Tool.program.url.path(percentEncoded: false), "sign", "key", "--private-key", Keys.shared.privateKey,
            "--signature", "disk/model.sig", "disk",
        ]
        let result = try SmallDisk.run(script, arguments, in: signed.folder)
        #expect(Set(result.output.split(separator: "\n")) == ["file", "model.sig"], "\(result.error)")
        let statuses = try String(contentsOfFile: signed.folder.path("result"), encoding: .utf8)
        #expect(statuses.matches(of: /status 0/).count == 2)
    }

    @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/root") == false, "root writes everywhere"))
    func `a folder without permission is status 1`() throws {
        let signed = try SignedModel()
        try signed.folder.write(["locked/file": ""])
        let locked = signed.folder.path("locked")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: locked)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: locked) }
        let result = try Tool.signKey(signed.model, to: locked + "/model.sig")
        #expect(result.status == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: locked) == ["file"])
    }
}

/// Mounts of our own that nobody else sees and that end with the shell.
enum SmallDisk {
    static let absence: Comment = "a 1 MiB file system cannot be mounted here (unshare of util-linux, and the right to)"

    static let isPossible: Bool = {
        guard Program.installed("unshare") != nil, let folder = try? TemporaryFolder() else { return false }
        return (try? run("mount -t tmpfs -o size=1m tmpfs .", ["sh"], in: folder))?.status == 0
    }()

    /// Runs a shell script with arguments, the first of which is `$0`.
    static func run(_ script: String, _ arguments: [String], in folder: TemporaryFolder) throws -> Program.Result {
        let unshare = try #require(Program.installed("unshare"))
        let user = FileManager.default.isWritableFile(atPath: "/root") ? [] : ["--user", "--map-root-user"]
        return try unshare.run(["--mount"] + user + ["sh", "-c", script] + arguments, in: folder.url)
    }
}
