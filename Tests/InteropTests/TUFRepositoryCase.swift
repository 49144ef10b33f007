// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestServices
import Testing

/// A test repository that python-tuf judges: what was published, once or more often.
struct TUFRepositoryCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Changes a repository that has one target and no publication yet.
    let change: @Sendable (inout TestTUFRepository) throws -> Void
    /// The name of the exception's class that python-tuf must end with.
    var error: String?

    init(
        _ name: String,
        error: String? = nil,
        _ change: @escaping @Sendable (inout TestTUFRepository) throws -> Void
    ) {
        (testDescription, self.error, self.change) = (name, error, change)
    }

    /// The repository, published at the end.
    func make() throws -> TestTUFRepository {
        var repository = TestTUFRepository()
        repository.add("top", Array("top".utf8), custom: ["né": [.number("1"), .null, .bool(true), "\u{1f600}"]])
        try change(&repository)
        return repository
    }

    /// All targets that are in the repository and a client can find, with their bytes.
    static func targets(of repository: TestTUFRepository) -> [String: [UInt8]] {
        var targets: [String: [UInt8]] = [:]
        for role in repository.roles.values { for target in role.targets { targets[target.path] = target.bytes } }
        return targets
    }

    static let good: [TUFRepositoryCase] =
        [
            Self("as it begins") { try $0.publish() },
            Self("no consistent snapshots") {
                $0.isConsistent = false
                try $0.publish()
            },
            Self("lengths and hashes of metadata") {
                $0.namesLengths = true
                $0.metaHashes = [.sha256, .sha512]
                try $0.publish()
            },
            Self("targets in folders, with two hashes") {
                $0.add("a/b/c.txt", [1, 2, 3])
                $0.add("empty", [])
                $0["targets"].targets[1].hashes = [.sha512, .sha256]
                try $0.publish()
            },
            Self("several publications") {
                for number in 0..<3 {
                    $0.add("number", Array("\(number)".utf8))
                    try $0.publish()
                }
                try $0.publish("timestamp")
            },
            Self("a chain of 15 roots") {
                for _ in 0..<15 {
                    $0.rotateKeys(of: "root")
                    try $0.publish("root")
                }
                try $0.publish()
            },
            Self("another threshold") {
                $0["timestamp"].keys.append(TestTUFKey(named: "another"))
                try $0.publish()
                $0["timestamp"].threshold = 2
                try $0.publish()
            },
            Self("a role's version that skips many") {
                try $0.publish()
                $0["snapshot"].version = 1_000_000
                try $0.publish()
            },
        ] + kinds + rotations + delegations

    private static let kinds = [TestKey.Kind.p256, .p384, .ed25519, .rsaPSS].map { kind in
        Self("keys of the kind \(kind)") {
            for role in $0.roles.keys { $0.rotateKeys(of: role, to: kind) }
            try $0.publish()
        }
    }

    private static let rotations = ["root", "timestamp", "snapshot", "targets"].map { role in
        Self("new keys of \(role)") {
            try $0.publish()
            $0.rotateKeys(of: role, to: .ed25519)
            try $0.publish()
        }
    }

    private static let delegations =
        [
            Self("delegations within each other, with thresholds") {
                $0.delegate(TestTUFDelegation("one", paths: ["one/*", "one/*/*"]))
                $0.delegate(TestTUFDelegation("two", paths: ["one/two/*"], isTerminating: true), from: "one")
                $0["two"].keys = [.p256, .p384, .ed25519].map { TestTUFKey($0, named: "two") }
                $0["two"].threshold = 2
                $0["two"].signers = Array($0["two"].keys.dropFirst())
                $0.add("one/of one", [1], to: "one")
                $0.add("one/two/of-two", [2], to: "two")
                try $0.publish()
            },
            Self("a role whose name is not a file's") {
                $0.delegate(TestTUFDelegation("a/../b ü%2F", paths: ["x"]))
                $0.add("x", [1], to: "a/../b ü%2F")
                try $0.publish()
            },
            Self("delegation by the hashes of paths") {
                $0.delegate(TestTUFDelegation("low", hashPrefixes: (0..<8).map { "\($0)" }))
                $0.delegate(TestTUFDelegation("high", hashPrefixes: ["8", "9", "a", "b", "c", "d", "e", "f"]))
                for number in 0..<12 {
                    let path = "hashed/\(number)"
                    let isLow = TestDigest.sha256.hash(Array(path.utf8))[0] < 0x80
                    $0.add(path, [UInt8(number)], to: isLow ? "low" : "high")
                }
                try $0.publish()
            },
            Self("new keys of a delegated role") {
                $0.delegate(TestTUFDelegation("one", paths: ["one/*"]))
                $0.add("one/1", [1], to: "one")
                try $0.publish()
                $0.rotateKeys(of: "one")
                try $0.publish()
            },
        ]
        + [1, 4, 5, 8].map { bitLength in
            Self("bins of \(bitLength) bits") {
                let bins = TestTUFBins(bitLength: bitLength)
                $0.delegateBins(bins)
                for number in 0..<20 {
                    let path = "binned/\(number)"
                    $0.add(path, [UInt8(number)], to: bins.name(of: path))
                }
                try $0.publish()
            }
        }
}
