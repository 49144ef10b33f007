// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreVerification
import TestServices
import Testing
import TransparencyLog

/// Sigstore client specification §4.4: the log holds this very signature. See also ``LogEntryTests``.
@Suite struct LogStepTests {
    @Test(arguments: proofs)
    func `the proof leads from the entry to the root`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: [TestEntry.Log.rekorV1, .rekorV2].flatMap(checkpoints))
    func `the log signed the root`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: origins)
    func `a checkpoint is the log's own`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: thresholds)
    func `counts independent logs, and takes no wrong entry`(_ variation: Variation) async throws {
        try await variation.check()
    }

    // MARK: Proofs

    private static func proof(
        _ name: String,
        _ cause: TransparencyLogError.Code,
        in log: TestEntry.Log = .rekorV1,
        change: @escaping @Sendable (inout TestInclusionProof) -> Void
    ) -> Variation {
        .bad(name, .invalidInclusionProof, .log(cause), in: log) { $0.entry.proof = change }
    }

    private static let proofs: [Variation] =
        [TestEntry.Log.rekorV1, .rekorV2].flatMap { log -> [Variation] in
            [
                proof("a changed hash, \(log)", .proofMismatch, in: log) { $0.hashes[1][31] ^= 1 },
                proof("two hashes in the wrong order, \(log)", .proofMismatch, in: log) { $0.hashes.swapAt(0, 1) },
                proof("a hash too few, \(log)", .malformedProof, in: log) { $0.hashes.removeLast() },
                proof("a hash too many, \(log)", .malformedProof, in: log) { $0.hashes.append($0.hashes[0]) },
                proof("a hash that is too short, \(log)", .malformedProof, in: log) { $0.hashes[0].removeLast() },
                proof("another root, \(log)", .proofMismatch, in: log) { $0.rootHash[0] ^= 1 },
                proof("a root that is too short, \(log)", .malformedProof, in: log) { $0.rootHash.removeLast() },
                proof("an empty tree, \(log)", .malformedProof, in: log) { $0.treeSize = 0 },
                proof("a tree that ends before the entry, \(log)", .malformedProof, in: log) { $0.treeSize = 3 },
                proof("a tree of another height, \(log)", .malformedProof, in: log) { $0.treeSize = 9 },
                proof("the largest tree, \(log)", .malformedProof, in: log) { $0.treeSize = .max },
                // The path of entry 3 is the same in a tree of seven: only the checkpoint tells.
                .bad("a tree of another size, \(log)", .invalidCheckpoint, in: log) {
                    $0.entry.proof = { $0.treeSize = 7 }
                },
                .bad("no proof, \(log)", .missingInclusionProof, in: log) { $0.entry.hasProof = false },
                .good("the only entry of a tree, \(log)", in: log) {
                    ($0.entry.entriesBefore, $0.entry.entriesAfter) = (0, 0)
                },
                .good("the last entry of a tree, \(log)", in: log) {
                    ($0.entry.entriesBefore, $0.entry.entriesAfter) = (100, 0)
                },
            ]
        } + [
            proof("another index", .proofMismatch) { $0.logIndex = 2 },
            .bad("another index in Rekor v2", .malformedLogEntry, in: .rekorV2) {
                $0.entry.proof = { $0.logIndex = 2 }
            },
            .bad("another index beside the proof in Rekor v2", .malformedLogEntry, in: .rekorV2) {
                $0.entry.made = { $0.logIndex += 1 }
            },
            .bad("another index in both in Rekor v2", .invalidInclusionProof, .log(.proofMismatch), in: .rekorV2) {
                $0.entry.made = {
                    $0.logIndex = 2
                    $0.proof?.logIndex = 2
                }
            },
            .bad("no proof in 0.2", .missingInclusionProof) {
                ($0.version, $0.entry.hasProof) = (.v0_2, false)
            },
            .bad("no proof in 0.3, old spelling", .missingInclusionProof) {
                ($0.version, $0.entry.hasProof) = (.v0_3Old, false)
            },
            .bad("no proof of Rekor v2 in 0.1", .missingInclusionProof, in: .rekorV2) {
                ($0.version, $0.entry.hasProof) = (.v0_1, false)
            },
            .bad("neither proof nor promise in 0.1", .missingInclusionProof) {
                ($0.version, $0.entry.hasProof, $0.entry.hasPromise) = (.v0_1, false, false)
                $0.timestamps = [TestTimestamp()]
            },
            .bad("a wrong proof in 0.1, though a promise would do", .invalidInclusionProof) {
                $0.version = .v0_1
                $0.entry.proof = { $0.hashes[0][0] ^= 1 }
            },
            .bad("a body that the log does not hold", .invalidInclusionProof, .log(.proofMismatch), in: .rekorV2) {
                $0.entry.made = { $0.body.append(0x20) }
            },
            .bad("no body", .invalidInclusionProof, .log(.proofMismatch), in: .rekorV2) {
                $0.entry.made = { $0.body = [] }
            },
        ]

    // MARK: Checkpoints

    private static func checkpoint(
        _ name: String,
        _ cause: TransparencyLogError.Code?,
        in log: TestEntry.Log,
        change: @escaping @Sendable (inout TestCheckpoint) -> Void
    ) -> Variation {
        .bad("\(name), \(log)", .invalidCheckpoint, cause.map { .log($0) }, in: log) { change(&$0.checkpoint) }
    }

    private static func checkpoints(in log: TestEntry.Log) -> [Variation] {
        let stranger = TestKey(log == .rekorV1 ? .p256 : .ed25519, named: "stranger")
        return [
            checkpoint("signed by another key", .invalidSignature, in: log) { $0.key = stranger },
            checkpoint("with another key's hint", .noMatchingSignature, in: log) { $0.keyHint = [1, 2, 3, 4] },
            checkpoint("with another key's name", .noMatchingSignature, in: log) { $0.name = "other.example" },
            checkpoint("with a changed signature", .invalidSignature, in: log) {
                $0.signature = { $0[$0.count - 1] ^= 1 }
            },
            checkpoint("with text that was not signed", .invalidSignature, in: log) {
                $0.signedText = { $0 += "more\n" }
            },
            checkpoint("of another root", nil, in: log) { $0.rootHash = Array(repeating: 1, count: 32) },
            checkpoint("of another size", nil, in: log) { $0.treeSize = 7 },
            checkpoint("without a signature", .malformedNote, in: log) { $0.omitsLogSignature = true },
            checkpoint("with a witness's signature alone", .noMatchingSignature, in: log) {
                $0.omitsLogSignature = true
                $0.witnesses = [TestWitness()]
            },
            checkpoint("with text after its signatures", .malformedNote, in: log) { $0.note = { $0 += "more\n" } },
            checkpoint("with a line feed after its signatures", .malformedNote, in: log) { $0.note = { $0 += "\n" } },
            checkpoint("without a line feed at its end", .malformedNote, in: log) { $0.note = { $0.removeLast() } },
            checkpoint("with carriage returns", .malformedNote, in: log) {
                $0.note = { $0 = $0.replacing("\n", with: "\r\n") }
            },
            checkpoint("of no size", .malformedCheckpoint, in: log) { $0.text = { $0 = lines(of: $0, without: 1) } },
            checkpoint("of no root", .malformedCheckpoint, in: log) { $0.text = { $0 = lines(of: $0, without: 2) } },
            checkpoint("with a size that begins with zero", .malformedCheckpoint, in: log) {
                $0.text = { $0 = $0.replacing("\n8\n", with: "\n08\n") }
            },
            checkpoint("that is no note", .malformedNote, in: log) { $0.note = { $0 = "no note" } },
            .bad("none, \(log)", .invalidCheckpoint, .log(.malformedNote), in: log) { $0.entry.hasCheckpoint = false },
            .good("another signature first, \(log)", in: log) {
                $0.checkpoint.linesBefore = [TestNoteKey.line("other.example", [1, 2, 3, 4, 5])]
            },
            .good("a witness's signature, \(log)", in: log) { $0.checkpoint.witnesses = [TestWitness()] },
            .good("a signature by the log's next key first, \(log)", in: log) {
                let host = log == .rekorV1 ? $0.services.rekorV1[0].host : $0.services.rekorV2[0].host
                $0.checkpoint.linesBefore = [TestNoteKey.line(host, [1, 2, 3, 4, 5])]
            },
            .good("another line of text, \(log)", in: log) { $0.checkpoint.extensions = ["Timestamp: 1750000000"] },
        ]
    }

    private static func lines(of text: String, without index: Int) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines.remove(at: index)
        return lines.joined(separator: "\n")
    }

    private static let host = TestRekorV1().host

    private static let origins: [Variation] = [
        .bad("another log's in Rekor v1", .invalidCheckpoint) { $0.checkpoint.origin = "other.example - 123" },
        .bad("another log's in Rekor v2", .invalidCheckpoint, in: .rekorV2) { $0.checkpoint.origin = "other.example" },
        .bad("a longer name in Rekor v1", .invalidCheckpoint) { $0.checkpoint.origin = "\(host).evil.example - 123" },
        .bad("a shorter name in Rekor v1", .invalidCheckpoint) {
            $0.checkpoint.origin = "\(host.dropLast()) - 123"
        },
        .bad("a tree that is no number", .invalidCheckpoint) { $0.checkpoint.origin = "\(host) - 12x" },
        .bad("no tree after the dash", .invalidCheckpoint) { $0.checkpoint.origin = "\(host) - " },
        .bad("a tree in Rekor v2", .invalidCheckpoint, in: .rekorV2) {
            $0.checkpoint.origin = "\(TestRekorV2().host) - 123"
        },
        .bad("an empty line", .invalidCheckpoint, .log(.malformedCheckpoint), in: .rekorV2) {
            $0.checkpoint.origin = ""
        },
        .good("no tree in Rekor v1") { $0.checkpoint.origin = host },
        .good("another tree in Rekor v1") { $0.checkpoint.origin = "\(host) - 0" },
        .good("a log below a path, by its host", in: .rekorV2) {
            $0.services.rekorV2[0].instance.baseURL += "/api/v2"
        },
        .good("a log below a path, by its whole name", in: .rekorV2) {
            $0.services.rekorV2[0].instance.baseURL += "/api/v2"
            $0.services.rekorV2[0].host += "/api/v2"
        },
        .bad("a log below another path", .invalidCheckpoint, in: .rekorV2) {
            $0.services.rekorV2[0].instance.baseURL += "/api/v2"
            $0.services.rekorV2[0].host += "/api/v3"
        },
        .good("a log at a port", in: .rekorV2) { $0.services.rekorV2[0].instance.baseURL += ":3003" },
        .good("a log with a slash at its end", in: .rekorV2) { $0.services.rekorV2[0].instance.baseURL += "/" },
        .good("Rekor v1 by Ed25519") { $0.services.rekorV1 = [TestRekorV1(named: "ed25519", .ed25519)] },
        .good("Rekor v1 by RSA") { $0.services.rekorV1 = [TestRekorV1(named: "RSA", .rsaPKCS1)] },
        .good("Rekor v2 by P-256", in: .rekorV2) { $0.services.rekorV2 = [TestRekorV2(named: "p256", .p256)] },
        .good("Rekor v2 by P-384", in: .rekorV2) { $0.services.rekorV2 = [TestRekorV2(named: "p384", .p384)] },
        .good("Rekor v2 by P-384 over SHA-256, as the trust root says", in: .rekorV2) {
            $0.services.rekorV2 = [TestRekorV2(named: "p384", .p384)]
            $0.services.rekorV2[0].instance.digest = .sha256
            $0.services.rekorV2[0].instance.details = "PKIX_ECDSA_P384_SHA_256"
        },
    ]

    // MARK: Thresholds

    private static let thresholds: [Variation] = [
        .bad("none there", .missingLogEntry, in: .none) { $0.timestamps = [TestTimestamp()] },
        .good("none needed, none there", in: .none) {
            $0.timestamps = [TestTimestamp()]
            $0.policy.transparencyLogs = .notRequired
        },
        .bad("none needed, a wrong one there", .invalidCheckpoint, in: .rekorV2) {
            $0.checkpoint.origin = "other.example"
            $0.policy.transparencyLogs = .notRequired
        },
        .good("none needed, an unknown one there", in: .rekorV2) {
            $0.trustedRootJSON = { $0["tlogs"] = nil }
            $0.policy.transparencyLogs = .notRequired
        },
        .bad("an unknown one", .untrustedLog, in: .rekorV2) { $0.trustedRootJSON = { $0["tlogs"] = nil } },
        .bad("one whose key is not supported", .unsupportedAlgorithm, in: .rekorV2) {
            $0.trustedRootJSON = { $0["tlogs"]?[1]?["publicKey"]?["keyDetails"] = "PKIX_ED25519_PH" }
        },
        .bad("one whose tree is not hashed with SHA-256", .unsupportedAlgorithm, in: .rekorV2) {
            $0.services.rekorV2[0].instance.hashAlgorithm = "SHA2_512"
        },
        .bad("one of a kind that is not read", .unsupportedAlgorithm) { $0.entry.made = { $0.kind = "rfc3161" } },
        .bad("one of a version that is not read", .unsupportedAlgorithm) { $0.entry.made = { $0.version = "0.0.9" } },
        .bad("less than one means one", .missingLogEntry, in: .none) {
            $0.timestamps = [TestTimestamp()]
            $0.policy.transparencyLogs = .atLeast(-1)
        },
        .bad("two needed, one there", .missingLogEntry) { $0.policy.transparencyLogs = .atLeast(2) },
        .good("two needed, two there") { try twoLogs(&$0) },
        .bad("two needed, of one operator", .missingLogEntry) {
            try twoLogs(&$0)
            for index in 0..<2 { $0.services.rekorV1[index].instance.operatorName = "sigstore.test" }
        },
        .bad("two needed, of one log", .missingLogEntry) {
            $0.entries.append(TestEntry())
            $0.entries[1].entriesBefore = 5
            $0.policy.transparencyLogs = .atLeast(2)
        },
        .bad("two needed, by two keys of one log", .missingLogEntry) {
            $0.services.rotateLogKeys(at: TestSigstore.now)
            $0.entries.append(TestEntry())
            $0.entries[1].instance = 1
            $0.policy.transparencyLogs = .atLeast(2)
        },
        .bad("two needed, one unknown", .untrustedLog) {
            try twoLogs(&$0)
            $0.trustedRootJSON = { $0["tlogs"]?[1] = nil }
        },
        .bad("two needed, one whose time was over", .outsideLogValidity) {
            try twoLogs(&$0)
            $0.services.rekorV1[1].instance.window = TestWindow(to: TestSigstore.now - 1)
        },
        .good("one needed, beside one whose time was over") {
            try twoLogs(&$0)
            $0.policy.transparencyLogs = .atLeast(1)
            $0.services.rekorV1[1].instance.window = TestWindow(to: TestSigstore.now - 1)
        },
        .bad("one needed, a wrong one beside it", .invalidCheckpoint) {
            try twoLogs(&$0)
            $0.policy.transparencyLogs = .atLeast(1)
            $0.entries[1].checkpoint.rootHash = Array(repeating: 1, count: 32)
        },
        .bad("the same one twice", .duplicateEvidence) { $0.entries.append($0.entry) },
        .bad("the same one of an unknown log twice", .duplicateEvidence) {
            try twoLogs(&$0)
            $0.policy.transparencyLogs = .atLeast(1)
            $0.entries.append($0.entries[1])
            $0.trustedRootJSON = { $0["tlogs"]?[1] = nil }
        },
        .good("a log that the trust root names by its checkpoints' key", in: .rekorV2) {
            let instance = $0.services.rekorV2[0].instance
            $0.services.rekorV2[0].instance.checkpointKeyID = instance.logID
            $0.services.rootMediaType = "application/vnd.dev.sigstore.trustedroot.v0.2+json"
            $0.trustedRootJSON = { $0["tlogs"]?[1]?["logId"] = nil }
        },
    ]

    private static let twoLogs: Variation.Change = {
        $0.services.rekorV1.append(TestRekorV1(named: "second"))
        $0.entries.append(TestEntry())
        $0.entries[1].instance = 1
        $0.policy.transparencyLogs = .atLeast(2)
    }
}
