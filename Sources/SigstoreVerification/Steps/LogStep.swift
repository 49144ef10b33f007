// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle
import TextEncodings
import TransparencyLog

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Verifies that logs hold this very signature: Sigstore client specification §4.4.
///
/// Entries of logs that the trust root does not name were passed over; every other must be right in full.
struct LogStep {
    let policy: SigstorePolicy
    let version: SignatureBundle.Version

    /// - Returns: The entries that were verified, from at least as many operators as the policy wants.
    /// - Throws: `missingLogEntry`, `outsideLogValidity`, `missingInclusionProof`, `invalidInclusionProof`,
    ///   `invalidCheckpoint`, `malformedLogEntry`, `logEntryMismatch`, `unsupportedAlgorithm`.
    func verify(
        _ entries: RecognizedEntry.Selection,
        content: SignedContent,
        signer: SigningMaterial,
        times: [ObservedTime]
    ) async throws -> [LoggedEntry] {
        var witnesses = WitnessCount()
        var logged: [LoggedEntry] = []
        guard let signingTime = times.map(\.date).min() else {
            throw BundleVerificationError(.missingTime, "no time of signing is known")
        }
        for entry in entries.entries {
            let located = try witnesses.skippingOutsideLogValidity { () throws(BundleVerificationError) in
                try locate(entry, at: signingTime)
            }
            guard let (promise, log) = located else { continue }
            let treeSize = try verifyInclusion(entry, in: log)
            try await LogEntryComparison(content: content, signer: signer)
                .check(LogEntryBody.read(entry.entry.canonicalizedBody, as: entry.kind))
            witnesses.count("log", operator: log.operator, name: log.baseURL)
            logged.append(
                LoggedEntry(
                    log: log.baseURL,
                    logID: Hexadecimal.encode(log.rootIdentifier),
                    index: entry.verifiedIndex,
                    kind: entry.kind.rawValue,
                    integratedTime: promise?.date,
                    treeSize: treeSize
                )
            )
        }
        guard witnesses.count >= policy.transparencyLogs.threshold else {
            throw witnesses.reason ?? entries.reason
                ?? BundleVerificationError(
                    .missingLogEntry,
                    "the signature is in \(witnesses.count) transparency logs that the trust root names, and "
                        + "\(policy.transparencyLogs.threshold) are required"
                )
        }
        return logged
    }

    /// What the log promised, and the log as the trust root names it for the time of the entry.
    private func locate(
        _ entry: RecognizedEntry,
        at signingTime: Date
    ) throws(BundleVerificationError) -> (ObservedTime?, TransparencyLogInstance) {
        let promise = try entry.promisedTime()
        return (promise, try entry.log(at: promise?.date ?? signingTime))
    }

    /// - Returns: The size of the tree that the log signed; nil if its promise alone is there, as version 0.1 allowed.
    private func verifyInclusion(
        _ entry: RecognizedEntry,
        in log: TransparencyLogInstance
    ) throws(BundleVerificationError) -> Int64? {
        guard let proof = entry.entry.inclusionProof else {
            guard version == .v0_1, entry.hasPromise else {
                throw BundleVerificationError(
                    .missingInclusionProof,
                    "the log entry \(entry.entry.logIndex) comes without a proof that the log includes it"
                )
            }
            return nil
        }
        // In Rekor v2 a log is one tree; in v1 an entry's index counts over the log's shards, and the proof's in one.
        guard entry.kind.service == .rekorV1 || proof.logIndex == entry.entry.logIndex else {
            throw BundleVerificationError(
                .malformedLogEntry,
                "the log entry \(entry.entry.logIndex) comes with the proof of entry \(proof.logIndex)"
            )
        }
        do {
            try InclusionProof(leafIndex: proof.logIndex, treeSize: proof.treeSize, hashes: proof.hashes)
                .verify(leafHash: MerkleTree.leafHash(of: entry.entry.canonicalizedBody), rootHash: proof.rootHash)
        } catch {
            throw BundleVerificationError(
                .invalidInclusionProof,
                "the proof does not show that the log '\(log.baseURL.excerpt())' includes the entry",
                cause: error
            )
        }
        // Version 0.1 brought proofs of which nobody signed the root; the promise is what counts there.
        if proof.checkpoint.isEmpty, version == .v0_1, entry.hasPromise { return nil }
        try CheckpointCheck(log: log, service: entry.kind.service).verify(proof)
        return proof.treeSize
    }
}
