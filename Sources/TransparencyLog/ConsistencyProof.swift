// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The hashes that show that a log's tree begins with an earlier one (RFC 9162 §2.1.4).
public struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the earlier tree has.
    public let oldTreeSize: Int64
    /// How many leaves the later tree has.
    public let newTreeSize: Int64
    /// The hashes of whole subtrees, 32 bytes each.
    public let hashes: [[UInt8]]

    /// Takes a proof whose number of hashes is the one that its sizes have: none if they are equal or the first is zero.
    ///
    /// - Throws: ``TransparencyLogError`` with code `malformedProof`.
    public init(oldTreeSize: Int64, newTreeSize: Int64, hashes: [[UInt8]]) throws(TransparencyLogError) {
        guard oldTreeSize >= 0, oldTreeSize <= newTreeSize else {
            throw TransparencyLogError(
                .malformedProof,
                "a log of \(oldTreeSize) entries cannot grow to \(newTreeSize)"
            )
        }
        let count = Self.hashCount(from: oldTreeSize, to: newTreeSize)
        guard hashes.count == count else {
            throw TransparencyLogError(
                .malformedProof,
                "the proof has \(hashes.count) hashes, expected \(count) from \(oldTreeSize) to \(newTreeSize) entries"
            )
        }
        try MerkleTree.check(hashes)
        (self.oldTreeSize, self.newTreeSize, self.hashes) = (oldTreeSize, newTreeSize, hashes)
    }

    private static func hashCount(from oldTreeSize: Int64, to newTreeSize: Int64) -> Int {
        guard oldTreeSize > 0, oldTreeSize < newTreeSize else { return 0 }
        let (below, above) = InclusionProof.levels(oldTreeSize - 1, in: newTreeSize)
        // The largest whole subtree that ends where the old tree ends needs no hash below it, and its own only if it is
        // not the old tree itself.
        let own = isPowerOfTwo(oldTreeSize) ? 0 : 1
        return below - oldTreeSize.trailingZeroBitCount + above + own
    }

    private static func isPowerOfTwo(_ size: Int64) -> Bool { size.nonzeroBitCount == 1 }

    /// Makes sure that the tree with the new root hash begins with the one with the old root hash (RFC 9162 §2.1.4.2).
    ///
    /// - Throws: ``TransparencyLogError`` with code `proofMismatch`, or `malformedProof` for a hash that is not 32 bytes
    ///   long.
    public func verify(
        from oldRootHash: [UInt8],
        to newRootHash: [UInt8]
    ) throws(TransparencyLogError) {
        try MerkleTree.check([oldRootHash, newRootHash])
        guard isMatched(by: oldRootHash, newRootHash) else {
            throw TransparencyLogError(
                .proofMismatch,
                "the proof does not show that the log of \(newTreeSize) entries begins with that of \(oldTreeSize)"
            )
        }
    }

    private func isMatched(by oldRootHash: [UInt8], _ newRootHash: [UInt8]) -> Bool {
        if oldTreeSize == newTreeSize { return oldRootHash == newRootHash }
        if oldTreeSize == 0 { return oldRootHash == MerkleTree.emptyRootHash }
        var hashes = hashes[...]
        // The names are those of the specification: fn and sn are the indices of a node in both trees, fr and sr the
        // hashes of what is known of them so far.
        let start = Self.isPowerOfTwo(oldTreeSize) ? oldRootHash : hashes.popFirst()
        guard var fr = start else { return false }
        var sr = fr
        var fn = (oldTreeSize - 1) >> oldTreeSize.trailingZeroBitCount
        var sn = (newTreeSize - 1) >> oldTreeSize.trailingZeroBitCount
        for hash in hashes {
            guard sn > 0 else { return false }
            if fn & 1 == 1 || fn == sn {
                fr = MerkleTree.nodeHash(hash, fr)
                sr = MerkleTree.nodeHash(hash, sr)
                while fn & 1 == 0, fn > 0 {
                    fn >>= 1
                    sn >>= 1
                }
            } else {
                sr = MerkleTree.nodeHash(sr, hash)
            }
            fn >>= 1
            sn >>= 1
        }
        return sn == 0 && fr == oldRootHash && sr == newRootHash
    }
}
