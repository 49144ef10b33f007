// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import StrictJSON

/// Whom the repository trusts: the keys of the four top-level roles (§4.3).
package struct Root: MetadataBody {
    package static let type = "root"

    package let header: MetadataHeader
    /// Whether files of metadata are asked for by version, and targets by hash (§6.2).
    package let usesConsistentSnapshots: Bool
    package let keys: [ExactName: MetadataKey]
    private let root: RoleKeys
    private let timestamp: RoleKeys
    private let snapshot: RoleKeys
    private let targets: RoleKeys

    package init(_ header: MetadataHeader, _ fields: inout JSONFields) throws {
        self.header = header
        usesConsistentSnapshots = try fields.optionalBool("consistent_snapshot") ?? false
        keys = try MetadataKey.keys("keys", in: &fields)
        // Others, `mirrors` among them, are of no use here.
        var roles = try fields.object("roles")
        func role(_ name: ExactName) throws(JSONError) -> RoleKeys {
            var role = try roles.object(name.text)
            return try RoleKeys(&role)
        }
        root = try role(.root)
        timestamp = try role(.timestamp)
        snapshot = try role(.snapshot)
        targets = try role(.targets)
    }

    var rootAuthority: RoleAuthority { RoleAuthority(root, among: keys) }
    var timestampAuthority: RoleAuthority { RoleAuthority(timestamp, among: keys) }
    var snapshotAuthority: RoleAuthority { RoleAuthority(snapshot, among: keys) }
    var targetsAuthority: RoleAuthority { RoleAuthority(targets, among: keys) }

    /// Whether a key that could sign timestamps or snapshots for `older` no longer can (§5.3.11).
    func rotatesOnlineKeys(of older: Root) -> Bool {
        !older.timestampAuthority.publicKeys.isSubset(of: timestampAuthority.publicKeys)
            || !older.snapshotAuthority.publicKeys.isSubset(of: snapshotAuthority.publicKeys)
    }
}
