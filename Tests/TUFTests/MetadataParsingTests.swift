// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TUF
import TestServices
import Testing

@Suite struct MetadataParsingTests {
    @Test func `accepts what the others differ from in one point`() throws {
        let state = try #require(try TrustedMetadata.taking(Bench.repository()).state)
        #expect(state.targets.version == 1)
    }

    @Test(arguments: Damage.all)
    func `rejects metadata that is not of the form of §4`(_ damage: Damage) throws {
        let repository = try Bench.repository { $0[damage.role].beforeSigning = damage.edit }
        #expect(code { try TrustedMetadata.taking(repository) } == damage.code)
    }

    @Test(arguments: Damage.files)
    func `rejects an envelope that is not of the form of §4`(_ damage: Damage) throws {
        let repository = try Bench.repository { $0[damage.role].afterSigning = damage.edit }
        #expect(code { try TrustedMetadata.taking(repository) } == damage.code)
    }

    @Test func `rejects what is no JSON, or has no end`() throws {
        let bytes = try Bench.repository().latest("root")
        #expect(code { try TrustedMetadata(root: []) } == .malformedMetadata)
        #expect(code { try TrustedMetadata(root: bytes + bytes) } == .malformedMetadata)
        let deep = Array(String(repeating: "[", count: 100).utf8)
        #expect(code { try TrustedMetadata(root: deep) } == .malformedMetadata)
    }

    @Test(arguments: ["root", "timestamp", "snapshot", "targets"])
    func `keeps unknown fields, which signatures cover`(_ role: String) throws {
        let extra: Alteration<TestJSON> = {
            $0["x-unknown"] = ["a": .array([.number("1"), .null, .string("\u{7f}é\n\"")])]
        }
        _ = try TrustedMetadata.taking(Bench.repository { $0[role].beforeSigning = extra })
        let changed = try Bench.repository { $0[role].afterSigning = { try $0.edit("signed", extra) } }
        #expect(code { try TrustedMetadata.taking(changed) } == .notEnoughSignatures)
    }

    @Test func `takes two numbers for a version of the specification, and no root without consistent_snapshot amiss`()
        throws
    {
        let repository = try Bench.repository {
            $0.isConsistent = false
            $0["root"].beforeSigning = {
                $0["spec_version"] = "1.0"; $0["consistent_snapshot"] = nil
            }
        }
        #expect(try TrustedMetadata.taking(repository).root.usesConsistentSnapshots == false)
    }
}

