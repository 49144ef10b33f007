// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport
import Testing

/// What ``FileHasher`` does when a file is not the one that was listed.
@Suite struct FileChangeTests {
    private let folder: HashingFolder
    private let manager = FileManager.default
    private var path: String { folder.scratch.path("sub/f") }

    init() throws { folder = try HashingFolder(["sub/f": Pattern.bytes(0..<1000), "outside": [1]]) }

    @Test(arguments: ["longer", "shorter", "empty", "other bytes", "other time", "same bytes again", "other file"])
    func `reports a file that changed since it was listed`(_ change: String) async throws {
        let request = try folder.request("sub/f")
        switch change {
        case "longer": try write(Pattern.bytes(0..<1001))
        case "shorter": try write(Pattern.bytes(0..<999))
        case "empty": try write([])
        case "other bytes": try write(Pattern.bytes(1..<1001))
        case "other time":
            let past = Date(timeIntervalSince1970: 1_000_000_000)
            try manager.setAttributes([.modificationDate: past], ofItemAtPath: path)
        case "same bytes again": try write(Pattern.bytes(0..<1000))
        default:
            try Data(Pattern.bytes(0..<1000)).write(to: folder.scratch.url.appending(path: "other"))
            try manager.removeItem(atPath: path)
            try manager.moveItem(atPath: folder.scratch.path("other"), toPath: path)
        }
        let error = try await folder.error(for: request)
        #expect(error?.code == .changedWhileHashing)
        #expect(error?.message.contains("'sub/f'") == true)
    }

    @Test(.timeLimit(.minutes(2))) func `reports a file that is cut off while it is read`() async throws {
        try folder.makeSparseFile("huge", byteCount: 1 << 36)
        let folder = folder
        let outcomes = try await folder.digests(of: [folder.request("huge")]) { _ in
            folder.resize("huge", byteCount: 5)
        }
        #expect(throws: ContentHashingError.self) { try outcomes[0].get() }
        guard case .failure(let error) = outcomes[0] else { return }
        #expect(error.code == .changedWhileHashing)
    }

    @Test(arguments: [0..<1001, 999..<1002, 1000..<1001, 5000..<6000] as [Range<Int64>])
    func `reports a range beyond the end of the file`(_ range: Range<Int64>) async throws {
        let error = try await folder.error(for: folder.request("sub/f", range: range))
        #expect(error?.code == .changedWhileHashing)
    }

    #if os(Linux)
    @Test func `reports a file that goes on after the size that the system gave`() async throws {
        let root = try RootDirectory(path: "/proc/self")
        let state = try root.openFile("status").state(path: "status")
        #expect(state.byteCount == 0)
        let outcomes = try await FileHasher(algorithm: .sha256)
            .digests(of: [HashingRequest(path: "status", state: state)], in: root)
        guard case .failure(let error) = outcomes[0] else { return #expect(Bool(false), "an error was expected") }
        #expect(error.code == .changedWhileHashing)
    }
    #endif

    @Test func `reports a file that vanished`() async throws {
        let request = try folder.request("sub/f")
        try manager.removeItem(atPath: path)
        #expect(try await folder.error(for: request)?.code == .vanished)
        try manager.removeItem(atPath: folder.scratch.path("sub"))
        #expect(try await folder.error(for: request)?.code == .vanished)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["link", "link to itself", "link out", "FIFO", "folder"])
    func `does not read, or wait for, what took a file's place`(_ kind: String) async throws {
        let request = try folder.request("sub/f")
        try manager.moveItem(atPath: path, toPath: folder.scratch.path("moved"))
        switch kind {
        case "link": try folder.scratch.link("sub/f", to: "../moved")
        case "link to itself": try folder.scratch.link("sub/f", to: "f")
        case "link out": try folder.scratch.link("sub/f", to: "/dev/zero")
        case "FIFO": try folder.makeFIFO("sub/f")
        default: try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
        }
        #expect(try await folder.error(for: request)?.code == .notRegularFile)
    }

    @Test func `does not follow a link that took a folder's place`() async throws {
        let request = try folder.request("sub/f")
        try manager.moveItem(atPath: folder.scratch.path("sub"), toPath: folder.scratch.path("moved"))
        try folder.scratch.link("sub", to: "moved")
        #expect(try await folder.error(for: request)?.code == .notRegularFile)
    }

    @Test(.enabled(if: !isRoot, "root reads every file")) func `reports a file that cannot be read`() async throws {
        let mode = try #require(manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        try manager.setAttributes([.posixPermissions: mode & ~0o444], ofItemAtPath: path)
        let state = try FileState(path: path)
        #expect(try await folder.error(for: HashingRequest(path: "sub/f", state: state))?.code == .unreadable)
    }

    private func write(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: folder.scratch.url.appending(path: "sub/f"))
    }
}
