// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import Testing

@Suite struct CachedRepositoryTests {
    private static let day = TestTUFRepository.day

    private static func warm(_ change: (inout TestTUFRepository) throws -> Void = { _ in }) async throws -> Bench {
        let bench = try Bench(Bench.repository(change))
        let updater = bench.updater()
        if let file = try await updater.targetFile(Bench.target) {
            try bench.store.storeTarget(try await updater.download(file), of: file)
        }
        _ = bench.transport.takeRequests()
        return bench
    }

    @Test func `gives what was downloaded, without asking anybody`() async throws {
        let bench = try await Self.warm()
        let cached = try await bench.cached()
        let file = try #require(try cached.targetFile(Bench.target))
        #expect(try cached.targetBytes(of: file) == Bench.content)
        #expect(try cached.targetFile("other") == nil)
        #expect(cached.state.firstExpiry == Bench.now + 7 * Self.day)
        #expect(bench.transport.takeRequests() == [])
    }

    @Test func `an empty store, and none at all, holds nothing`() async throws {
        let bench = try Bench(Bench.repository())
        #expect(await code { try await bench.cached() } == .notCached)
        #expect(bench.stored(".lock") == nil)
        let other = try Bench(Bench.repository(), hasBootstrapRoot: false)
        #expect(await code { try await other.cached() } == .notCached)
    }

    @Test(arguments: ["root", "timestamp", "snapshot", "targets"])
    func `nothing may have expired, or all may`(_ role: String) async throws {
        let bench = try await Self.warm { $0[role].expires = Bench.now + Self.day }
        let later = Bench.now + Self.day
        #expect(await code { try await bench.cached(.enforced(at: later)) } == .expired)
        #expect(try await bench.cached(.enforced(at: later - 1)).state.firstExpiry == later)
        #expect(try await bench.cached(.reported).state.firstExpiry == later)
    }

    @Test(arguments: ["timestamp", "snapshot", "targets"])
    func `one changed byte of metadata is found`(_ role: String) async throws {
        let bench = try await Self.warm()
        let bytes = try #require(bench.stored("\(role).json"))
        for (index, bit) in [(bytes.count / 3, 1), (bytes.count / 2, 4), (bytes.count - 3, 2)] as [(Int, UInt8)] {
            var changed = bytes
            changed[index] ^= bit
            try bench.put(changed, as: "\(role).json")
            #expect(await code { try await bench.cached(.reported) } != nil)
        }
        try bench.put(bytes, as: "\(role).json")
        _ = try await bench.cached(.reported)
    }

    @Test func `one changed byte of a target is found`() async throws {
        let bench = try await Self.warm()
        let cached = try await bench.cached()
        let file = try #require(try cached.targetFile(Bench.target))
        let name = "targets/folder%2Fa%20file.txt"
        #expect(bench.stored(name) == Bench.content)
        for changed in [Array("Content\n".utf8), [], Array(Bench.content.dropLast()), Bench.content + [0]] {
            try bench.put(changed, as: name)
            #expect(code { try cached.targetBytes(of: file) } == .notCached)
            #expect(bench.store.targetBytes(of: file) == nil)
        }
        try FileManager.default.removeItem(at: bench.url(name))
        #expect(code { try cached.targetBytes(of: file) } == .notCached)
        #expect(code { try bench.store.storeTarget([1], of: file) } == .wrongContent)
        try bench.store.storeTarget(Bench.content, of: file)
        #expect(try cached.targetBytes(of: file) == Bench.content)
    }

    @Test func `older metadata put in place of newer does not fit together`() async throws {
        var repository = try Bench.repository()
        let past = repository
        let bench = try Bench(repository)
        try repository.publish()
        bench.transport.serve(repository)
        try await bench.refresh()
        for (role, expected) in [
            ("timestamp", TUFError.Code.wrongVersion), ("snapshot", .wrongVersion), ("targets", .wrongVersion),
        ] {
            try bench.put(past.latest(role), as: "\(role).json")
            #expect(await code { try await bench.cached(.reported) } == expected)
            try bench.put(repository.latest(role), as: "\(role).json")
        }
    }

    @Test func `a delegated role that was never downloaded is missing`() async throws {
        let bench = try await Self.warm {
            $0.delegate(TestTUFDelegation("a", paths: ["a/*"]))
            $0.delegate(TestTUFDelegation("b", paths: ["b/*"]))
            $0.add("a/x", [1], to: "a")
            $0.add("b/x", [1], to: "b")
        }
        _ = try await bench.updater().targetFile("a/x")
        let cached = try await bench.cached()
        #expect(try cached.targetFile("a/x") != nil)
        #expect(code { try cached.targetFile("b/x") } == .notCached)
    }

    @Test func `every byte of a timestamp counts, and none may be missing`() throws {
        let repository = try Bench.repository()
        let bytes = repository.latest("timestamp")
        let trusted = try TrustedMetadata(root: repository.root(1))
        for end in bytes.indices {
            var copy = trusted
            #expect(code { try copy.remember(timestamp: Array(bytes[..<end])) } == .malformedMetadata)
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var (copy, changed) = (trusted, bytes)
                changed[index] ^= 1 << UInt8(bit)
                // The case of hexadecimal digits does not matter.
                guard
                    copy.refuses(changed)
                        || String(decoding: changed, as: UTF8.self).lowercased().utf8.elementsEqual(
                            String(decoding: bytes, as: UTF8.self).lowercased().utf8
                        )
                else {
                    Issue.record("byte \(index), bit \(bit)")
                    return
                }
            }
        }
    }
}

extension TrustedMetadata {
    fileprivate mutating func refuses(_ bytes: [UInt8]) -> Bool { (try? remember(timestamp: bytes)) == nil }
}
