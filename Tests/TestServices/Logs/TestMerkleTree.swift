// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A log's tree, computed as RFC 6962 §2.1 defines it, by recursion over the list of its entries.
package struct TestMerkleTree: Sendable {
    package var entries: [[UInt8]]

    package init(_ entries: [[UInt8]]) { self.entries = entries }

    /// MTH.
    package var rootHash: [UInt8] { Self.hash(entries[...]) }

    /// PATH(index, entries).
    package func inclusionPath(of index: Int) -> [[UInt8]] { Self.path(index, entries[...]) }

    /// PROOF(size, entries).
    package func consistencyPath(from size: Int) -> [[UInt8]] { Self.proof(size, entries[...], isComplete: true) }

    private static func hash(_ entries: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = entries.first else { return TestDigest.sha256.hash([]) }
        guard entries.count > 1 else { return TestDigest.sha256.hash([0] + first) }
        let (left, right) = halves(entries)
        return TestDigest.sha256.hash([1] + hash(left) + hash(right))
    }

    private static func path(_ index: Int, _ entries: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard entries.count > 1 else { return [] }
        let (left, right) = halves(entries)
        guard index >= left.count else { return path(index, left) + [hash(right)] }
        return path(index - left.count, right) + [hash(left)]
    }

    private static func proof(_ size: Int, _ entries: ArraySlice<[UInt8]>, isComplete: Bool) -> [[UInt8]] {
        if size == entries.count { return isComplete ? [] : [hash(entries)] }
        let (left, right) = halves(entries)
        guard size > left.count else { return proof(size, left, isComplete: isComplete) + [hash(right)] }
        return proof(size - left.count, right, isComplete: false) + [hash(left)]
    }

    /// Divides at the largest power of two below the count.
    private static func halves(_ entries: ArraySlice<[UInt8]>) -> (ArraySlice<[UInt8]>, ArraySlice<[UInt8]>) {
        var size = 1
        while size * 2 < entries.count { size *= 2 }
        return (entries.prefix(size), entries.dropFirst(size))
    }
}
