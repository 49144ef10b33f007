// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A log's tree that grows (RFC 6962 §2.1) and keeps the hash of every complete subtree, as tiles do.
package struct TestLogTree: Sendable {
    package private(set) var entries: [[UInt8]] = []
    /// The leaves' hashes, and above them those of each two that are complete.
    private var levels: [[[UInt8]]] = [[]]

    package init() {}

    package var size: Int { entries.count }

    /// Adds an entry and returns its index.
    package mutating func append(_ entry: [UInt8]) -> Int {
        entries.append(entry)
        add(TestDigest.sha256.hash([0] + entry), at: 0)
        return entries.count - 1
    }

    private mutating func add(_ hash: [UInt8], at level: Int) {
        if level == levels.count { levels.append([]) }
        levels[level].append(hash)
        let count = levels[level].count
        if count.isMultiple(of: 2) { add(Self.node(levels[level][count - 2], hash), at: level + 1) }
    }

    private static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        TestDigest.sha256.hash([1] + left + right)
    }

    /// MTH of the tree when it had so many entries.
    package func rootHash(size: Int) -> [UInt8] { size == 0 ? TestDigest.sha256.hash([]) : hash(0..<size) }

    /// PATH of an entry in the tree when it had so many entries.
    package func inclusionPath(of index: Int, size: Int) -> [[UInt8]] { path(index, 0..<size) }

    /// PROOF that the tree of one size became that of another.
    package func consistencyPath(from old: Int, to size: Int) -> [[UInt8]] {
        old == 0 ? [] : proof(old, 0..<size, isComplete: true)
    }

    /// The hashes of a tile (C2SP tlog-tiles); `nil` while the tree does not have so many.
    package func tile(level: Int, index: Int, width: Int) -> [[UInt8]]? {
        let height = level * 8
        guard levels.indices.contains(height), levels[height].count >= index * 256 + width else {
            return nil
        }
        return Array(levels[height][index * 256..<index * 256 + width])
    }

    private func hash(_ range: Range<Int>) -> [UInt8] {
        if range.count.nonzeroBitCount == 1, range.lowerBound.isMultiple(of: range.count) {
            return levels[range.count.trailingZeroBitCount][range.lowerBound / range.count]
        }
        let (left, right) = Self.halves(range)
        return Self.node(hash(left), hash(right))
    }

    private func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
        guard range.count > 1 else { return [] }
        let (left, right) = Self.halves(range)
        return left.contains(index) ? path(index, left) + [hash(right)] : path(index, right) + [hash(left)]
    }

    private func proof(_ old: Int, _ range: Range<Int>, isComplete: Bool) -> [[UInt8]] {
        if old == range.upperBound { return isComplete ? [] : [hash(range)] }
        let (left, right) = Self.halves(range)
        guard old > left.upperBound else { return proof(old, left, isComplete: isComplete) + [hash(right)] }
        return proof(old, right, isComplete: false) + [hash(left)]
    }

    /// Divides at the largest power of two below the count.
    private static func halves(_ range: Range<Int>) -> (Range<Int>, Range<Int>) {
        var size = 1
        while size * 2 < range.count { size *= 2 }
        let middle = range.lowerBound + size
        return (range.lowerBound..<middle, middle..<range.upperBound)
    }
}

/// Where an entry is, in a tree of some size.
struct TestLogPosition: Sendable {
    let index: Int
    let size: Int
    let rootHash: [UInt8]
    let path: [[UInt8]]
    /// The tree before the entry was there.
    let olderRootHash: [UInt8]

    init(of index: Int, in tree: TestLogTree) {
        (self.index, size) = (index, tree.size)
        (rootHash, path) = (tree.rootHash(size: size), tree.inclusionPath(of: index, size: size))
        olderRootHash = tree.rootHash(size: index)
    }
}
