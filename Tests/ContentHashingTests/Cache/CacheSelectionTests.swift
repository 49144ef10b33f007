// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import Synchronization
import SystemFiles
import TestSupport
import Testing

/// Which digests ``DigestCache`` stores at all.
@Suite struct CacheSelectionTests {
    private static let second: Int64 = 1_000_000_000
    private let model: CachedModel

    init() throws { model = try CachedModel() }

    @Test(arguments: [-second, 0, second, 2 * second - 1, 2 * second, 2 * second + 1])
    func `stores files that changed more than two seconds before`(_ age: Int64) throws {
        try model.setModified(Self.second, of: "a")
        let request = try model.request("a")
        try model.store([(request, CachedModel.digest(1))], hashedSince: request.state.changed + age)
        #expect(try model.load().count == (age > 2 * Self.second ? 1 : 0))
    }

    @Test(arguments: [-second, 0, second, 2 * second - 1, 2 * second, 2 * second + 1])
    func `stores files that were written to more than two seconds before`(_ age: Int64) throws {
        let written = CachedModel.future
        try model.setModified(written, of: "a")
        let request = try model.request("a")
        try #require(request.state.modified == written)
        try model.store([(request, CachedModel.digest(1))], hashedSince: written + age)
        #expect(try model.load().count == (age > 2 * Self.second ? 1 : 0))
    }

    @Test(arguments: [-1, -second, -1_000_000 * second] as [Int64])
    func `does not store files that were written to before 1970`(_ written: Int64) throws {
        try model.setModified(written, of: "a")
        let request = try model.request("a")
        try #require(request.state.modified == written)
        try model.store([(request, CachedModel.digest(1))])
        #expect(try model.load().count == 0)
    }

    @Test(arguments: [Int64.min, -1, 0]) func `stores nothing with a clock that is wrong`(_ now: Int64) throws {
        try model.store([(model.request("a"), CachedModel.digest(1))], hashedSince: now)
        #expect(try model.load().count == 0)
    }

    @Test func `has a clock that agrees with the file system's`() throws {
        let before = DigestCache.now
        try model.scratch.write(["model/new": ""])
        let changed = try model.request("new").state.changed
        #expect(changed > before - Self.second && changed < DigestCache.now + Self.second)
    }

    @Test(arguments: [-1..<5, 3..<6, 6..<6] as [Range<Int64>])
    func `does not store what no file can have`(_ range: Range<Int64>) throws {
        try model.store([(model.request("a", range: range), CachedModel.digest(1))])
        #expect(try model.load().count == 0)
    }

    @Test func `does not store links and folders`() throws {
        let folder = HashingRequest(path: "sub", state: try FileState(path: model.scratch.path("model/sub")))
        try model.store([(folder, CachedModel.digest(1))])
        #expect(try model.load().count == 0)
    }

    @Test func `stores files on local disks only, and asks once for a device`() throws {
        let counter = Atomic(0)
        func store(_ kind: FileSystemKind?) throws {
            counter.store(0, ordering: .relaxed)
            try model.cache.store(
                ["a", "sub/b", "empty"].map { (try model.request($0), try CachedModel.digest(1)) },
                hashedSince: CachedModel.future,
                in: model.root,
                algorithm: .sha256,
                shardByteCount: nil,
                fileSystemKind: { _, path throws(SystemFileError) in
                    counter.add(1, ordering: .relaxed)
                    guard let kind else { throw SystemFileError(5, doing: "inspect", path: path) }
                    return kind
                }
            )
        }
        try store(.localDisk)
        #expect(try model.load().count == 3)
        #expect(counter.load(ordering: .relaxed) == 1)
        try store(.other)
        #expect(try model.load().count == 0)
        #expect(counter.load(ordering: .relaxed) == 1)
        try store(nil)
        #expect(try model.load().count == 0)
        #expect(counter.load(ordering: .relaxed) == 3)
    }

    @Test func `does not ask a file that took the place of the one that was hashed`() throws {
        let path = model.scratch.path("model/a")
        let request = try model.request("a")
        try FileManager.default.moveItem(atPath: path, toPath: model.scratch.path("moved"))
        try model.storing(request, gives: 0)
        try model.scratch.write(["model/a": "first"])
        try model.storing(request, gives: 0)
        try FileManager.default.removeItem(atPath: path)
        try model.scratch.link("model/a", to: model.scratch.path("moved"))
        try model.storing(request, gives: 0)
    }

    @Test func `stores on the file system that the tests have exactly if that is a local disk`() throws {
        let request = try model.request("a")
        let kind = try model.root.openFile("a").fileSystemKind(path: "a")
        try model.cache.store(
            [(request, CachedModel.digest(1))],
            hashedSince: CachedModel.future,
            in: model.root,
            algorithm: .sha256,
            shardByteCount: nil
        )
        #expect(try model.load().count == (kind == .localDisk ? 1 : 0))
    }

    #if os(Linux)
    @Test(arguments: [("/proc", "version"), ("/sys/kernel", "mm/transparent_hugepage/enabled")])
    func `does not store files of a file system that is none of a disk`(_ folder: String, _ path: String) throws {
        guard let root = try? RootDirectory(path: folder), let file = try? root.openFile(path) else { return }
        let request = HashingRequest(path: path, state: try file.state(path: path))
        try model.cache.store(
            [(request, CachedModel.digest(1))],
            hashedSince: CachedModel.future,
            in: root,
            algorithm: .sha256,
            shardByteCount: nil
        )
        #expect(try model.load(in: root).count == 0)
        try model.store([(request, CachedModel.digest(1))], in: root)
        #expect(try model.load(in: root).count == 1)
    }
    #endif

    @Test func `stores the largest pieces when there are too many`() throws {
        let limit = Int64(RememberedDigests.maximumEntryCount)
        try model.scratch.write(["model/f": String(repeating: "x", count: Int(limit) + 10)])
        let digest = try CachedModel.digest(1)
        let state = try model.request("f").state
        let sizes = Array(1...(limit + 10))
        let requests = sizes.map { HashingRequest(path: "f", state: state, range: 0..<$0) }
        try model.store(requests.map { ($0, digest) })
        let remembered = try model.load()
        #expect(remembered.count == Int(limit))
        #expect(requests.prefix(10).allSatisfy { remembered.digest(of: $0) == nil })
        #expect(requests.dropFirst(10).allSatisfy { remembered.digest(of: $0) == digest })
    }
}

extension CachedModel {
    fileprivate func storing(_ request: HashingRequest, gives count: Int) throws {
        try store([(request, Self.digest(1))])
        #expect(try load().count == count)
    }
}
