// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A log's tree, and its proofs by the recursive definitions of RFC 6962 §2.1: nothing here is shared with the product.
struct ReferenceTree {
    let leafHashes: [[UInt8]]

    /// The first `size` of a sequence of entries that are all different.
    init(size: Int) {
        leafHashes = (0..<size).map { Self.hash([0] + Array("entry \($0)".utf8)) }
    }

    private init(_ leafHashes: some Sequence<[UInt8]>) { self.leafHashes = Array(leafHashes) }

    /// The tree over some of its leaves.
    func subtree(_ range: Range<Int>) -> ReferenceTree { ReferenceTree(leafHashes[range]) }

    /// MTH(D[n]).
    var rootHash: [UInt8] {
        guard leafHashes.count > 1 else { return leafHashes.first ?? Self.hash([]) }
        return Self.hash([1] + left.rootHash + right.rootHash)
    }

    /// PATH(m, D[n]).
    func inclusionProof(of index: Int) -> [[UInt8]] {
        guard leafHashes.count > 1 else { return [] }
        return index < split
            ? left.inclusionProof(of: index) + [right.rootHash]
            : right.inclusionProof(of: index - split) + [left.rootHash]
    }

    /// PROOF(m, D[n]); none for the empty tree.
    func consistencyProof(from size: Int) -> [[UInt8]] {
        size == 0 ? [] : subproof(from: size, isWhole: true)
    }

    /// SUBPROOF(m, D[n], b).
    private func subproof(from size: Int, isWhole: Bool) -> [[UInt8]] {
        if size == leafHashes.count { return isWhole ? [] : [rootHash] }
        return size <= split
            ? left.subproof(from: size, isWhole: isWhole) + [right.rootHash]
            : right.subproof(from: size - split, isWhole: false) + [left.rootHash]
    }

    /// The largest power of two below the size.
    private var split: Int {
        var split = 1
        while split * 2 < leafHashes.count { split *= 2 }
        return split
    }
    private var left: ReferenceTree { ReferenceTree(leafHashes.prefix(split)) }
    private var right: ReferenceTree { ReferenceTree(leafHashes.dropFirst(split)) }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

/// Copies of a proof's hashes that each differ from it in one bit of one hash.
func corruptions(of hashes: [[UInt8]]) -> [[[UInt8]]] {
    hashes.indices.map { index in
        var copy = hashes
        copy[index][index % 32] ^= 1 << (index % 8)
        return copy
    }
}

/// Copies of a proof's hashes that have one more or one less.
func otherCounts(of hashes: [[UInt8]]) -> [[[UInt8]]] {
    let more = [hashes + [[UInt8](repeating: 0, count: 32)], [[UInt8](repeating: 0, count: 32)] + hashes]
    return hashes.isEmpty ? more : more + [Array(hashes.dropLast()), Array(hashes.dropFirst())]
}
