// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestServices
import Testing

@Suite struct TestLogTreeTests {
    private static let entries = (0..<300).map { Array("entry \($0)".utf8) }

    private static func grown(_ count: Int) -> TestLogTree {
        var tree = TestLogTree()
        for entry in entries.prefix(count) { _ = tree.append(entry) }
        return tree
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 64, 255, 256, 257, 300])
    func `a tree that grows has the hashes and paths of RFC 6962, at every size it ever had`(_ size: Int) {
        let (tree, plain) = (Self.grown(300), TestMerkleTree(Array(Self.entries.prefix(size))))
        #expect(tree.rootHash(size: size) == plain.rootHash)
        for index in Set([0, size / 2, size - 1]) {
            #expect(tree.inclusionPath(of: index, size: size) == plain.inclusionPath(of: index))
        }
        for old in Set([1, size / 3 + 1, size]) where old <= size {
            #expect(tree.consistencyPath(from: old, to: size) == plain.consistencyPath(from: old))
        }
    }

    @Test func `tiles have the hashes of complete subtrees, and no more than there are`() {
        let tree = Self.grown(300)
        #expect(tree.tile(level: 0, index: 0, width: 256)?.count == 256)
        #expect(tree.tile(level: 0, index: 1, width: 44)?.count == 44)
        #expect(tree.tile(level: 1, index: 0, width: 1) == [tree.rootHash(size: 256)])
        for (level, index, width) in [(0, 1, 45), (0, 2, 1), (1, 0, 2), (2, 0, 1)] {
            #expect(tree.tile(level: level, index: index, width: width) == nil)
        }
    }
}
