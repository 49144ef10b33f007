// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import Testing

@Suite struct DelegationTests {
    @Test(arguments: [1, 2, 4, 5, 8, 11, 16])
    func `a path is in the bin of its hash`(_ bitLength: Int) throws {
        // The bins' metadata is not needed: only the names are.
        var repository = TestTUFRepository()
        let bins = TestTUFBins(prefix: "bin-of", bitLength: bitLength)
        repository["targets"].beforeSigning = {
            $0["delegations"] = [
                "keys": [:],
                "succinct_roles": [
                    "keyids": [], "threshold": .number("1"), "bit_length": .number("\(bitLength)"),
                    "name_prefix": "bin-of",
                ],
            ]
        }
        try repository.publish()
        let trusted = try TrustedMetadata.taking(repository)
        let delegations = try #require(trusted.targets(of: trusted.topLevelTargets)?.delegations)
        for number in 0..<200 {
            let path = "folder/file \(number)"
            let found = delegations.delegations(of: path.exact, by: .targets)
            #expect(found.map(\.role) == [bins.name(of: path).exact])
        }
    }

    /// The bins that TAP 15 and the reference implementation give these paths: SHA-256 of each begins as the comment says.
    @Test(arguments: [
        ("", 32, "b-e3b0c442"), ("", 1, "b-1"), ("", 8, "b-e3"), ("", 10, "b-38e"), ("abc", 3, "b-5"),
        ("abc", 9, "b-174"),
    ])
    func `bins are numbered by the first bits, in as many digits as the last has`(
        _ path: String,
        _ bitLength: Int,
        _ name: String
    ) throws {
        let repository = try Bench.repository { repository in
            repository["targets"].beforeSigning = {
                $0["delegations"] = [
                    "keys": [:],
                    "succinct_roles": [
                        "keyids": [], "threshold": .number("1"), "bit_length": .number("\(bitLength)"),
                        "name_prefix": "b",
                    ],
                ]
            }
        }
        let trusted = try TrustedMetadata.taking(repository)
        let delegations = try #require(trusted.targets(of: trusted.topLevelTargets)?.delegations)
        #expect(delegations.delegations(of: path.exact, by: .targets).map(\.role) == [name.exact])
    }

    @Test func `targets in bins are found, and those of another bin's are not`() async throws {
        var repository = TestTUFRepository()
        let bins = TestTUFBins(bitLength: 2)
        repository.delegateBins(bins)
        repository.add("a", [1], to: bins.name(of: "a"))
        let other = try #require(bins.names.first { $0 != bins.name(of: "b") })
        repository.add("b", [2], to: other)
        try repository.publish()
        let bench = try Bench(repository)
        let updater = bench.updater()
        #expect(try await updater.targetFile("a")?.byteCount == 1)
        #expect(try await updater.targetFile("b") == nil)
        #expect(bench.transport.takeRequests().suffix(2).allSatisfy { $0.contains("1.bin-") })
    }

    @Test func `a path is in the role that its hash begins for`() async throws {
        // SHA-256("a") begins with ca978112, SHA-256("b") with 3e23e816.
        var repository = TestTUFRepository()
        repository.delegate(TestTUFDelegation("upper", hashPrefixes: ["CA", "00"]))
        repository.delegate(TestTUFDelegation("other", hashPrefixes: ["ca9782", "3e24", "f"]))
        repository.delegate(TestTUFDelegation("mine", hashPrefixes: ["00", "ca978"]))
        for role in ["upper", "other", "mine"] { for path in ["a", "b"] { repository.add(path, [1], to: role) } }
        try repository.publish()
        let bench = try Bench(repository)
        let updater = bench.updater()
        #expect(try await updater.targetFile("a") != nil)
        #expect(bench.transport.takeRequests().last == "1.mine.json")
        #expect(try await updater.targetFile("b") == nil)
        #expect(bench.transport.takeRequests() == [])
    }

    @Test func `the search ends after as many roles as the limit says`() async throws {
        var repository = TestTUFRepository()
        for index in 0..<6 { repository.delegate(TestTUFDelegation("r\(index)", paths: ["*"])) }
        repository.add("x", [1], to: "r4")
        try repository.publish()
        for (limit, isFound) in [(4, false), (5, true)] {
            let bench = try Bench(repository)
            var limits = UpdaterLimits.default
            limits.maximumDelegationCount = limit
            let updater = bench.updater(limits: limits)
            #expect((try await updater.targetFile("x") != nil) == isFound)
            #expect(bench.transport.takeRequests().count == 4 + limit)
        }
    }

    @Test func `roles that delegate to each other are visited once`() async throws {
        var repository = TestTUFRepository()
        repository.delegate(TestTUFDelegation("a", paths: ["*"]))
        repository.delegate(TestTUFDelegation("b", paths: ["*"]), from: "a")
        repository.delegate(TestTUFDelegation("a", paths: ["*"]), from: "b")
        try repository.publish()
        let bench = try Bench(repository)
        #expect(try await bench.updater().targetFile("x") == nil)
        #expect(bench.transport.takeRequests().suffix(2) == ["1.a.json", "1.b.json"])
    }

    @Test func `a terminating role is the last that is asked`() async throws {
        var repository = TestTUFRepository()
        repository.delegate(TestTUFDelegation("a", paths: ["*"], isTerminating: true))
        repository.delegate(TestTUFDelegation("b", paths: ["*"]))
        repository.delegate(TestTUFDelegation("c", paths: ["*"]), from: "a")
        repository.add("x", [1], to: "b")
        try repository.publish()
        let bench = try Bench(repository)
        #expect(try await bench.updater().targetFile("x") == nil)
        #expect(bench.transport.takeRequests().suffix(2) == ["1.a.json", "1.c.json"])
    }

    @Test func `a delegated role that is not in the snapshot is an error`() async throws {
        var repository = TestTUFRepository()
        repository.delegate(TestTUFDelegation("a", paths: ["*"]))
        repository["snapshot"].beforeSigning = { try $0.edit("meta") { $0["a.json"] = nil } }
        try repository.publish()
        let bench = try Bench(repository)
        #expect(await code { try await bench.updater().targetFile("x") } == .unknownRole)
    }
}
