// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import SystemFiles
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folder and the key that ``DigestCache`` trusts.
@Suite struct CacheFolderTests {
    private let model: CachedModel
    private let manager = FileManager.default

    init() throws { model = try CachedModel() }

    @Test func `makes a folder, a key and files that only this user may use`() throws {
        try model.storeOne()
        #expect(try CachedModel.mode(model.cache.folder) == 0o700)
        #expect(try CachedModel.mode(model.scratch.path("caches")) == 0o700)
        #expect(try CachedModel.mode(model.keyPath) == 0o600)
        #expect(try CachedModel.bytes(model.keyPath).count == 32)
        for file in try model.files { #expect(try CachedModel.mode(file) == 0o600) }
        #expect(try manager.contentsOfDirectory(atPath: model.cache.folder).count == 2)
    }

    @Test func `makes a key once, and another in another folder`() throws {
        try model.storeOne()
        let key = try CachedModel.bytes(model.keyPath)
        try model.storeOne()
        #expect(try CachedModel.bytes(model.keyPath) == key)
        let other = try CachedModel()
        try other.storeOne()
        #expect(try CachedModel.bytes(other.keyPath) != key)
    }

    @Test(arguments: ["plain", "plain/", "a/b/c/d", "./a//b/../b/", "existing", "existing/new", "link", "link/new"])
    func `makes the folders on the way`(_ path: String) throws {
        try manager.createDirectory(atPath: model.scratch.path("existing"), withIntermediateDirectories: false)
        try CachedModel.setMode(0o755, of: model.scratch.path("existing"))
        try model.scratch.link("link", to: "existing")
        let cache = DigestCache(folder: model.scratch.path("") + path)
        try model.storeOne(cache: cache)
        #expect(try model.load(cache: cache).count == 1)
    }

    @Test(.timeLimit(.minutes(1))) func `agrees on one key when many begin at once`() async throws {
        for round in 0..<20 {
            let cache = DigestCache(folder: model.scratch.path("round\(round)/cache"))
            let model = model
            try await withThrowingTaskGroup(of: Void.self) { group in
                for shard in 1...8 {
                    group.addTask {
                        try await OwnThread.run {
                            try model.store(
                                [(model.request("a"), CachedModel.digest(UInt8(shard)))],
                                shardByteCount: Int64(shard),
                                cache: cache
                            )
                        }
                    }
                }
                try await group.waitForAll()
            }
            for shard in 1...8 {
                let remembered = try model.load(shardByteCount: Int64(shard), cache: cache)
                #expect(try remembered.digest(of: model.request("a")) == CachedModel.digest(UInt8(shard)))
            }
            #expect(try manager.contentsOfDirectory(atPath: cache.folder).count == 9)
        }
    }

    @Test(arguments: [0o777, 0o720, 0o702, 0o775])
    func `believes nothing in a folder that others may write to`(_ mode: Int) throws {
        try model.storeOne()
        try CachedModel.setMode(mode, of: model.cache.folder)
        #expect(model.loadingFailure == .untrustedFolder)
        #expect(model.storingFailure == .untrustedFolder)
        try CachedModel.setMode(0o755, of: model.cache.folder)
        #expect(try model.load().count == 1)
    }

    @Test func `believes nothing in what is no folder`() throws {
        try model.scratch.write(["caches/model-signing": ""])
        #expect(model.loadingFailure == .untrustedFolder)
        #expect(model.storingFailure == .untrustedFolder)
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o666])
    func `believes nothing with a key that others may touch`(_ mode: Int) throws {
        try model.storeOne()
        try CachedModel.setMode(mode, of: model.keyPath)
        #expect(model.loadingFailure == .untrustedKey)
        #expect(model.storingFailure == .untrustedKey)
        try CachedModel.setMode(0o400, of: model.keyPath)
        #expect(try model.load().count == 1)
    }