/// What is wrong with metadata, in one point.
struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let role: String
    let code: TUFError.Code
    let edit: Alteration<TestJSON>

    init(
        _ name: String,
        _ role: String,
        _ code: TUFError.Code = .malformedMetadata,
        _ edit: @escaping Alteration<TestJSON>
    ) {
        (self.name, self.role, self.code, self.edit) = (name, role, code, edit)
    }

    var testDescription: String { "\(role): \(name)" }

    static let all: [Damage] = common + roots + references + targets

    private static let common: [Damage] = ["root", "timestamp", "snapshot", "targets"].flatMap { role in
        [
            Damage("another type", role) { $0["_type"] = "mirrors" },
            Damage("no type", role) { $0["_type"] = nil },
            Damage("version zero", role) { $0["version"] = .number("0") },
            Damage("a negative version", role) { $0["version"] = .number("-1") },
            Damage("no version", role) { $0["version"] = nil },
            Damage("a version in a string", role) { $0["version"] = "1" },
            Damage("a version beyond 64 bits", role) { $0["version"] = .number("9223372036854775808") },
            Damage("no expiry", role) { $0["expires"] = nil },
            Damage("a day that is not in the calendar", role) { $0["expires"] = "2030-02-30T00:00:00Z" },
            Damage("a day without a time", role) { $0["expires"] = "2030-02-28" },
            Damage("another major version", role, .unsupportedVersion) { $0["spec_version"] = "2.0.0" },
            Damage("a major version that begins alike", role, .unsupportedVersion) { $0["spec_version"] = "10.0.0" },
            Damage("one number of a version", role, .unsupportedVersion) { $0["spec_version"] = "1" },
            Damage("four numbers of a version", role, .unsupportedVersion) { $0["spec_version"] = "1.0.0.0" },
            Damage("no version of the specification", role) { $0["spec_version"] = nil },
            Damage("a fraction in an unknown field", role) { $0["x"] = .number("1.5") },
        ]
    }

    private static let roots: [Damage] = [
        Damage("no keys", "root") { $0["keys"] = nil },
        Damage("a key without a type", "root") { try $0.edit("keys") { $0["k"] = ["scheme": "s", "keyval": [:]] } },
        Damage("a key without a scheme", "root") { try $0.edit("keys") { $0["k"] = ["keytype": "t", "keyval": [:]] } },
        Damage("a key without a value", "root") { try $0.edit("keys") { $0["k"] = ["keytype": "t", "scheme": "s"] } },
        Damage("no roles", "root") { $0["roles"] = nil },
        Damage("no timestamp role", "root") { try $0.edit("roles") { $0["timestamp"] = nil } },
        Damage("no snapshot role", "root") { try $0.edit("roles") { $0["snapshot"] = nil } },
        Damage("no targets role", "root") { try $0.edit("roles") { $0["targets"] = nil } },
        Damage("no root role", "root") { try $0.edit("roles") { $0["root"] = nil } },
        Damage("threshold zero", "root") { try $0.edit("roles", "root") { $0["threshold"] = .number("0") } },
        Damage("no threshold", "root") { try $0.edit("roles", "targets") { $0["threshold"] = nil } },
        Damage("a key named twice", "root") { try $0.edit("roles", "targets") { $0["keyids"] = ["a", "a"] } },
        Damage("no key names", "root") { try $0.edit("roles", "targets") { $0["keyids"] = nil } },
        Damage("a boolean in a string", "root") { $0["consistent_snapshot"] = "true" },
    ]

    private static let references: [Damage] = [
        Damage("no snapshot", "timestamp") { $0["meta"] = ["other.json": ["version": .number("1")]] },
        Damage("no meta", "timestamp") { $0["meta"] = nil },
        Damage("version zero of the snapshot", "timestamp") {
            try $0.edit("meta", "snapshot.json") { $0["version"] = .number("0") }
        },
        Damage("a negative length", "timestamp") {
            try $0.edit("meta", "snapshot.json") { $0["length"] = .number("-1") }
        },
        Damage("no hash among the hashes", "timestamp") { try $0.edit("meta", "snapshot.json") { $0["hashes"] = [:] } },
        Damage("a short hash", "timestamp") {
            try $0.edit("meta", "snapshot.json") { $0["hashes"] = ["sha256": "00"] }
        },
        Damage("a hash of no bytes", "timestamp") {
            try $0.edit("meta", "snapshot.json") { $0["hashes"] = ["sha256": .number("1")] }
        },
        Damage("hashes of unknown kinds alone", "timestamp", .unsupportedHash) {
            try $0.edit("meta", "snapshot.json") { $0["hashes"] = ["md5": "00"] }
        },
        Damage("no meta", "snapshot") { $0["meta"] = nil },
        Damage("no targets", "snapshot", .unknownRole) { $0["meta"] = [:] },
        Damage("no version of the targets", "snapshot") { try $0.edit("meta") { $0["targets.json"] = [:] } },
    ]

    private static let targets: [Damage] = [
        Damage("no targets", "targets") { $0["targets"] = nil },
        Damage("a target without a length", "targets") { try $0.edit("targets", Bench.target) { $0["length"] = nil } },
        Damage("a target without hashes", "targets") { try $0.edit("targets", Bench.target) { $0["hashes"] = nil } },
        Damage("a target with a negative length", "targets") {
            try $0.edit("targets", Bench.target) { $0["length"] = .number("-5") }
        },
        Damage("delegations to nobody in particular", "targets") { $0["delegations"] = ["keys": [:]] },
        Damage("roles and bins", "targets") {
            let bins: TestJSON = [
                "keyids": [], "threshold": .number("1"), "bit_length": .number("4"), "name_prefix": "b",
            ]
            $0["delegations"] = ["keys": [:], "roles": [], "succinct_roles": bins]
        },
        Damage("delegations without keys", "targets") { $0["delegations"] = ["roles": []] },
        Damage("a delegation without a name", "targets") { $0 = $0.delegating { $0["name"] = nil } },
        Damage("an empty name", "targets") { $0 = $0.delegating { $0["name"] = "" } },
        Damage("the name of a top-level role", "targets") { $0 = $0.delegating { $0["name"] = "timestamp" } },
        Damage("no paths", "targets") { $0 = $0.delegating { $0["paths"] = nil } },
        Damage("paths and prefixes", "targets") { $0 = $0.delegating { $0["path_hash_prefixes"] = ["00"] } },
        Damage("a path that is no text", "targets") { $0 = $0.delegating { $0["paths"] = [.number("1")] } },
        Damage("not said whether terminating", "targets") { $0 = $0.delegating { $0["terminating"] = nil } },
        Damage("threshold zero of a delegation", "targets") { $0 = $0.delegating { $0["threshold"] = .number("0") } },
        Damage("a role twice", "targets") {
            $0["delegations"] = ["keys": [:], "roles": .array([.delegation, .delegation])]
        },
        Damage("bins of zero bits", "targets") { $0 = $0.binning(bits: 0) },
        Damage("bins of 33 bits", "targets") { $0 = $0.binning(bits: 33) },
    ]

    static let files: [Damage] = ["root", "timestamp", "snapshot", "targets"].flatMap { role in
        [
            Damage("nothing signed", role) { $0["signed"] = nil },
            Damage("no signatures", role) { $0["signatures"] = nil },
            Damage("an empty list of signatures", role, .notEnoughSignatures) { $0["signatures"] = [] },
            Damage("a signature of nobody", role) { try $0.edit("signatures") { $0[5] = ["sig": "00"] } },
            Damage("no signature", role) { try $0.edit("signatures") { $0[5] = ["keyid": "a"] } },
            Damage("two signatures by one key", role) { try $0.edit("signatures") { $0[5] = $0[0] } },
            Damage("a member twice", role) { $0.add("signed", [:]) },
        ]
    }
}

