// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A role whose metadata the store holds, with what it takes to verify it.
package enum StoredRole: Sendable {
    case root
    case timestamp
    case snapshot
    case targets(Delegation)

    /// The role's name.
    package var name: ExactName {
        switch self {
        case .root: .root
        case .timestamp: .timestamp
        case .snapshot: .snapshot
        case .targets(let delegation): delegation.role
        }
    }
}

/// Metadata that somebody else put into the store meanwhile.
extension TrustedMetadata {
    /// The version of metadata that is signed as it must be, whatever else is wrong with it; nil for any other.
    package func authenticVersion(of bytes: [UInt8], as role: StoredRole) -> Int64? {
        switch role {
        case .root: version(of: bytes, Root.self, .root) { $0.rootAuthority }
        case .timestamp: version(of: bytes, Timestamp.self, .timestamp) { _ in root.timestampAuthority }
        case .snapshot: version(of: bytes, Snapshot.self, .snapshot) { _ in root.snapshotAuthority }
        case .targets(let delegation): version(of: bytes, Targets.self, delegation.role) { _ in delegation.authority }
        }
    }

    private func version<Body: MetadataBody>(
        of bytes: [UInt8],
        _: Body.Type,
        _ role: ExactName,
        _ authority: (Body) -> RoleAuthority
    ) -> Int64? {
        guard let metadata = try? SignedMetadata<Body>(parsing: bytes),
            (try? authority(metadata.body).verify(metadata, of: role)) != nil
        else { return nil }
        return metadata.body.header.version
    }
}
