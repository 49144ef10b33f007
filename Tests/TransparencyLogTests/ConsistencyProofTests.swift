// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct ConsistencyProofTests {
    private func expectMismatch(_ proof: ConsistencyProof, _ old: [UInt8], _ new: [UInt8]) {
        let error = #expect(throws: TransparencyLogError.self) { try proof.verify(from: old, to: new) }
        #expect(error?.code == .proofMismatch)
    }

    private func expectMalformed(_ old: Int64, _ new: Int64, _ hashes: [[UInt8]]) {
        let error = #expect(throws: TransparencyLogError.self) {
            try ConsistencyProof(oldTreeSize: old, newTreeSize: new, hashes: hashes)
        }
        #expect(error?.code == .malformedProof)
    }

    @Test(arguments: 0...40)
    func `verifies the growth from every earlier tree, and nothing else`(_ size: Int) throws {
        let new = ReferenceTree(size: size)
        let newRoot = new.rootHash
        for oldSize in 0...size {
            let oldRoot = ReferenceTree(size: oldSize).rootHash
            let hashes = new.consistencyProof(from: oldSize)
            func proof(_ hashes: [[UInt8]]) throws -> ConsistencyProof {
                try ConsistencyProof(oldTreeSize: Int64(oldSize), newTreeSize: Int64(size), hashes: hashes)
            }
            try proof(hashes).verify(from: oldRoot, to: newRoot)
            for hashes in corruptions(of: hashes) { expectMismatch(try proof(hashes), oldRoot, newRoot) }
            for hashes in otherCounts(of: hashes) { expectMalformed(Int64(oldSize), Int64(size), hashes) }
            for wrong in corruptions(of: [oldRoot, newRoot]) {
                // Every tree begins with the empty one, whatever its root hash.
                if oldSize == 0, size > 0, wrong[0] == oldRoot { continue }
                expectMismatch(try proof(hashes), wrong[0], wrong[1])
            }
            for other in 0...size where other != oldSize {
                let otherRoot = ReferenceTree(size: other).rootHash
                expectMismatch(try proof(hashes), otherRoot, newRoot)
                let moved = try? ConsistencyProof(
                    oldTreeSize: Int64(other),
                    newTreeSize: Int64(size),
                    hashes: hashes
                )
                if let moved, other > 0 { expectMismatch(moved, oldRoot, newRoot) }
            }
        }
    }

    @Test func `is for a tree that did not shrink`() {
        for (old, new) in [(1, 0), (-1, 0), (-1, -1), (5, 4), (.max, .min), (.min, .max)] as [(Int64, Int64)] {
            expectMalformed(old, new, [])
        }
    }

    @Test func `has hashes of 32 bytes`() throws {
        let hash = [UInt8](repeating: 7, count: 32)
        _ = try ConsistencyProof(oldTreeSize: 1, newTreeSize: 2, hashes: [hash])
        for wrong in [[], Array(hash.dropLast()), hash + [0]] {
            expectMalformed(1, 2, [wrong])
            let proof = try ConsistencyProof(oldTreeSize: 1, newTreeSize: 2, hashes: [hash])
            for (old, new) in [(wrong, hash), (hash, wrong)] {
                let error = #expect(throws: TransparencyLogError.self) { try proof.verify(from: old, to: new) }
                #expect(error?.code == .malformedProof)
            }
        }
    }

    @Test func `takes the largest trees`() throws {
        let hash = [UInt8](repeating: 7, count: 32)
        let whole = try ConsistencyProof(oldTreeSize: .max, newTreeSize: .max, hashes: [])
        try whole.verify(from: hash, to: hash)
        let half = try ConsistencyProof(oldTreeSize: 1 << 62, newTreeSize: .max, hashes: [hash])
        expectMismatch(half, hash, hash)
        let hashes = [[UInt8]](repeating: hash, count: 63)
        expectMismatch(try ConsistencyProof(oldTreeSize: 1, newTreeSize: .max, hashes: hashes), hash, hash)
        expectMalformed(1, .max, Array(hashes.dropLast()))
    }
}
