// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TransparencyLog

extension FuzzTarget {
    /// A tile of hashes or entries, whose width the first byte says: all of it is read, and all leaves have one root.
    static func logTile(_ input: [UInt8]) async throws(BrokenProperty) -> Outcome {
        guard let width = input.first.map({ Int64($0) + 1 }) else { return .refused }
        let bytes = Array(input.dropFirst())
        let isBundle = try entries(in: bytes, width: width)
        let isTile = try await hashes(in: bytes, width: width)
        return isBundle || isTile ? .accepted : .refused
    }

    private static func entries(in bytes: [UInt8], width: Int64) throws(BrokenProperty) -> Bool {
        guard let tile = LogTile(.entries, index: 0, treeSize: width) else {
            throw BrokenProperty("a tree that is not empty has a tile")
        }
        if let beginning = tile.beginning(of: bytes) {
            try require(bytes.starts(with: beginning), "a tile is the beginning of what it becomes")
        }
        guard let entries = tile.entries(in: bytes) else { return false }
        try require(Int64(entries.count) == width, "a bundle has as many entries as its tile is wide")
        let written = entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
        try require(written == bytes, "a bundle of entries that was read can be written")
        return true
    }

    private static func hashes(in bytes: [UInt8], width: Int64) async throws(BrokenProperty) -> Bool {
        let tree = TiledTree(treeSize: width) { _ in bytes }
        var roots: Set<[UInt8]> = []
        for index in Set([0, width / 2, width - 1]) {
            do {
                let proof = try await tree.inclusionProof(ofLeaf: index)
                let start = Int(index) * MerkleTree.hashByteCount
                // The tree of one leaf needs no tile.
                guard bytes.count >= start + MerkleTree.hashByteCount else { return false }
                roots.insert(try proof.rootHash(leafHash: Array(bytes[start..<(start + MerkleTree.hashByteCount)])))
            } catch let error as TransparencyLogError {
                _ = error.description
                try require(bytes.count != Int(width) * MerkleTree.hashByteCount, "a tile of the right length is read")
                return false
            } catch {
                throw BrokenProperty("a tile is refused with a TransparencyLogError, not with '\(error)'")
            }
        }
        try require(roots.count == 1, "all leaves lead to one root")
        return bytes.count == Int(width) * MerkleTree.hashByteCount
    }
}
