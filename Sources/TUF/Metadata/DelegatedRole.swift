// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import StrictJSON
import TextEncodings

/// A role, by its name, that is trusted with some paths (§4.5).
struct DelegatedRole: Sendable {
    /// What the role is trusted with.
    enum Scope: Sendable {
        case patterns([PathPattern])
        /// The first hexadecimal digits of the SHA-256 of paths.
        case hashPrefixes([String])
    }

    let name: ExactName
    let keys: RoleKeys
    let isTerminating: Bool
    let scope: Scope

    init(_ fields: inout JSONFields) throws {
        name = ExactName(try fields.string("name"))
        // A file of that name would take the place of the top-level role's.
        guard !name.text.isEmpty, !ExactName.topLevelRoles.contains(name) else {
            throw TUFError(.malformedMetadata, "a delegated role cannot have the name \(name)")
        }
        keys = try RoleKeys(&fields)
        isTerminating = try fields.bool("terminating")
        let hasPatterns = fields.value("paths").map { $0 != .null } ?? false
        let hasPrefixes = fields.value("path_hash_prefixes").map { $0 != .null } ?? false
        switch (hasPatterns, hasPrefixes) {
        case (true, false): scope = .patterns(try fields.strings("paths").map(PathPattern.init))
        case (false, true): scope = .hashPrefixes(try fields.strings("path_hash_prefixes"))
        default:
            throw TUFError(
                .malformedMetadata,
                "the delegated role \(name) must have either 'paths' or 'path_hash_prefixes'"
            )
        }
    }

    /// The hash that prefixes are compared with, in lower case.
    static func hash(of path: ExactName) -> String {
        Hexadecimal.encode(Array(SHA256.hash(data: Array(path.text.utf8))))
    }

    func isTrusted(with path: ExactName, hash: String) -> Bool {
        switch scope {
        case .patterns(let patterns): patterns.contains { $0.matches(path.text) }
        case .hashPrefixes(let prefixes): prefixes.contains { hash.utf8.starts(with: $0.utf8) }
        }
    }
}
