// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A TUF repository in memory: its roles, and what it has published so far.
///
/// A value: a copy is the repository's past, from which old files can be served again. It never checks what it is told
/// to sign, and shares no code with what it tests.
/// - SeeAlso: TUF specification 1.0.34, §4 for the formats and §6 for the files' names
package struct TestTUFRepository: Sendable {
    /// The time of everything that happens here: 2025-06-15T15:06:40Z.
    package static let now = TestSigstore.now
    package static let day: TimeInterval = 86_400

    package var now: Date
    /// By their names: `root`, `timestamp`, `snapshot`, `targets`, and those that are delegated to.
    package var roles: [String: TestTUFRole]
    /// `consistent_snapshot`.
    package var isConsistent = true
    /// Whether the metadata that names other metadata says how long that is, and which hashes it has.
    package var namesLengths = false
    package var metaHashes: [TestDigest] = []
    /// What is served: bytes by their paths below the base URL, percent-encoded.
    package var files: [String: [UInt8]] = [:]
    /// The newest metadata of each role, in the bytes that were published.
    var newest: [String: [UInt8]] = [:]
    /// What the newest root says but for its version and date, and who signed it.
    var lastRoot: (content: TestJSON, keys: [TestTUFKey])?

    /// Makes the four roles; nothing is published yet. The root has two keys and needs both.
    ///
    /// - Parameter author: Whose keys they are; another one's are others.
    package init(_ kind: TestKey.Kind = .p256, by author: String = "tuf", now: Date = Self.now) {
        self.now = now
        func role(_ name: String, keyCount: Int = 1, days: Double) -> TestTUFRole {
            let keys = (0..<keyCount).map { TestTUFKey(kind, named: "\(author) \(name) \($0)") }
            return TestTUFRole(keys: keys, threshold: keyCount, expires: now + days * Self.day)
        }
        roles = [
            "root": role("root", keyCount: 2, days: 365), "targets": role("targets", days: 365),
            "snapshot": role("snapshot", days: 21), "timestamp": role("timestamp", days: 7),
        ]
    }

    /// A role that there is.
    package subscript(_ name: String) -> TestTUFRole {
        get {
            guard let role = roles[name] else { preconditionFailure("no role \(name)") }
            return role
        }
        set { roles[name] = newValue }
    }

    /// Offers a file, in place of one of the same path; to be published.
    package mutating func add(
        _ path: String,
        _ bytes: [UInt8],
        to role: String = "targets",
        custom: TestJSON? = nil
    ) {
        self[role].targets.removeAll { $0.path == path }
        self[role].targets.append(TestTUFTarget(path, bytes, custom: custom))
    }

    /// Delegates to a role, which is made where there is none.
    package mutating func delegate(
        _ delegation: TestTUFDelegation,
        from delegator: String = "targets",
        kind: TestKey.Kind = .p256
    ) {
        self[delegator].delegations.append(delegation)
        make(delegation.name, keys: [TestTUFKey(kind, named: "tuf \(delegation.name) 0")])
    }

    /// Delegates to bins, each of which is made.
    package mutating func delegateBins(
        _ bins: TestTUFBins,
        from delegator: String = "targets",
        kind: TestKey.Kind = .p256
    ) {
        self[delegator].bins = bins
        for name in bins.names { make(name, keys: [TestTUFKey(kind, named: "tuf \(bins.prefix) bins")]) }
    }

    private mutating func make(_ name: String, keys: [TestTUFKey]) {
        guard roles[name] == nil else { return }
        roles[name] = TestTUFRole(keys: keys, expires: now + 365 * Self.day)
    }

    /// Gives a role as many other keys, of another kind where one is given.
    package mutating func rotateKeys(of name: String, to kind: TestKey.Kind? = nil) {
        self[name].keys = self[name].keys.map { old in
            TestTUFKey(TestKey(kind ?? old.key.kind, named: "\(old.key.name)'"), form: old.form)
        }
    }

    /// The bytes of the newest published metadata of a role.
    package func latest(_ name: String) -> [UInt8] { newest[name] ?? [] }

    /// The bytes of a published root.
    package func root(_ version: Int) -> [UInt8] { files["\(version).root.json"] ?? [] }
}