    @Test(arguments: [0, 1, 31, 33, 64, 100_000])
    func `believes nothing with a key of another length`(_ byteCount: Int) throws {
        try model.storeOne()
        let key = try CachedModel.bytes(model.keyPath)
        try replaceKey(Array(repeating: 7, count: byteCount))
        #expect(model.loadingFailure == .untrustedKey)
        #expect(model.storingFailure == .untrustedKey)
        try replaceKey(key)
        #expect(try model.load().count == 1)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["link", "dangling", "FIFO", "folder"])
    func `believes nothing with a key that is no file`(_ kind: String) throws {
        try model.storeOne()
        let moved = model.scratch.path("moved")
        try manager.moveItem(atPath: model.keyPath, toPath: moved)
        switch kind {
        case "link": try manager.createSymbolicLink(atPath: model.keyPath, withDestinationPath: moved)
        case "dangling": try manager.createSymbolicLink(atPath: model.keyPath, withDestinationPath: "nothing")
        case "FIFO": try #require(mkfifo(model.keyPath, 0o600) == 0)
        default: try manager.createDirectory(atPath: model.keyPath, withIntermediateDirectories: false)
        }
        #expect(model.loadingFailure == .untrustedKey)
        #expect(model.storingFailure == .untrustedKey)
    }

    @Test func `remembers nothing without its key, and makes a new one`() throws {
        try model.storeOne()
        let key = try CachedModel.bytes(model.keyPath)
        try manager.removeItem(atPath: model.keyPath)
        #expect(try model.load().count == 0)
        try model.storeOne()
        #expect(try CachedModel.bytes(model.keyPath) != key)
        #expect(try model.load().count == 1)
    }

    @Test(.enabled(if: isRoot, "only root can give files away"), arguments: ["folder", "key", "folder above"])
    func `believes nothing, and makes nothing, where another user rules`(_ what: String) throws {
        if what == "folder above" {
            try manager.createDirectory(atPath: model.scratch.path("caches"), withIntermediateDirectories: false)
            try #require(chown(model.scratch.path("caches"), 12_345, 12_345) == 0)
            #expect(try model.load().count == 0)
            #expect(model.storingFailure == .untrustedFolder)
            #expect(try manager.contentsOfDirectory(atPath: model.scratch.path("caches")).isEmpty)
        } else {
            try model.storeOne()
            try #require(chown(what == "key" ? model.keyPath : model.cache.folder, 12_345, 12_345) == 0)
            #expect(model.loadingFailure == (what == "key" ? .untrustedKey : .untrustedFolder))
            #expect(model.storingFailure == (what == "key" ? .untrustedKey : .untrustedFolder))
        }
    }

    @Test(.enabled(if: !isRoot, "root reads and writes everything"))
    func `says what it may not read or write`() throws {
        try model.storeOne()
        let file = try #require(try model.files.first)
        try CachedModel.setMode(0, of: file)
        #expect(model.loadingFailure == .unreadable)
        try CachedModel.setMode(0o500, of: model.cache.folder)
        #expect(model.storingFailure == .unwritable)
        try CachedModel.setMode(0, of: model.cache.folder)
        #expect(model.loadingFailure == .unreadable)
        try CachedModel.setMode(0o700, of: model.cache.folder)
    }

    @Test(arguments: ["file/cache", "file/a/b", "dangling"])
    func `says where no folder can be made`(_ path: String) throws {
        try model.scratch.write(["file": ""])
        try model.scratch.link("dangling", to: "nothing/at/all")
        let cache = DigestCache(folder: model.scratch.path(path))
        let error = #expect(throws: DigestCacheError.self) { try model.storeOne(cache: cache) }
        #expect([.unwritable, .untrustedFolder].contains(error?.code))
    }

    @Test(arguments: ["", "a\0b"]) func `says that a path is none`(_ path: String) throws {
        let cache = DigestCache(folder: path)
        #expect(throws: DigestCacheError.self) { try model.storeOne(cache: cache) }
    }

    /// A key that only its length tells from a good one.
    private func replaceKey(_ bytes: [UInt8]) throws {
        try CachedModel.write(bytes, to: model.keyPath)
        try CachedModel.setMode(0o600, of: model.keyPath)
    }
}
