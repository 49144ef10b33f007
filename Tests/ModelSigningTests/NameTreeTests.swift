// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ModelSigning

@Suite struct NameTreeTests {
    private let tree: NameTree

    init() throws { tree = NameTree(try ["a/b", "a/b/c", "d", "caf\u{e9}/x"].map { try ResourceName($0) }) }

    @Test(arguments: [
        ("a/b", true), ("a/b/c", true), ("a/b/other/deep", true), ("d", true), ("d/x", true), ("caf\u{e9}/x", true),
        ("a", false), ("a/bc", false), ("b", false), ("A/b", false), ("dd", false), ("cafe\u{301}/x", false),
        ("caf\u{e9}", false), ("x/a/b", false),
    ])
    func `covers its names and what is below them`(_ name: String, _ isCovered: Bool) throws {
        #expect(tree.covers(try ResourceName(name)) == isCovered)
    }

    @Test func `leads along the components of its names`() throws {
        let a = try #require(tree.child(ResourceName("a"), of: NameTree.root))
        let b = try #require(tree.child(ResourceName("b"), of: a))
        #expect(tree.child(try ResourceName("c"), of: b) != nil)
        #expect(tree.child(try ResourceName("b"), of: NameTree.root) == nil)
        #expect(tree.child(try ResourceName("d"), of: a) == nil)
    }

    @Test func `is linear in very deep names`() throws {
        let deep = try (0..<50).map { try ResourceName(String(repeating: "d/", count: 2000) + "\($0)") }
        let tree = NameTree(deep)
        #expect(deep.allSatisfy(tree.covers))
        #expect(!tree.covers(try ResourceName(String(repeating: "d/", count: 2000) + "x")))
    }

    @Test func `covers nothing when it is empty`() throws {
        #expect(!NameTree().covers(try ResourceName("a")))
        #expect(NameTree().child(try ResourceName("a"), of: NameTree.root) == nil)
    }
}
