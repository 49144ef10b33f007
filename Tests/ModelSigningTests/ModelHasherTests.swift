// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import ModelSigning
import Testing

@Suite struct ModelHasherTests {
    private let model: TestModel

    init() throws { model = try TestModel() }

    @Test func `hashes every file`() async throws {
        try model.write(["a": "abc", "sub/empty": ""])
        let hashed = try await ModelHasher().hash(modelAt: model.url)
        #expect(hashed.manifest.modelName == "model")
        // As sha256sum gives them.
        #expect(
            hashed.manifest.resources.map(\.digest.hex) == [
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ]
        )
        #expect(hashed.fileCount == 2)
        #expect(hashed.byteCount == 3)
        #expect(hashed.notCovered.isEmpty)
    }

    @Test(arguments: [1, 2, 7, nil]) func `gives one manifest with any number of threads`(_ count: Int?) async throws {
        try model.write(Dictionary(uniqueKeysWithValues: (0..<100).map { ("d\($0 % 3)/f\($0)", "content \($0)") }))
        var options = HashingOptions()
        options.threadCount = count
        let manifest = try await ModelHasher(options).hash(modelAt: model.url).manifest
        #expect(try await ModelHasher().hash(modelAt: model.url).manifest == manifest)
        #expect(manifest.resources.count == 100)
    }

    @Test func `refuses an empty model`() async throws {
        await expect(.emptyModel)
        try model.makeFolder("sub/folder")
        await expect(.emptyModel)
    }

    @Test func `refuses a model of which everything is left out`() async throws {
        try model.write([".git/config": "x", ".gitignore": "x"])
        await expect(.emptyModel)
        try model.write(["logs/a": "x", "model.sig": "{}"])
        var options = HashingOptions()
        options.ignoredPaths = [try ResourceName("logs")]
        await expect(.emptyModel, options, excluding: ["model.sig"])
        options.ignoresGitPaths = false
        let hashed = try await ModelHasher(options).hash(modelAt: model.url, excluding: [model.url("model.sig")])
        #expect(hashed.manifest.fileNames.map(\.path) == [".git/config", ".gitignore"])
    }

    @Test func `signs a model of empty files, but not in shards`() async throws {
        try model.write(["a": "", "b": ""])
        #expect(try await ModelHasher().hash(modelAt: model.url).manifest.resources.count == 2)
        await expect(.emptyModel, .shards(of: 4))
        try model.write(["c": "1"])
        let hashed = try await ModelHasher(.shards(of: 4)).hash(modelAt: model.url)
        #expect(hashed.manifest.resources.map(\.identifier) == ["c:0:1"])
        #expect(hashed.notCovered == ["a", "b"])
        #expect(hashed.fileCount == 3)
    }

    @Test(arguments: [0, -1, Int64.min]) func `refuses shards without a byte`(_ byteCount: Int64) async throws {
        try model.write(["a": "1"])
        await expect(.invalidParameter, .shards(of: byteCount))
    }

    @Test(arguments: [1, 2, 3, 4, 100, Int64.max]) func `hashes shards as their bytes`(_ byteCount: Int64) async throws
    {
        try model.write(["a": "abcabcabc"])
        let resources = try await ModelHasher(.shards(of: byteCount)).hash(modelAt: model.url).manifest.resources
        for resource in resources {
            let range = try #require(resource.byteRange)
            let part = Array("abcabcabc".utf8)[Int(range.lowerBound)..<Int(range.upperBound)]
            try model.write(["part/p": String(decoding: part, as: UTF8.self)])
            let whole = try await ModelHasher().hash(modelAt: model.url("part/p")).manifest.resources
            #expect(whole.map(\.digest) == [resource.digest])
        }
        #expect(resources.count == (9 + Int(min(byteCount, 9)) - 1) / Int(min(byteCount, 9)))
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["link", "dangling", "fifo", "out"])
    func `refuses what cannot be signed and names it`(_ name: String) async throws {
        try model.write(["a": "1"])
        switch name {
        case "link": try model.link(name, to: "a")
        case "dangling": try model.link(name, to: "nothing")
        case "out": try model.link(name, to: "/")
        default: try model.makeFIFO(name)
        }
        let error = await expect(.unsignableEntry)
        #expect(error?.message.contains("'\(name)'") == true)
        #expect(error?.message.contains("more like it") == false)
        try model.makeFIFO("z")
        #expect(await expect(.unsignableEntry)?.message.contains("and 1 more") == true)
    }

    #if os(Linux)
    @Test func `refuses a name that is not UTF-8`() async throws {
        try model.write(["a": "1"])
        try model.makeFile(named: [0x66, 0xFF])
        await expect(.unsignableEntry)
    }
    #endif

    @Test func `signs a link inside the model as the file it leads to, when links are allowed`() async throws {
        try model.write(["blobs/1": "abc", "sub/x": "1"])
        try model.link("weights", to: "blobs/1")
        let hashed = try await ModelHasher(.withLinks).hash(modelAt: model.url)
        #expect(hashed.manifest.fileNames.map(\.path) == ["blobs/1", "sub/x", "weights"])
        #expect(hashed.manifest.resources.first?.digest == hashed.manifest.resources.last?.digest)
        #expect(hashed.manifest.serialization.symbolicLinks == .withinRoot)
        for (name, target) in [("out", "/"), ("folder", "sub")] {
            try model.link(name, to: target)
            await expect(.unsignableEntry, .withLinks)
            try model.remove(name)
        }
    }

    @Test func `takes no patterns for paths to ignore, and no model that is ignored itself`() async throws {
        try model.write(["a": "1"])
        var options = HashingOptions()
        options.ignoredPaths = [try ResourceName("*.log")]
        await expect(.invalidIgnorePath, options)
        options.ignoredPaths = [try ResourceName("a")]
        let error = await #expect(throws: ModelSigningError.self) {
            try await ModelHasher(options).hash(modelAt: model.url("a"))
        }
        #expect(error?.code == .emptyModel)
    }

    @Test func `refuses a single file that is a link`() async throws {
        try model.write(["a": "1"])
        try model.link("l", to: "a")
        for options in [HashingOptions(), .withLinks] {
            let error = await #expect(throws: ModelSigningError.self) {
                try await ModelHasher(options).hash(modelAt: model.url("l"))
            }
            #expect(error?.code == .unsignableEntry)
        }
    }

    @Test func `says that there is no model`() async throws {
        for name in ["nothing", "nothing/x"] {
            let error = await #expect(throws: ModelSigningError.self) {
                try await ModelHasher().hash(modelAt: model.url(name))
            }
            #expect(error?.code == .noModel)
        }
    }

    @Test(.enabled(if: !isRoot, "root reads every file")) func `refuses a file that cannot be read`() async throws {
        try model.write(["a": "1", "b": "2"])
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: model.path("b"))
        let error = await expect(.unreadableFile)
        #expect(error?.description.contains("'b'") == true)
    }

    @Test(.timeLimit(.minutes(2))) func `reports a file that is cut off while it is hashed`() async throws {
        try model.makeSparseFile("huge", byteCount: 1 << 36)
        let model = model
        let error = await #expect(throws: ModelSigningError.self) {
            try await ModelHasher().hash(modelAt: model.url) { _ in try? model.makeSparseFile("huge", byteCount: 3) }
        }
        #expect(error?.code == .changedWhileHashing)
        #expect(error?.cause is ContentHashingError)
    }

    @Test(.timeLimit(.minutes(2))) func `ends when it is cancelled`() async throws {
        try model.makeSparseFile("huge", byteCount: 1 << 42)
        let model = model
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await ModelHasher().hash(modelAt: model.url) }
                try await Task.sleep(for: .milliseconds(20))
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @discardableResult private func expect(
        _ code: ModelSigningError.Code,
        _ options: HashingOptions = HashingOptions(),
        excluding names: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> ModelSigningError? {
        let error = await #expect(throws: ModelSigningError.self, sourceLocation: sourceLocation) {
            try await ModelHasher(options).hash(modelAt: model.url, excluding: names.map { model.url($0) })
        }
        #expect(error?.code == code, sourceLocation: sourceLocation)
        return error
    }
}
