// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing
import TransparencyLog

@Suite struct TiledTreeTests {
    struct NoSuchTile: Error {}

    private static let power: Int64 = 1 << 62
    static let largeSizes: [Int64] = [.max, .max - 1, power, power + 1, power - 1, 1 << 56]

    /// Computes a proof from the tiles of a tree; gives the paths of those that were read too.
    private func proof(
        of index: Int64,
        size: Int64,
        reading read: @escaping @Sendable (LogTile) throws -> [UInt8]
    ) async throws -> (hashes: [[UInt8]], paths: [String]) {
        let paths = TilePaths()
        let tree = TiledTree(treeSize: size) { tile in
            paths.add(tile.path)
            return try read(tile)
        }
        return (try await tree.inclusionProof(ofLeaf: index).hashes, paths.all)
    }

    private func expectMalformed(
        _ index: Int64,
        _ size: Int64,
        sourceLocation: SourceLocation = #_sourceLocation,
        reading read: @escaping @Sendable (LogTile) throws -> [UInt8] = { _ in [] }
    ) async {
        let error = await #expect(throws: TransparencyLogError.self, sourceLocation: sourceLocation) {
            try await proof(of: index, size: size, reading: read)
        }
        #expect(error?.code == .malformedProof, sourceLocation: sourceLocation)
    }

    @Test func `proofs of all trees of up to 600 leaves are those of RFC 6962`() async throws {
        for size in 1...600 {
            let tree = ReferenceTree(size: size)
            let tiles = ReferenceTiles(tree)
            // All leaves of small trees, and of others the last, one beside a tile's edge, and another one each time.
            let indices = size <= 20 ? Array(0..<size) : [size - 1, 256 % size, size * 31 / 7 % size]
            for index in Set(indices) {
                let (hashes, paths) = try await proof(of: Int64(index), size: Int64(size), reading: tiles.read)
                #expect(hashes == tree.inclusionProof(of: index), "\(index) of \(size)")
                #expect(Set(paths).count == paths.count, "a tile is read once")
            }
        }
    }

    /// Where a tree gets a second and a third level of tiles.
    @Test(arguments: [65_280, 65_535, 65_536, 65_537, 65_792, 66_000, 131_073])
    func `proofs of large trees lead to their root`(_ size: Int) async throws {
        let tiles = SparseTiles(size: Int64(size))
        for index in [0, 1, 255, 256, 32_767, 65_279, size - 257, size - 2, size - 1] {
            let (hashes, paths) = try await proof(of: Int64(index), size: Int64(size), reading: tiles.read)
            let proof = try InclusionProof(leafIndex: Int64(index), treeSize: Int64(size), hashes: hashes)
            try proof.verify(leafHash: tiles.leafHash(Int64(index)), rootHash: tiles.rootHash)
            #expect(paths.count <= 6 && Set(paths).count == paths.count, "\(paths)")
        }
    }

    @Test func `a leaf's tiles are those above it`() async throws {
        let tiles = SparseTiles(size: 70_000)
        let (_, paths) = try await proof(of: 69_999, size: 70_000, reading: tiles.read)
        #expect(Set(paths) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
    }

    @Test func `the only leaf of a tree is its root, and needs no tile`() async throws {
        let (hashes, paths) = try await proof(of: 0, size: 1) { _ in throw NoSuchTile() }
        #expect(hashes.isEmpty && paths.isEmpty)
    }

    @Test func `there is no proof of a leaf that is not in the tree`() async {
        let cases: [(Int64, Int64)] = [
            (0, 0), (1, 1), (-1, 1), (.min, 5), (.max, .max), (0, -1), (-1, -1), (0, .min), (.max, 7),
        ]
        for (index, size) in cases { await expectMalformed(index, size) }
    }

    @Test(arguments: largeSizes)
    func `the largest trees cost no more than their height`(_ size: Int64) async throws {
        let zero = [UInt8](repeating: 0, count: 32)
        for index in [0, 1, size / 2, size - 1] {
            let (hashes, paths) = try await proof(of: index, size: size) { tile in
                Array([[UInt8]](repeating: zero, count: Int(tile.width)).joined())
            }
            #expect(hashes.count <= 63 && paths.count <= 70)
        }
    }

    @Test func `a tile that is shorter or longer than it must be is no tile`() async {
        let size: Int64 = 300
        let tiles = SparseTiles(size: size)
        for change in [-1, 1, -32, 32, -8192] {
            await expectMalformed(299, size) { tile in
                let bytes = try tiles.read(tile)
                return change < 0 ? Array(bytes.dropLast(-change)) : bytes + [UInt8](repeating: 0, count: change)
            }
        }
        for count in stride(from: 0, to: 300, by: 7) {
            await expectMalformed(0, 9) { _ in [UInt8](repeating: 0, count: count == 288 ? 0 : count) }
        }
    }

    @Test func `a bit that is turned in a tile makes a proof that does not verify`() async throws {
        let tiles = SparseTiles(size: 300)
        for (index, count) in [(Int64(0), 44), (Int64(299), 256)] {
            for position in 0..<count {
                let (hashes, _) = try await proof(of: index, size: 300) { tile in
                    var bytes = try tiles.read(tile)
                    bytes[position * 32 % bytes.count + position % 32] ^= 1 << (position % 8)
                    return bytes
                }
                let proof = try InclusionProof(leafIndex: index, treeSize: 300, hashes: hashes)
                // The leaf's own hash is not part of its proof.
                if hashes == (try await self.proof(of: index, size: 300, reading: tiles.read)).hashes { continue }
                let error = #expect(throws: TransparencyLogError.self) {
                    try proof.verify(leafHash: tiles.leafHash(index), rootHash: tiles.rootHash)
                }
                #expect(error?.code == .proofMismatch)
            }
        }
    }

    @Test func `what reading throws passes through`() async {
        await #expect(throws: NoSuchTile.self) { try await proof(of: 1, size: 5) { _ in throw NoSuchTile() } }
    }
}

/// What was read.
private final class TilePaths: Sendable {
    private let state = Mutex<[String]>([])

    var all: [String] { state.withLock { $0 } }
    func add(_ path: String) { state.withLock { $0.append(path) } }
}
