// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// How a bundle's signature gets into a log; every test changes one thing.
package struct TestEntry: Sendable {
    package enum Log: Sendable, Hashable { case none, rekorV1, rekorV2 }

    package enum Kind: String, Sendable, CaseIterable {
        case hashedrekordV1 = "hashedrekord 0.0.1"
        case dsseV1 = "dsse 0.0.1"
        case intotoV1 = "intoto 0.0.2"
        case hashedrekordV2 = "hashedrekord 0.0.2"
        case dsseV2 = "dsse 0.0.2"
    }

    package var log = Log.rekorV1
    /// Which of the instance's logs of that version.
    package var instance = 0
    /// What the log's version and the bundle's content call for where it is `nil`.
    package var kind: Kind?
    /// Other entries of the tree.
    package var (entriesBefore, entriesAfter) = (3, 4)
    /// Where it is in the tree of a log that runs, which has it already; `entriesBefore` counts those before it then.
    var position: TestLogPosition?
    /// Rekor v1: how far the index over all trees is ahead of that in the entry's own.
    package var earlierTrees: Int64 = 1000
    /// Rekor v1 alone.
    package var integratedTime = TestSigstore.now
    package var promise = TestPromise()
    /// Whether there is a signed entry timestamp; only Rekor v1 has one.
    package var hasPromise = true
    package var hasProof = true
    package var hasCheckpoint = true
    /// The entry's body, before it is logged.
    package var body: Alteration<TestJSON> = { _ in }
    /// The entry's bytes, before they are logged.
    package var bodyBytes: Alteration<[UInt8]> = { _ in }
    package var checkpoint = TestCheckpoint()
    /// The proof, after it was made.
    package var proof: Alteration<TestInclusionProof> = { _ in }
    /// All of it, at the end.
    package var made: Alteration<TestLogEntry> = { _ in }

    package init(_ log: Log = .rekorV1) { self.log = log }

    /// An entry of a log that runs.
    init(_ log: Log, at position: TestLogPosition, on date: Date) {
        (self.log, self.position, integratedTime) = (log, position, date)
        (entriesBefore, entriesAfter) = (position.index, position.size - position.index - 1)
    }

    /// A tree with an entry in it, and where it is.
    private func tree(with body: [UInt8]) -> (tree: TestMerkleTree, index: Int) {
        let others = (0..<entriesBefore + entriesAfter).map { Array("another entry \($0)".utf8) }
        let entries = Array(others.prefix(entriesBefore)) + [body] + others.dropFirst(entriesBefore)
        return (TestMerkleTree(entries), entriesBefore)
    }

    /// The proof that a tree has an entry.
    func prove(_ body: [UInt8], by key: TestNoteKey, origin: String) throws -> TestInclusionProof {
        var result: TestInclusionProof
        if let position {
            result = TestInclusionProof(
                logIndex: Int64(position.index),
                rootHash: position.rootHash,
                treeSize: Int64(position.size),
                hashes: position.path
            )
        } else {
            let (tree, index) = tree(with: body)
            result = TestInclusionProof(
                logIndex: Int64(index),
                rootHash: tree.rootHash,
                treeSize: Int64(tree.entries.count),
                hashes: tree.inclusionPath(of: index)
            )
        }
        let note = try checkpoint.make(by: key, origin: origin, root: result.rootHash, size: result.treeSize)
        if hasCheckpoint { result.checkpoint = note }
        try proof(&result)
        return result
    }
}

/// What a signed entry timestamp covers, where that is not what the entry says.
package struct TestPromise: Sendable {
    package var body: [UInt8]?
    package var integratedTime: Date?
    package var logIndex: Int64?
    package var logID: [UInt8]?
    /// Signs instead of the log's key.
    package var key: TestKey?
    package var signature: Alteration<[UInt8]> = { _ in }
}
