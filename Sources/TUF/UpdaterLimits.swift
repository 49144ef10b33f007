// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// How much of a repository is downloaded, at most (§5.3.3, §5.4.1, §5.5.1, §5.6.1, §5.6.7).
public struct UpdaterLimits: Sendable {
    /// Roots in one update; the next one goes on from there.
    public var maximumRootRotationCount = 256
    /// Bytes of one root.
    public var maximumRootByteCount = 512_000
    /// Bytes of a timestamp.
    public var maximumTimestampByteCount = 16_384
    /// Bytes of a snapshot.
    public var maximumSnapshotByteCount = 2_000_000
    /// Bytes of the metadata of one targets role.
    public var maximumTargetsByteCount = 5_000_000
    /// Delegated roles that are visited in the search for one target.
    public var maximumDelegationCount = 32
    /// Bytes of a target that is downloaded: it is held in memory.
    public var maximumDownloadByteCount = 64 << 20

    /// The defaults.
    public init() {}

    /// What fits Sigstore's repositories many times over.
    public static let `default` = UpdaterLimits()

    /// How many bytes the file of a role may have.
    func maximumByteCount(of role: ExactName) -> Int {
        switch role {
        case .root: maximumRootByteCount
        case .timestamp: maximumTimestampByteCount
        case .snapshot: maximumSnapshotByteCount
        default: maximumTargetsByteCount
        }
    }
}
