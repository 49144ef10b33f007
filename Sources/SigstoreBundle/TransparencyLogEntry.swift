// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a bundle says about its entry in a transparency log (sigstore_rekor.proto): claims, none of them checked.
package struct TransparencyLogEntry: Sendable {
    /// The entry's index in the log as a whole, which can be several trees; at least 0.
    package let logIndex: Int64
    /// Never empty.
    package let logID: [UInt8]
    /// The entry's type, `hashedrekord` for instance; never empty.
    package let kind: String
    /// The version of the type; never empty.
    package let version: String
    /// Seconds since 1970, or 0 when the log gives no time; only a signed entry timestamp makes it one.
    package let integratedTime: Int64
    /// The signed entry timestamp, never empty, or nil.
    package let inclusionPromise: [UInt8]?
    package let inclusionProof: InclusionProofData?
    /// The entry as the log hashed it; empty when the bundle leaves it out.
    package let canonicalizedBody: [UInt8]

    package init(
        logIndex: Int64,
        logID: [UInt8],
        kind: String,
        version: String,
        integratedTime: Int64,
        inclusionPromise: [UInt8]?,
        inclusionProof: InclusionProofData?,
        canonicalizedBody: [UInt8]
    ) {
        (self.logIndex, self.logID, self.kind, self.version) = (logIndex, logID, kind, version)
        (self.integratedTime, self.inclusionPromise) = (integratedTime, inclusionPromise)
        (self.inclusionProof, self.canonicalizedBody) = (inclusionProof, canonicalizedBody)
    }
}

/// The message `InclusionProof`: what leads from an entry to a checkpoint, not checked.
package struct InclusionProofData: Sendable {
    /// More hashes than a tree of 2^63 leaves needs.
    package static let maximumHashCount = 64

    /// The leaf's index in its tree; at least 0.
    package let logIndex: Int64
    /// Never empty.
    package let rootHash: [UInt8]
    /// At least 0.
    package let treeSize: Int64
    /// From the leaf to the root.
    package let hashes: [[UInt8]]
    /// The checkpoint as a signed note; empty when there is none, as in bundles of 2022.
    package let checkpoint: String

    package init(logIndex: Int64, rootHash: [UInt8], treeSize: Int64, hashes: [[UInt8]], checkpoint: String) {
        (self.logIndex, self.rootHash, self.treeSize) = (logIndex, rootHash, treeSize)
        (self.hashes, self.checkpoint) = (hashes, checkpoint)
    }
}
