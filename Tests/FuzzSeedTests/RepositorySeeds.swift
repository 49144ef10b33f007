// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices
import Testing

/// Makes the seeds of TUF metadata anew, with the repository that they come from:
///
///     MODEL_SIGNING_MAKE_SEEDS=1 swift test --filter RepositorySeeds
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["MODEL_SIGNING_MAKE_SEEDS"] != nil,
        "set MODEL_SIGNING_MAKE_SEEDS to make the seeds of the fuzzers anew: Fuzz/make-seeds.sh"
    )
)
struct RepositorySeeds {
    private static let roles = ["root", "timestamp", "snapshot", "targets"]

    @Test func `makes metadata and its repository`() throws {
        var repository = TestTUFRepository()
        // Points in hexadecimal are short, and need no escapes in a source.
        for role in Self.roles { repository[role].keys = [TestTUFKey(named: "fuzz \(role)", form: .hex)] }
        repository["root"].threshold = 1
        repository.namesLengths = true
        repository.metaHashes = [.sha256]
        repository.add("a/b.tgz", Array("fuzz\n".utf8), custom: ["usage": "fuzz"])
        try repository.publish()
        try write(source(repository), "Targets/SeedRepository.swift")
        for role in Self.roles { try write(repository.latest(role), "Seeds/tufmetadata/good-\(role).json") }

        var other = repository
        other.delegate(TestTUFDelegation("role", paths: ["a/*", "[a-c]?/*"], isTerminating: true))
        other.delegate(TestTUFDelegation("prefixes", hashPrefixes: ["00", "ff"]))
        try other.publish("targets")
        try write(other.latest("targets"), "Seeds/tufmetadata/good-delegations.json")
        var bins = repository
        bins.delegateBins(TestTUFBins(bitLength: 3))
        try bins.publish("targets")
        try write(bins.latest("targets"), "Seeds/tufmetadata/good-bins.json")
        // Not the same root's next version, which would be accepted.
        var kinds = TestTUFRepository()
        for kind in [TestKey.Kind.p384, .ed25519, .p521] {
            kinds["targets"].keys.append(TestTUFKey(kind, named: "fuzz \(kind)", form: kind == .p384 ? .hex : .usual))
        }
        try kinds.publish("root")
        try write(kinds.latest("root"), "Seeds/tufmetadata/good-keys.json")

        let timestamp = String(decoding: repository.latest("timestamp"), as: UTF8.self)
        let damaged = [
            "cut": String(timestamp.dropLast(20)),
            "version-zero": timestamp.replacing(#""version":1"#, with: #""version":0"#),
            "fraction": timestamp.replacing(#""version":1"#, with: #""version":1.0"#),
            "other-specification": timestamp.replacing("1.0.31", with: "2.0.31"),
            "other-type": timestamp.replacing(#""_type":"timestamp""#, with: #""_type":"mirrors""#),
            "no-date": timestamp.replacing("2025-", with: "2025:"),
        ]
        for (name, text) in damaged { try write(Array(text.utf8), "Seeds/tufmetadata/\(name).json") }
    }

    private func source(_ repository: TestTUFRepository) -> [UInt8] {
        let constants = Self.roles.map { role in
            let text = String(decoding: repository.latest(role), as: UTF8.self)
            return "    static let \(role) = #\"\"\"\n\(lines(of: text))\n        \"\"\"#"
        }
        let text = """
            // Copyright the swift-model-signing authors.
            // SPDX-License-Identifier: Apache-2.0

            /// The TUF repository whose metadata the seeds are: `RepositorySeeds` wrote this.
            enum SeedRepository {
            \(constants.joined(separator: "\n\n"))
            }

            """
        return Array(text.utf8)
    }

    /// Lines of 100 characters, which the compiler puts together again.
    private func lines(of text: String) -> String {
        var (lines, rest) = ([String](), text[...])
        while !rest.isEmpty {
            lines.append("        \(rest.prefix(100))")
            rest = rest.dropFirst(100)
        }
        return lines.joined(separator: "\\#\n")
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let file = FuzzSeed.folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}
