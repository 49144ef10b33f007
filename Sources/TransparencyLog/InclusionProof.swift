// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The hashes that lead from a leaf to the root hash of a log's tree (RFC 9162 §2.1.3).
public struct InclusionProof: Sendable, Hashable {
    /// The place of the leaf, from zero.
    public let leafIndex: Int64
    /// How many leaves the tree has.
    public let treeSize: Int64
    /// The hashes of the siblings on the way up, 32 bytes each.
    public let hashes: [[UInt8]]

    /// Takes a proof whose number of hashes is the one that its index and size have.
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedProof`.
    public init(leafIndex: Int64, treeSize: Int64, hashes: [[UInt8]]) throws(TransparencyLogError) {
        guard leafIndex >= 0, leafIndex < treeSize else {
            throw TransparencyLogError(
                .malformedProof,
                "the log has \(treeSize) entries, and the proof is for the one with index \(leafIndex)"
            )
        }
        let (below, above) = Self.levels(leafIndex, in: treeSize)
        guard hashes.count == below + above else {
            throw TransparencyLogError(
                .malformedProof,
                "the proof has \(hashes.count) hashes, expected \(below + above) for index \(leafIndex) of \(treeSize)"
            )
        }
        try MerkleTree.check(hashes)
        (self.leafIndex, self.treeSize, self.hashes) = (leafIndex, treeSize, hashes)
    }

    /// How many hashes lie below the node where the paths of this leaf and of the last one part, its children included,
    /// and how many above: there, every sibling is to the left.
    static func levels(_ leafIndex: Int64, in treeSize: Int64) -> (below: Int, above: Int) {
        let below = Int64.bitWidth - (leafIndex ^ (treeSize - 1)).leadingZeroBitCount
        return (below, (leafIndex >> below).nonzeroBitCount)
    }

    /// The root hash that the proof leads to (RFC 9162 §2.1.3.2).
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedProof` for a leaf hash that is not 32 bytes long.
    public func rootHash(leafHash: [UInt8]) throws(TransparencyLogError) -> [UInt8] {
        try MerkleTree.check([leafHash])
        let below = Self.levels(leafIndex, in: treeSize).below
        var hash = leafHash
        for (level, sibling) in hashes.enumerated() {
            let isRightChild = level >= below || (leafIndex >> level) & 1 == 1
            hash = isRightChild ? MerkleTree.nodeHash(sibling, hash) : MerkleTree.nodeHash(hash, sibling)
        }
        return hash
    }

    /// Makes sure that the tree with this root hash has this leaf.
    ///
    /// - Throws: ``TransparencyLogError`` with code `proofMismatch`, or `malformedProof` for a hash that is not 32 bytes
    ///   long.
    public func verify(leafHash: [UInt8], rootHash: [UInt8]) throws(TransparencyLogError) {
        try MerkleTree.check([rootHash])
        guard try self.rootHash(leafHash: leafHash) == rootHash else {
            throw TransparencyLogError(
                .proofMismatch,
                "the proof does not show that the entry is number \(leafIndex) in the log of \(treeSize) entries"
            )
        }
    }
}
