// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import FuzzTargets
import SigstoreBundle
import Testing

/// The fuzzer's seeds as ordinary tests. What a fuzzer once crashed with is among them, by a name that says why.
@Suite struct FuzzSeedTests {
    @Test(arguments: try FuzzSeed.all())
    func `what a parser accepts keeps its properties`(_ seed: FuzzSeed) async throws {
        let outcome = try await seed.target.run(seed.bytes)
        if seed.isGood { #expect(outcome == .accepted) }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `every parser has a good seed, a bad one and a dictionary`(_ target: FuzzTarget) throws {
        let seeds = try FuzzSeed.all().filter { $0.target == target }
        #expect(Set(seeds.map(\.isGood)) == [true, false])
        let words = try String(
            contentsOf: FuzzSeed.folder.appending(path: "Dictionaries/\(target.rawValue).dict"),
            encoding: .utf8
        )
        #expect(
            words.split(separator: "\n").allSatisfy { $0.hasPrefix("#") || ($0.hasPrefix("\"") && $0.hasSuffix("\"")) }
        )
    }

    @Test(arguments: FuzzTarget.allCases)
    func `nothing at all is refused`(_ target: FuzzTarget) async throws {
        #expect(try await target.run([]) == .refused)
    }

    @Test func `the seeds' instance witnessed their signatures`() async throws {
        for seed in try FuzzSeed.all() where seed.target == .bundle && seed.name.contains("sigstore") {
            let bundle = try SignatureBundle(parsing: seed.bytes)
            #expect(try await FuzzTarget.isVerified(bundle) == seed.isGood, "\(seed.name)")
        }
    }

    @Test func `every folder of seeds is a parser's`() throws {
        let folder = FuzzSeed.folder.appending(path: "Seeds").path(percentEncoded: false)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(names) == Set(FuzzTarget.allCases.map(\.rawValue)))
    }
}

/// One file below `Fuzz/Seeds`.
struct FuzzSeed: Sendable, CustomTestStringConvertible {
    let target: FuzzTarget
    let name: String
    let bytes: [UInt8]

    var testDescription: String { "\(target.rawValue)/\(name)" }
    /// Whether the name says that the parser must accept it.
    var isGood: Bool { name.hasPrefix("good") }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fuzz")

    static func all() throws -> [FuzzSeed] {
        try FuzzTarget.allCases.flatMap { target in
            let folder = folder.appending(path: "Seeds/\(target.rawValue)")
            return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted().map
            {
                FuzzSeed(target: target, name: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0))))
            }
        }
    }
}
