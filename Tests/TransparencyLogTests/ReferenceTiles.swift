// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import TransparencyLog

/// The tiles of a tree, by their definition in C2SP tlog-tiles: hash n of level 8L is that of the leaves from n·256^L on.
struct ReferenceTiles: Sendable {
    struct NoSuchTile: Error {}

    let tree: ReferenceTree

    init(_ tree: ReferenceTree) { self.tree = tree }

    func read(_ tile: LogTile) throws -> [UInt8] {
        guard case .hashes(let level) = tile.content, level <= 1 else { throw NoSuchTile() }
        let span = level == 0 ? 1 : 256
        return try (0..<Int(tile.width)).flatMap { position in
            let start = (Int(tile.index) * 256 + position) * span
            guard start + span <= tree.leafHashes.count else { throw NoSuchTile() }
            return tree.subtree(start..<start + span).rootHash
        }
    }
}

/// The tiles of a large tree whose leaves repeat every 256: all full subtrees of a level are the same.
struct SparseTiles: Sendable {
    struct NoSuchTile: Error {}

    let size: Int64
    private let leaves = (0..<256).map { Array(SHA256.hash(data: [0, UInt8($0)])) }
    /// The hash of 256, and of 256² leaves.
    private let full: [[UInt8]]

    init(size: Int64) {
        self.size = size
        let first = Self.root(leaves)
        full = [first, Self.root([[UInt8]](repeating: first, count: 256))]
    }

    func leafHash(_ index: Int64) -> [UInt8] { leaves[Int(index % 256)] }

    func read(_ tile: LogTile) throws -> [UInt8] {
        switch tile.content {
        case .hashes(0): Array(leaves.prefix(Int(tile.width)).joined())
        case .hashes(let level) where level <= full.count:
            Array([[UInt8]](repeating: full[level - 1], count: Int(tile.width)).joined())
        default: throw NoSuchTile()
        }
    }

    /// MTH of the tree (RFC 6962 §2.1), with full subtrees known.
    var rootHash: [UInt8] { hash(0, size) }

    private func hash(_ start: Int64, _ count: Int64) -> [UInt8] {
        if count == 65_536 { return full[1] }
        if count == 256 { return full[0] }
        if count == 1 { return leafHash(start) }
        var split: Int64 = 1
        while split * 2 < count { split *= 2 }
        return Self.node(hash(start, split), hash(start + split, count - split))
    }

    private static func root(_ hashes: [[UInt8]]) -> [UInt8] {
        var row = hashes
        while row.count > 1 { row = stride(from: 0, to: row.count, by: 2).map { node(row[$0], row[$0 + 1]) } }
        return row[0]
    }

    private static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [1] + left + right))
    }
}
