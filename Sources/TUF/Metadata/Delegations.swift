// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Whom targets metadata trusts with which paths (§4.5).
package struct Delegations: Sendable {
    /// Roles by name, the first trusted most; or one rule for many (TAP 15).
    enum Roles: Sendable {
        case named([DelegatedRole])
        case bins(SuccinctRoles)
    }

    let keys: [ExactName: MetadataKey]
    let roles: Roles

    init(_ fields: inout JSONFields) throws {
        keys = try MetadataKey.keys("keys", in: &fields)
        let named = try fields.optionalArray("roles")
        let bins = try fields.optionalObject("succinct_roles")
        switch (named, bins) {
        case (let named?, nil): roles = .named(try Self.roles(named, path: fields.path(of: "roles")))
        case (nil, var bins?): roles = .bins(try SuccinctRoles(&bins))
        default:
            throw TUFError(
                .malformedMetadata,
                "delegations have either 'roles' or 'succinct_roles', and these have not"
            )
        }
    }

    private static func roles(_ elements: [JSONValue], path: String) throws -> [DelegatedRole] {
        guard elements.count <= MetadataLimits.maximumDelegationCount else {
            throw JSONError(
                .tooManyElements,
                "\(path) has \(elements.count) elements, more than \(MetadataLimits.maximumDelegationCount)"
            )
        }
        var roles: [DelegatedRole] = []
        var names: Set<ExactName> = []
        for (index, element) in elements.enumerated() {
            var fields = try JSONFields(element, array: path, index: index)
            let role = try DelegatedRole(&fields)
            guard names.insert(role.name).inserted else {
                throw TUFError(.malformedMetadata, "the role \(role.name) is delegated to twice in one file")
            }
            roles.append(role)
        }
        return roles
    }

    /// The roles that are trusted with a path, in order, up to the first that ends the search.
    package func delegations(of path: ExactName, by delegator: ExactName) -> [Delegation] {
        switch roles {
        case .named(let roles):
            var delegations: [Delegation] = []
            let hash = DelegatedRole.hash(of: path)
            for role in roles where role.isTrusted(with: path, hash: hash) {
                delegations.append(
                    Delegation(
                        role: role.name,
                        delegator: delegator,
                        authority: RoleAuthority(role.keys, among: keys),
                        isTerminating: role.isTerminating
                    )
                )
                if role.isTerminating { break }
            }
            return delegations
        case .bins(let bins):
            // TAP 15: a bin is terminating.
            return [
                Delegation(
                    role: bins.role(for: path),
                    delegator: delegator,
                    authority: RoleAuthority(bins.keys, among: keys),
                    isTerminating: true
                )
            ]
        }
    }
}

/// One role's trust in another.
package struct Delegation: Sendable, Equatable {
    package let role: ExactName
    /// Whose metadata says so; `root` for the top-level targets.
    package let delegator: ExactName
    /// The keys that the delegator trusts.
    let authority: RoleAuthority
    /// Whether a target that the role and those below it do not have is looked for no further.
    let isTerminating: Bool
}
