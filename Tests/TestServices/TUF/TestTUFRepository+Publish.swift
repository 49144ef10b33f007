// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TestTUFRepository {
    /// Signs the next metadata of roles and serves it beside what is served already.
    ///
    /// The root goes first if it is named, if there was none, or if it has something new to say; the last root's keys sign
    /// it too (TUF 1.0.34 §6.1). Snapshot and timestamp go last, whatever the order of the names.
    /// - Parameter names: The roles; all but the root where none is named.
    package mutating func publish(_ names: String...) throws {
        let content = try rootContent()
        if names.contains("root") || lastRoot?.content != content { try publishRoot(content) }
        let others = roles.keys.filter { !["root", "snapshot", "timestamp"].contains($0) }
        for name in others.sorted() where names.isEmpty || names.contains(name) { try publishTargets(name) }
        if names.isEmpty || names.contains("snapshot") {
            let described = others.filter { newest[$0] != nil }.sorted()
            try publish("snapshot", ["meta": .object(described.map { .init("\($0).json", meta($0)) })])
        }
        if names.isEmpty || names.contains("timestamp") {
            try publish("timestamp", ["meta": ["snapshot.json": meta("snapshot")]])
        }
    }

    private mutating func publishRoot(_ content: TestJSON) throws {
        let keys = self["root"].keys
        var signers = keys
        let known = try keys.map { try $0.id() }
        for old in lastRoot?.keys ?? [] where try !known.contains(old.id()) { signers.append(old) }
        try publish("root", content, signedBy: signers)
        lastRoot = (content, keys)
    }

    private mutating func publishTargets(_ name: String) throws {
        let role = self[name]
        var content: TestJSON = ["targets": .object(role.targets.map { .init($0.path, $0.json) })]
        if !role.delegations.isEmpty || role.bins != nil { content["delegations"] = try delegations(of: role) }
        try publish(name, content)
        for target in role.targets {
            for place in target.places(isConsistent: isConsistent) { files[place] = target.bytes }
        }
    }

    /// ROOT without its version and date (§4.3).
    private func rootContent() throws -> TestJSON {
        let names = ["root", "timestamp", "snapshot", "targets"]
        return [
            "consistent_snapshot": .bool(isConsistent),
            "keys": try Self.keys(names.flatMap { self[$0].keys }),
            "roles": .object(
                try names.map { name in
                    let ids = try self[name].keys.map { TestJSON.string(try $0.id()) }
                    return .init(name, ["keyids": .array(ids), "threshold": .number("\(self[name].threshold)")])
                }
            ),
        ]
    }

    /// DELEGATIONS (§4.5).
    private func delegations(of role: TestTUFRole) throws -> TestJSON {
        var keys: [TestTUFKey] = []
        var elements: [TestJSON] = []
        for delegation in role.delegations {
            let itsKeys = delegation.keys ?? self[delegation.name].keys
            let threshold = delegation.threshold ?? self[delegation.name].threshold
            keys += itsKeys
            elements.append(try delegation.json(keys: itsKeys, threshold: threshold))
        }
        guard let bins = role.bins else { return ["keys": try Self.keys(keys), "roles": .array(elements)] }
        let first = self[bins.names[0]]
        let succinct = try bins.json(keys: first.keys, threshold: first.threshold)
        return ["keys": try Self.keys(keys + first.keys), "succinct_roles": succinct]
    }

    /// KEYS: each once.
    private static func keys(_ keys: [TestTUFKey]) throws -> TestJSON {
        var json = TestJSON.object([])
        for key in keys { json[try key.id()] = try key.json() }
        return json
    }

    /// METAFILES has this for a role (§4.4).
    private func meta(_ name: String) -> TestJSON {
        var json: TestJSON = ["version": .number("\(self[name].version)")]
        if namesLengths { json["length"] = .number("\(latest(name).count)") }
        if !metaHashes.isEmpty { json["hashes"] = metaHashes.json(of: latest(name)) }
        return json
    }

    private mutating func publish(_ name: String, _ content: TestJSON, signedBy keys: [TestTUFKey]? = nil) throws {
        self[name].version += 1
        let role = self[name]
        let type = ["root", "timestamp", "snapshot"].contains(name) ? name : "targets"
        var signed: TestJSON = [
            "_type": .string(type), "spec_version": "1.0.31", "version": .number("\(role.version)"),
            "expires": .string(role.expires.formatted(.iso8601)),
        ]
        guard case .object(let members) = content else { throw TestServiceError("not an object") }
        for member in members { signed[member.name] = member.value }
        try role.beforeSigning?(&signed)
        let canonical = signed.olpc
        let signatures = try (role.signers ?? keys ?? role.keys).map { key -> TestJSON in
            ["keyid": .string(try key.id()), "sig": .string(TestText.hex(try key.key.sign(canonical)))]
        }
        var file: TestJSON = ["signatures": .array(signatures), "signed": signed]
        try role.afterSigning?(&file)
        newest[name] = file.written
        let path = "\(name.percentEncoded()).json"
        let isVersioned = name == "root" || (name != "timestamp" && isConsistent)
        files[isVersioned ? "\(role.version).\(path)" : path] = file.written
    }
}
