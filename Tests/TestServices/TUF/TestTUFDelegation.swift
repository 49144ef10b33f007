// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// That a targets role leaves paths to another one (TUF 1.0.34 §4.5).
package struct TestTUFDelegation: Sendable {
    package var name: String
    package var paths: [String]?
    /// The beginnings of the hexadecimal SHA-256 of paths.
    package var hashPrefixes: [String]?
    package var isTerminating = false
    /// In place of the role's own.
    package var keys: [TestTUFKey]?
    /// In place of the role's own.
    package var threshold: Int?

    package init(_ name: String, paths: [String], isTerminating: Bool = false) {
        (self.name, self.paths, self.isTerminating) = (name, paths, isTerminating)
    }

    package init(_ name: String, hashPrefixes: [String], isTerminating: Bool = false) {
        (self.name, self.hashPrefixes, self.isTerminating) = (name, hashPrefixes, isTerminating)
    }

    /// An element of `roles`.
    func json(keys: [TestTUFKey], threshold: Int) throws -> TestJSON {
        var json: TestJSON = [
            "name": .string(name),
            "keyids": .array(try keys.map { .string(try $0.id()) }),
            "threshold": .number("\(threshold)"),
            "terminating": .bool(isTerminating),
        ]
        if let paths { json["paths"] = .array(paths.map { .string($0) }) }
        if let hashPrefixes { json["path_hash_prefixes"] = .array(hashPrefixes.map { .string($0) }) }
        return json
    }
}
