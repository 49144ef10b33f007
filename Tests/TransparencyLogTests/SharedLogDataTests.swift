// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SignatureKeys
import TestSupport
import Testing

@testable import TransparencyLog

/// The checkpoints, proofs and promises in the bundles of the public suites.
@Suite(.enabled(if: SharedVectors.isPresent, Comment(rawValue: SharedVectors.absence)))
struct SharedLogDataTests {
    private static let entries = LogEntry.all()

    /// What the suites broke on purpose, in body, checkpoint, proof or promise.
    private static let refusals: [String: TransparencyLogError.Code] = [
        "bundle-empty-certificate-chain_fail": .invalidSignature,
        "bundle-invalid-base64-signature_fail": .invalidSignature,
        "bundle-negative-log-index_fail": .invalidSignature,
        "bundle-unknown-version_fail": .invalidSignature,
        "checkpoint-bad-keyhint_fail": .noMatchingSignature,
        "checkpoint-wrong-roothash_fail": .proofMismatch,
        "inclusion-proof-corrupted-hash_fail": .proofMismatch,
        "incorrect-public-key_fail": .invalidSignature,
        "invalid-checkpoint-signature_fail": .invalidSignature,
        "invalid-inclusion-proof_fail": .proofMismatch,
        "rekor2-checkpoint-missing-log-signature_fail": .malformedNote,
        "rekor2-checkpoint-missing-origin_fail": .malformedCheckpoint,
        "rekor2-checkpoint-missing-root-hash_fail": .malformedCheckpoint,
        "rekor2-checkpoint-missing-size_fail": .malformedCheckpoint,
        "rekor2-checkpoint-no-matching-signature_fail": .noMatchingSignature,
        "set-invalid-signature_fail": .invalidSignature,
    ]

    @Test(arguments: entries)
    func `accepts what the logs signed, and refuses what was broken for its own reason`(_ entry: LogEntry) throws {
        guard let code = Self.refusals[entry.name] else { return try entry.verify() }
        let error = #expect(throws: TransparencyLogError.self) { try entry.verify() }
        #expect(error?.code == code)
    }

    @Test func `finds the data`() {
        #expect(Self.entries.count > 60)
        #expect(Self.entries.count { $0.checkpoint != nil } > 50)
        let names = Set(Self.entries.map(\.name))
        for name in Self.refusals.keys { #expect(names.contains(name)) }
        for name in ["two-sigs-from-origin", "two-sigs-cosigned", "cosigned", "multiple-cosigs", "origin-not-first"] {
            #expect(names.contains("rekor2-checkpoint-\(name)"))
        }
    }
}

/// One entry of a bundle, and the keys of all logs that the suites' trusted roots name.
struct LogEntry: Sendable, CustomStringConvertible {
    /// The folder or file that the bundle came from.
    let name: String
    let body: [UInt8]
    let logIndex: Int64
    let logID: [UInt8]
    let integratedTime: Int64
    let promise: [UInt8]?
    let checkpoint: [UInt8]?
    let proof: Proof?

    struct Proof: Sendable {
        let leafIndex: Int64
        let treeSize: Int64
        let hashes: [[UInt8]]
        let rootHash: [UInt8]
    }

    var description: String { name }

    /// Checks all that there is: the promise, the checkpoint's signature, and the proof for the body.
    func verify() throws {
        let log = try #require(Self.logs.first { $0.id == logID }, "no trusted root names the log of \(name)")
        if let promise {
            try SignedEntryTimestamp.verify(
                promise,
                body: body,
                integratedTime: integratedTime,
                logID: logID,
                logIndex: logIndex,
                by: log.key
            )
        }
        guard let proof else { return }
        if let checkpoint {
            let key = try NoteKey(name: log.name, key: log.key)
            #expect(Array(logID.prefix(4)) == key.keyHint)
            try Checkpoint(parsing: checkpoint).verify(by: key)
        }
        let inclusion = try InclusionProof(leafIndex: proof.leafIndex, treeSize: proof.treeSize, hashes: proof.hashes)
        try inclusion.verify(leafHash: MerkleTree.leafHash(of: body), rootHash: proof.rootHash)
        guard let checkpoint = try checkpoint.map({ try Checkpoint(parsing: $0) }) else { return }
        guard checkpoint.treeSize == proof.treeSize, checkpoint.rootHash == proof.rootHash else {
            throw TransparencyLogError(.proofMismatch, "the checkpoint is not the proof's")
        }
    }
}

extension LogEntry {
    private struct Log: Sendable {
        let name: String
        let id: [UInt8]
        let key: PublicKey
    }

    private static let logs: [Log] = files(named: "trusted_root.json").flatMap { _, root in
        (root["tlogs"] as? [[String: Any]] ?? []).compactMap { log in
            guard let url = log["baseUrl"] as? String, let key = bytes(log["publicKey"], "rawBytes"),
                let id = bytes(log["logId"], "keyId"), let key = try? PublicKey(derSPKI: key)
            else { return nil }
            return Log(name: url.split(separator: "/").dropFirst().joined(separator: "/"), id: id, key: key)
        }
    }

    static func all() -> [LogEntry] {
        files(named: "bundle.sigstore.json").flatMap { name, bundle in
            let material = bundle["verificationMaterial"] as? [String: Any] ?? [:]
            return (material["tlogEntries"] as? [[String: Any]] ?? []).compactMap { LogEntry(name, $0) }
        }
    }

    private init?(_ name: String, _ entry: [String: Any]) {
        guard let body = Self.bytes(entry, "canonicalizedBody"), let logID = Self.bytes(entry["logId"], "keyId") else {
            return nil
        }
        self.name = name
        self.body = body
        self.logID = logID
        logIndex = Self.number(entry["logIndex"])
        integratedTime = Self.number(entry["integratedTime"])
        promise = Self.bytes(entry["inclusionPromise"], "signedEntryTimestamp")
        let proof = entry["inclusionProof"] as? [String: Any]
        let envelope = (proof?["checkpoint"] as? [String: Any])?["envelope"] as? String
        checkpoint = envelope.map { Array($0.utf8) }
        self.proof = proof.map { proof in
            Proof(
                leafIndex: Self.number(proof["logIndex"]),
                treeSize: Self.number(proof["treeSize"]),
                hashes: (proof["hashes"] as? [String] ?? []).compactMap { Data(base64Encoded: $0).map(Array.init) },
                rootHash: Self.bytes(proof, "rootHash") ?? []
            )
        }
    }

    private static func number(_ value: Any?) -> Int64 {
        (value as? String).flatMap(Int64.init) ?? (value as? NSNumber)?.int64Value ?? 0
    }

    private static func bytes(_ object: Any?, _ member: String) -> [UInt8]? {
        ((object as? [String: Any])?[member] as? String).flatMap { Data(base64Encoded: $0) }.map(Array.init)
    }

    /// The JSON files of this name in the suite's folders, with the folder's name.
    private static func files(named file: String) -> [(String, [String: Any])] {
        let suite = SharedVectors.url?.appending(path: "sigstore-conformance/bundle-verify")
        let path = suite?.path(percentEncoded: false) ?? "/nonexistent"
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return folders.sorted().compactMap { folder in
            guard let data = FileManager.default.contents(atPath: "\(path)/\(folder)/\(file)"),
                let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
            else { return nil }
            return (folder, json)
        }
    }
}
