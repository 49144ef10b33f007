// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Names as a tree of their components, so that a walk of folders can follow them.
///
/// Memory and time are linear in the names' length, however deep they are.
struct NameTree {
    /// A place in the tree.
    struct Node: Hashable {
        fileprivate let index: Int
    }

    /// Where names begin.
    static let root = Node(index: 0)

    private var children: [[ResourceName: Node]] = [[:]]
    private var ends: Set<Node> = []

    init(_ names: some Sequence<ResourceName> = []) {
        for name in names { insert(name) }
    }

    mutating func insert(_ name: ResourceName) {
        var node = Self.root
        for component in name.components {
            if let child = children[node.index][component] {
                node = child
            } else {
                let child = Node(index: children.count)
                children.append([:])
                children[node.index][component] = child
                node = child
            }
        }
        ends.insert(node)
    }

    /// The place of `component` below `node`; `nil` when no name leads there.
    func child(_ component: ResourceName, of node: Node) -> Node? { children[node.index][component] }

    /// Whether one of the names is `name` or a folder that it is in.
    func covers(_ name: ResourceName) -> Bool {
        var node = Self.root
        var rest = Substring(name.path)
        while !rest.isEmpty {
            // Most names part from the tree with their first component: the others are not looked at.
            let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/"))
            let component = ResourceName(canonical: String(rest[..<(slash ?? rest.endIndex)]))
            guard let child = child(component, of: node) else { return false }
            if ends.contains(child) { return true }
            node = child
            rest = slash.map { rest[rest.utf8.index(after: $0)...] } ?? ""
        }
        return false
    }
}
