// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct LogTileTests {
    /// A tile and its path.
    struct Place: Sendable {
        let content: LogTile.Content
        let index: Int64
        let treeSize: Int64
        let path: String
    }

    /// C2SP tlog-tiles, "Merkle Tree" and "Log entries"; the index of the first is the specification's own example.
    static let places = [
        Place(content: .hashes(level: 0), index: 1_234_067, treeSize: .max, path: "tile/0/x001/x234/067"),
        Place(content: .hashes(level: 0), index: 0, treeSize: 1, path: "tile/0/000.p/1"),
        Place(content: .hashes(level: 0), index: 0, treeSize: 255, path: "tile/0/000.p/255"),
        Place(content: .hashes(level: 0), index: 0, treeSize: 256, path: "tile/0/000"),
        Place(content: .hashes(level: 0), index: 1, treeSize: 257, path: "tile/0/001.p/1"),
        Place(content: .hashes(level: 0), index: 273, treeSize: 70_000, path: "tile/0/273.p/112"),
        Place(content: .hashes(level: 1), index: 1, treeSize: 70_000, path: "tile/1/001.p/17"),
        Place(content: .hashes(level: 2), index: 0, treeSize: 70_000, path: "tile/2/000.p/1"),
        Place(content: .hashes(level: 1), index: 0, treeSize: 511, path: "tile/1/000.p/1"),
        Place(content: .entries, index: 999, treeSize: 256_000, path: "tile/entries/999"),
        Place(content: .entries, index: 1000, treeSize: 256_001, path: "tile/entries/x001/000.p/1"),
        Place(content: .entries, index: 1_000_000, treeSize: .max, path: "tile/entries/x001/x000/000"),
        Place(content: .hashes(level: 7), index: 0, treeSize: .max, path: "tile/7/000.p/127"),
    ]

    @Test(arguments: places)
    func `a tile's path is that of C2SP tlog-tiles`(_ place: Place) throws {
        let tile = try #require(LogTile(place.content, index: place.index, treeSize: place.treeSize))
        #expect(tile.path == place.path)
        let isFull = !place.path.contains(".p/")
        #expect((tile.full == nil) == isFull && (tile.width == LogTile.fullWidth) == isFull)
        if let full = tile.full {
            #expect(full.path == String(place.path.prefix { $0 != "." }) && full.full == nil)
        }
    }

    @Test func `there is no tile beyond the tree`() {
        let places: [(LogTile.Content, Int64, Int64)] = [
            (.hashes(level: 0), 0, 0), (.hashes(level: 0), -1, 5), (.hashes(level: 0), 0, -1), (.entries, 0, .min),
            (.hashes(level: 0), 1, 256), (.entries, 1, 256), (.hashes(level: 1), 0, 255),
            (.hashes(level: 1), 1, 65_536),
            (.hashes(level: 8), 0, .max), (.hashes(level: -1), 0, .max), (.hashes(level: .max), 0, .max),
            (.hashes(level: .min), 0, .max), (.entries, .max, .max), (.entries, .min, .max), (.entries, 1 << 55, .max),
        ]
        for (content, index, size) in places {
            #expect(LogTile(content, index: index, treeSize: size) == nil, "\(content) \(index) \(size)")
        }
    }

    // MARK: Bundles of entries.

    private static let entries: [[UInt8]] = [[], [1], [UInt8](repeating: 2, count: 300), Array(0...255)]

    private static func bundle(_ entries: [[UInt8]]) -> [UInt8] {
        entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
    }

    private func tile(_ count: Int64, _ content: LogTile.Content = .entries) throws -> LogTile {
        try #require(LogTile(content, index: 0, treeSize: count))
    }

    @Test func `a bundle has as many entries as its tile is wide`() throws {
        let bundle = Self.bundle(Self.entries)
        #expect(try tile(4).entries(in: bundle) == Self.entries)
        for count in [1, 2, 3, 5, 256] as [Int64] { #expect(try tile(count).entries(in: bundle) == nil) }
        #expect(try tile(4, .hashes(level: 0)).entries(in: bundle) == nil)
        let largest = [UInt8](repeating: 7, count: 65_535)
        #expect(try tile(1).entries(in: Self.bundle([largest])) == [largest])
        #expect(try tile(1).entries(in: []) == nil)
    }

    @Test func `a bundle that is cut short anywhere is none`() throws {
        let (bundle, tile) = (Self.bundle(Self.entries), try tile(4))
        for count in 0..<bundle.count { #expect(tile.entries(in: Array(bundle.prefix(count))) == nil, "\(count)") }
        for more in [[0], [0, 0], [0, 1, 1]] as [[UInt8]] { #expect(tile.entries(in: bundle + more) == nil) }
    }

    @Test func `a bit that is turned in a bundle changes it or breaks it`() throws {
        let (bundle, tile) = (Self.bundle(Self.entries), try tile(4))
        for position in bundle.indices {
            for bit in 0..<8 {
                var damaged = bundle
                damaged[position] ^= 1 << bit
                let entries = tile.entries(in: damaged)
                #expect(entries == nil || entries != Self.entries)
                #expect(entries == nil || Self.bundle(entries ?? []) == damaged)
            }
        }
    }

    @Test func `a tile that is not full any more is the beginning of the full one`() throws {
        let all = (0..<256).map { [UInt8](repeating: UInt8($0), count: $0 % 5) }
        for count in [1, 2, 100, 255] {
            let tile = try tile(Int64(count))
            let beginning = try #require(tile.beginning(of: Self.bundle(all)))
            #expect(tile.entries(in: beginning) == Array(all.prefix(count)))
            #expect(tile.beginning(of: Self.bundle(Array(all.dropLast()))) == nil)
            #expect(tile.beginning(of: Array(Self.bundle(all).dropLast())) == nil)
            let hashes = [UInt8](repeating: 9, count: 256 * 32)
            let level = try self.tile(Int64(count), .hashes(level: 0))
            #expect(level.beginning(of: hashes)?.count == count * 32)
            #expect(level.beginning(of: Array(hashes.dropLast())) == nil && level.beginning(of: hashes + [0]) == nil)
        }
    }
}