extension TestJSON {
    /// Edits the value below these names.
    mutating func edit(_ name: String, _ change: Alteration<TestJSON>) throws { try edit([name], change) }

    mutating func edit(_ first: String, _ second: String, _ change: Alteration<TestJSON>) throws {
        try edit([first, second], change)
    }

    private mutating func edit(_ names: ArraySlice<String>, _ change: Alteration<TestJSON>) throws {
        guard let name = names.first else { return try change(&self) }
        var inner = try #require(self[name])
        try inner.edit(names.dropFirst(), change)
        self[name] = inner
    }

    static let delegation: TestJSON = [
        "name": "other", "keyids": [], "threshold": .number("1"), "terminating": .bool(false), "paths": ["*"],
    ]

    func delegating(_ change: (inout TestJSON) -> Void) -> TestJSON {
        var (json, delegation) = (self, Self.delegation)
        change(&delegation)
        json["delegations"] = ["keys": [:], "roles": .array([delegation])]
        return json
    }

    func binning(bits: Int) -> TestJSON {
        var json = self
        let bins: TestJSON = [
            "keyids": [], "threshold": .number("1"), "bit_length": .number("\(bits)"), "name_prefix": "b",
        ]
        json["delegations"] = ["keys": [:], "succinct_roles": bins]
        return json
    }
}
