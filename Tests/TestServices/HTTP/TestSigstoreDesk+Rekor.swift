// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What both of Rekor's APIs do with an entry.
extension TestSigstoreDesk {
    /// What became of a proposal.
    enum Addition {
        case new(TestLogBook.Item)
        /// It is there already, at this index.
        case old(Int)
    }

    /// Adds an entry to a log, one client at a time.
    func add(_ body: [UInt8], _ kind: TestEntry.Kind, to log: TestEntry.Log, _ call: TestServiceCall) throws -> Addition
    {
        try logs.withLock { logs in
            guard var book = logs.removeValue(forKey: log) else { throw TestServiceError("no such log") }
            defer { logs[log] = book }
            if let index = book.index(ofLeaf: TestLogBook.leafHash(of: body)) { return .old(index) }
            return .new(try book.newItem(body, kind, on: call.date))
        }
    }

    /// What of a request is logged: somebody else's entry where that is the fault.
    func body(
        _ content: TestEntryContent,
        _ kind: TestEntry.Kind,
        _ call: TestServiceCall
    ) throws -> (body: [UInt8], kind: TestEntry.Kind) {
        var content = content
        switch call.fault {
        case .otherBody:
            content.digest[0] ^= 1
            if var envelope = content.envelope {
                envelope.payload.append(UInt8(ascii: " "))
                content.envelope = envelope
            }
        case .otherRequest:
            let (key, message) = (TestKey(.p256, named: "other client"), Array("another artifact \(now)".utf8))
            content = TestEntryContent(
                digestAlgorithm: .sha256,
                digest: TestDigest.sha256.hash(message),
                signature: try key.sign(message),
                verifier: .key(try key.subjectPublicKeyInfo()),
                keyDetails: key.details
            )
            let kind = call.request.path.hasPrefix("/api/v1") ? TestEntry.Kind.hashedrekordV1 : .hashedrekordV2
            return (try content.body(kind).canonical, kind)
        default: break
        }
        return (try content.body(kind).canonical, kind)
    }

    /// How an entry is answered, with the faults there are.
    func recipe(_ log: TestEntry.Log, _ item: TestLogBook.Item, _ call: TestServiceCall) -> TestEntry {
        let position = item.position
        var entry = TestEntry(log, at: position, on: item.date)
        switch call.fault {
        case .badProof:
            entry.proof = { proof in
                guard !proof.hashes.isEmpty else { throw TestServiceError("the proof has no hash") }
                proof.hashes[0][0] ^= 1
            }
        case .withoutProof: entry.hasProof = false
        case .withoutCheckpoint: entry.hasCheckpoint = false
        case .staleCheckpoint:
            (entry.checkpoint.treeSize, entry.checkpoint.rootHash) = (Int64(position.index), position.olderRootHash)
        case .wrongCheckpointSignature: entry.checkpoint.signature = { $0[$0.count - 1] ^= 1 }
        case .wrongPromise: entry.promise.integratedTime = item.date + 1
        case .withoutPromise: entry.hasPromise = false
        default: break
        }
        return entry
    }
}
