// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import Testing

/// Stores that somebody else has written to.
@Suite(.serialized) struct AlteredStoreTests {
    /// What becomes of a file.
    enum Alteration: String, Sendable, CaseIterable {
        case oneBit, oneDigit, truncated, emptied, oversized, removed, old, somebodyElses, folder, danglingLink

        /// Alters one file, given what was at its path in the past and what somebody else would have there.
        func apply(to url: URL, past: [UInt8]?, others: [UInt8]?) throws {
            var bytes = Array(try Data(contentsOf: url))
            switch self {
            case .oneBit: bytes[bytes.count / 2] ^= 1
            case .oneDigit:
                // JSON stays JSON.
                let digit = bytes.lastIndex { (UInt8(ascii: "0")...UInt8(ascii: "8")).contains($0) }
                bytes[digit ?? 0] += 1
            case .truncated: bytes.removeLast(bytes.count / 2)
            case .emptied: bytes = []
            case .oversized: bytes += [UInt8](repeating: 0x20, count: 6 << 20)
            case .old: bytes = past ?? bytes
            case .somebodyElses: bytes = others ?? bytes
            case .removed, .folder, .danglingLink: try FileManager.default.removeItem(at: url)
            }
            switch self {
            case .removed: return
            case .folder: try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            case .danglingLink:
                try FileManager.default.createSymbolicLink(
                    atPath: url.path(percentEncoded: false),
                    withDestinationPath: "nowhere"
                )
            default: try Data(bytes).write(to: url)
            }
        }
    }

    /// A client that knows the newest publication, and has stored two targets.
    private func prepare() async throws -> (attack: Attack, past: [String: [UInt8]], files: [String: [UInt8]]) {
        let attack = try await Attack()
        let past = try attack.client.storedFiles()
        try await attack.expectRecovery()
        return (attack, past, try attack.client.storedFiles())
    }

    /// The store of a client of somebody else's repository, which has the same roles and paths.
    private func othersFiles() async throws -> [String: [UInt8]] {
        var others = TestTUFRepository(by: "somebody else")
        others.add("top", Array("bad top".utf8))
        others.delegate(TestTUFDelegation("role", paths: ["role/*"]))
        others.rotateKeys(of: "role")
        others.add("role/file", Array("bad file".utf8), to: "role")
        try others.publish()
        others.rotateKeys(of: "targets")
        try others.publish()
        let client = try Installation(others)
        _ = try await client.update(Attack.paths)
        return try client.storedFiles()
    }

    private func restore(_ files: [String: [UInt8]], of client: Installation) throws {
        try FileManager.default.removeItem(at: client.storeFolder)
        for (path, bytes) in files {
            let url = client.storeFolder.appending(path: path)
            let folder = url.deletingLastPathComponent()
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data(bytes).write(to: url)
        }
    }

    @Test(arguments: Alteration.allCases)
    func `online, an altered file is replaced, and nothing of it used`(_ alteration: Alteration) async throws {
        let (attack, past, files) = try await prepare()
        let others = try await othersFiles()
        #expect(files.keys.contains("targets.json") && files.keys.contains("root_history/2.root.json"))
        for path in files.keys.sorted() {
            try restore(files, of: attack.client)
            let url = attack.client.storeFolder.appending(path: path)
            if path != ".lock" { try alteration.apply(to: url, past: past[path], others: others[path]) }
            if alteration == .folder {
                // A folder is nobody's file to replace: that is an error, and its removal mends the store.
                do {
                    let outcome = try await attack.client.update(Attack.paths)
                    #expect(outcome.versions == attack.repository.versions && outcome.targets == Attack.newTargets)
                } catch let error as TUFError {
                    #expect(error.code == .unusableStore, "\(path): \(error)")
                }
                try FileManager.default.removeItem(at: url)
            }
            try await attack.expectRecovery()
        }
    }

    @Test(arguments: Alteration.allCases)
    func `offline, an altered file is refused, or not needed`(_ alteration: Alteration) async throws {
        let (attack, past, files) = try await prepare()
        let others = try await othersFiles()
        // Trust begins with the root that came with the program: copies of it are not read.
        let unneeded: Set = [".lock", "root.json", "root_history/1.root.json"]
        for path in files.keys.sorted() where path != ".lock" {
            try restore(files, of: attack.client)
            let url = attack.client.storeFolder.appending(path: path)
            try alteration.apply(to: url, past: past[path], others: others[path])
            let isSame = (try? Data(contentsOf: url)).map { Array($0) } == files[path]
            do {
                let outcome = try await attack.client.cached(Attack.paths)
                #expect(unneeded.contains(path) || isSame, "\(alteration) of \(path) was not noticed")
                #expect(outcome.versions == attack.repository.versions && outcome.targets == Attack.newTargets)
            } catch let error as TUFError {
                #expect(!unneeded.contains(path) && !isSame, "\(alteration) of \(path): \(error)")
            }
        }
    }

    @Test func `offline, somebody else's store is refused; online, it is replaced`() async throws {
        let (attack, _, _) = try await prepare()
        try restore(try await othersFiles(), of: attack.client)
        await #expect(throws: TUFError.self) { try await attack.client.cached(Attack.paths) }
        try await attack.expectRecovery()
    }

    /// Offline nobody can tell; what was signed is whole all the same.
    @Test func `a store that was taken back is one publication, and online it is brought up to date`() async throws {
        let (attack, past, _) = try await prepare()
        try restore(past, of: attack.client)
        let cached = try await attack.client.cached(Attack.paths)
        #expect(cached.versions == attack.past.versions && cached.targets == Attack.oldTargets)
        try await attack.expectRecovery()
    }

    @Test func `without a root of the program's, the stored one decides`() async throws {
        var (attack, _, files) = try await prepare()
        attack = attack.trustingStore
        _ = try await attack.client.cached(Attack.paths)
        try restore(files.filter { $0.key != "root.json" }, of: attack.client)
        await expectError(.notCached) { try await attack.client.cached(Attack.paths) }
        await expectError(.notCached) { try await attack.client.update(Attack.paths) }
        files["root.json"]?.removeLast(10)
        try restore(files, of: attack.client)
        await expectError(.malformedMetadata) { try await attack.client.update(Attack.paths) }
    }
}
