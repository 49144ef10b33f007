// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct InclusionProofTests {
    private func expectMismatch(_ proof: InclusionProof, _ leafHash: [UInt8], _ rootHash: [UInt8]) {
        let error = #expect(throws: TransparencyLogError.self) {
            try proof.verify(leafHash: leafHash, rootHash: rootHash)
        }
        #expect(error?.code == .proofMismatch)
    }

    private func expectMalformed(_ index: Int64, _ size: Int64, _ hashes: [[UInt8]]) {
        let error = #expect(throws: TransparencyLogError.self) {
            try InclusionProof(leafIndex: index, treeSize: size, hashes: hashes)
        }
        #expect(error?.code == .malformedProof)
    }

    @Test(arguments: 1...40)
    func `verifies every leaf of a tree, and nothing else`(_ size: Int) throws {
        let tree = ReferenceTree(size: size)
        let rootHash = tree.rootHash
        for (index, leafHash) in tree.leafHashes.enumerated() {
            let hashes = tree.inclusionProof(of: index)
            let proof = try InclusionProof(leafIndex: Int64(index), treeSize: Int64(size), hashes: hashes)
            #expect(try proof.rootHash(leafHash: leafHash) == rootHash)
            try proof.verify(leafHash: leafHash, rootHash: rootHash)
            for hashes in corruptions(of: hashes) {
                let proof = try InclusionProof(leafIndex: Int64(index), treeSize: Int64(size), hashes: hashes)
                expectMismatch(proof, leafHash, rootHash)
            }
            for hashes in otherCounts(of: hashes) { expectMalformed(Int64(index), Int64(size), hashes) }
            for wrong in corruptions(of: [leafHash, rootHash]) where wrong[0] != leafHash || wrong[1] != rootHash {
                expectMismatch(proof, wrong[0], wrong[1])
            }
            for other in 0..<size where other != index {
                expectMismatch(proof, tree.leafHashes[other], rootHash)
                let moved = try? InclusionProof(leafIndex: Int64(other), treeSize: Int64(size), hashes: hashes)
                if let moved { expectMismatch(moved, leafHash, rootHash) }
            }
        }
    }

    @Test func `is for an index that the tree has`() {
        for (index, size) in [(0, 0), (1, 1), (-1, 1), (5, 4), (0, -1), (-1, -1)] as [(Int64, Int64)] {
            expectMalformed(index, size, [])
        }
        for (index, size) in [(Int64.min, Int64.max), (.max, .max), (.max, .min), (0, .min)] as [(Int64, Int64)] {
            expectMalformed(index, size, [])
        }
    }

    @Test func `has hashes of 32 bytes`() throws {
        let hash = [UInt8](repeating: 7, count: 32)
        _ = try InclusionProof(leafIndex: 0, treeSize: 3, hashes: [hash, hash])
        for wrong in [[], Array(hash.dropLast()), hash + [0]] {
            expectMalformed(0, 3, [hash, wrong])
            expectMalformed(0, 3, [wrong, hash])
            let proof = try InclusionProof(leafIndex: 0, treeSize: 1, hashes: [])
            for (leafHash, rootHash) in [(wrong, hash), (hash, wrong)] {
                let error = #expect(throws: TransparencyLogError.self) {
                    try proof.verify(leafHash: leafHash, rootHash: rootHash)
                }
                #expect(error?.code == .malformedProof)
            }
        }
    }

    @Test func `takes the largest tree`() throws {
        let hash = [UInt8](repeating: 7, count: 32)
        let hashes = [[UInt8]](repeating: hash, count: 63)
        let first = try InclusionProof(leafIndex: 0, treeSize: .max, hashes: hashes)
        let last = try InclusionProof(leafIndex: .max - 1, treeSize: .max, hashes: Array(hashes.prefix(62)))
        #expect(try first.rootHash(leafHash: hash) != last.rootHash(leafHash: hash))
        expectMalformed(0, .max, Array(hashes.prefix(62)))
        expectMalformed(.max - 1, .max, hashes)
    }
}
