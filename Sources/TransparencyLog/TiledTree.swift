// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Computes proofs in a log's tree of one size from the tiles that the log publishes.
///
/// Nothing that is computed here is known to be true: a proof is, once it leads to the root of a signed checkpoint.
/// - SeeAlso: C2SP tlog-tiles; RFC 9162 §2.1.3.1.
package actor TiledTree {
    private let treeSize: Int64
    private let read: @Sendable (LogTile) async throws -> [UInt8]
    private var hashes: [LogTile: [[UInt8]]] = [:]

    /// - Parameter read: Fetches a tile of hashes; each is asked for at most once.
    package init(treeSize: Int64, reading read: @escaping @Sendable (LogTile) async throws -> [UInt8]) {
        (self.treeSize, self.read) = (treeSize, read)
    }

    /// The proof that a leaf is in the tree.
    /// - Throws: ``TransparencyLogError`` with code `malformedProof` for a leaf that is not, or a tile that is not as
    ///   long as it must be; and what reading throws.
    package func inclusionProof(ofLeaf index: Int64) async throws -> InclusionProof {
        guard index >= 0, index < treeSize else {
            throw TransparencyLogError(.malformedProof, "the log has \(treeSize) entries, and none with index \(index)")
        }
        // RFC 9162 §2.1.3.1, from the root to the leaf; the proof lists the hashes from the leaf on.
        var siblings: [[UInt8]] = []
        var (start, end) = (Int64(0), treeSize)
        while end - start > 1 {
            let middle = start + Self.largestPowerOfTwo(below: end - start)
            if index < middle {
                siblings.append(try await rootHash(of: middle..<end))
                end = middle
            } else {
                siblings.append(try await rootHash(of: start..<middle))
                start = middle
            }
        }
        return try InclusionProof(leafIndex: index, treeSize: treeSize, hashes: siblings.reversed())
    }

    /// The hash of the tree over some leaves; `range` begins where a complete tree as large as half of it can.
    private func rootHash(of range: Range<Int64>) async throws -> [UInt8] {
        let count = range.upperBound - range.lowerBound
        if count.nonzeroBitCount == 1 {
            let level = count.trailingZeroBitCount
            return try await nodeHash(level: level, index: range.lowerBound >> level)
        }
        let middle = range.lowerBound + Self.largestPowerOfTwo(below: count)
        let left = try await rootHash(of: range.lowerBound..<middle)
        return MerkleTree.nodeHash(left, try await rootHash(of: middle..<range.upperBound))
    }

    /// The hash of a complete subtree: `index` counts those of 2^`level` leaves.
    private func nodeHash(level: Int, index: Int64) async throws -> [UInt8] {
        let (tileLevel, above) = level.quotientAndRemainder(dividingBy: LogTile.height)
        let first = index << above
        let tile = LogTile(.hashes(level: tileLevel), index: first / LogTile.fullWidth, treeSize: treeSize)
        let offset = Int(first % LogTile.fullWidth)
        guard let tile, Int64(offset) + (1 << above) <= tile.width else {
            throw TransparencyLogError(.malformedProof, "the log's tree has no node \(index) on level \(level)")
        }
        var row = Array(try await hashes(of: tile)[offset..<(offset + (1 << above))])
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { MerkleTree.nodeHash(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }

    private func hashes(of tile: LogTile) async throws -> [[UInt8]] {
        if let known = hashes[tile] { return known }
        guard let found = tile.hashes(in: try await read(tile)) else {
            throw TransparencyLogError(
                .malformedProof,
                "the log's '\(tile.path)' does not hold \(tile.width) hashes of \(MerkleTree.hashByteCount) bytes"
            )
        }
        hashes[tile] = found
        return found
    }

    /// For a number above one.
    private static func largestPowerOfTwo(below number: Int64) -> Int64 {
        1 << (Int64.bitWidth - 1 - (number - 1).leadingZeroBitCount)
    }
}
