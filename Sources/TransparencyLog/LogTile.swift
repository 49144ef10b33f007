// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// One of the files that a log publishes its tree in: up to 256 hashes of one level, or the entries below them.
/// - SeeAlso: C2SP tlog-tiles, "Merkle Tree" and "Log entries".
package struct LogTile: Sendable, Hashable {
    /// How many hashes, or entries, a full tile has.
    package static let fullWidth: Int64 = 256
    /// How many levels of the tree one level of tiles spans.
    static let height = 8

    /// What a tile holds.
    package enum Content: Sendable, Hashable {
        /// The hashes of the tree's level that is eight times this number.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    /// What it holds.
    package let content: Content
    /// Its place on its level, from zero.
    package let index: Int64
    /// How many hashes or entries it has in the tree that is read.
    package let width: Int64

    /// The tile with this index in a tree; nil if the tree does not reach so far.
    package init?(_ content: Content, index: Int64, treeSize: Int64) {
        let level = if case .hashes(let level) = content { level } else { 0 }
        guard index >= 0, treeSize > 0, 0..<(Int64.bitWidth / Self.height) ~= level else { return nil }
        let count = treeSize >> (Self.height * level)
        let (first, overflow) = index.multipliedReportingOverflow(by: Self.fullWidth)
        guard !overflow, first < count else { return nil }
        (self.content, self.index, width) = (content, index, min(Self.fullWidth, count - first))
    }

    private init(fillingUp tile: LogTile) {
        (content, index, width) = (tile.content, tile.index, Self.fullWidth)
    }

    /// The tile that this one became when the log had grown, and that a log may have in its place; nil if it is full.
    package var full: LogTile? { width < Self.fullWidth ? LogTile(fillingUp: self) : nil }

    /// Its path below the log's base address: `tile/0/x001/234`, or `tile/0/x001/234.p/17` for one that is not full.
    package var path: String {
        let place =
            switch content {
            case .hashes(let level): "\(level)"
            case .entries: "entries"
            }
        let suffix = width < Self.fullWidth ? ".p/\(width)" : ""
        return "tile/\(place)/\(Self.encoded(index))\(suffix)"
    }

    /// Three digits a path element, all but the last behind an `x`.
    private static func encoded(_ index: Int64) -> String {
        var (rest, elements) = (index, [String]())
        repeat {
            let digits = String(rest % 1000)
            elements.append(String(repeating: "0", count: 3 - digits.utf8.count) + digits)
            rest /= 1000
        } while rest > 0
        return elements.reversed().enumerated()
            .map { $0.offset == elements.count - 1 ? $0.element : "x" + $0.element }.joined(separator: "/")
    }
}

extension LogTile {
    /// The entries of a bundle of entries, each behind its length in two bytes; nil unless there are exactly as many
    /// as the tile has.
    package func entries(in bytes: [UInt8]) -> [[UInt8]]? {
        guard content == .entries else { return nil }
        var (rest, entries) = (bytes[...], [[UInt8]]())
        while !rest.isEmpty {
            guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
            let count = Int(high) << 8 | Int(low)
            guard rest.count >= count, Int64(entries.count) < width else { return nil }
            entries.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return Int64(entries.count) == width ? entries : nil
    }

    /// The bytes of this tile, from those of the full one; nil if they are not as many hashes or entries as that has.
    package func beginning(of bytes: [UInt8]) -> [UInt8]? {
        guard let full else { return bytes }
        switch content {
        case .hashes:
            guard full.hashes(in: bytes) != nil else { return nil }
            return Array(bytes.prefix(Int(width) * MerkleTree.hashByteCount))
        case .entries:
            guard let entries = full.entries(in: bytes) else { return nil }
            return Array(bytes.prefix(entries.prefix(Int(width)).reduce(0) { $0 + 2 + $1.count }))
        }
    }

    /// The hashes of a tile of hashes; nil unless there are exactly as many as the tile has.
    func hashes(in bytes: [UInt8]) -> [[UInt8]]? {
        let length = MerkleTree.hashByteCount
        guard case .hashes = content, bytes.count == Int(width) * length else { return nil }
        return stride(from: 0, to: bytes.count, by: length).map { Array(bytes[$0..<($0 + length)]) }
    }
}
