// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreVerification
import TestServices
import Testing
import Timestamping

/// Sigstore client specification §4.5: the signature itself, and that it is the one that others have seen.
@Suite struct SignatureStepTests {
    @Test(arguments: signatures)
    func `the signer's key made the signature over this content`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: bundles)
    func `the bundle's signature is the log's, byte for byte`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: envelopes)
    func `an envelope has one signature, over its payload and type`(_ variation: Variation) async throws {
        try await variation.check()
    }

    /// The log and the authorities have seen what is wrong.
    private static let signatures: [Variation] =
        [TestEntry.Log.rekorV1, .rekorV2].flatMap { log in
            [TestBundle.Content.message, .envelope()].flatMap { content -> [Variation] in
                let name = "\(log), \(content == .message ? "message" : "envelope")"
                return [
                    .bad("by another key, \(name)", .invalidSignature, in: log, content) {
                        $0.certifiedKey = TestKey(.p256, named: "certified")
                    },
                    .bad("changed, \(name)", .invalidSignature, in: log, content) {
                        $0.signature.signature = { $0[$0.count - 1] ^= 1 }
                    },
                    .bad("r || s instead of DER, \(name)", .invalidSignature, in: log, content) {
                        $0.signature.signature = { [key = $0.key] in $0 = try key.rawSignature($0) }
                    },
                    .bad("with bytes behind it, \(name)", .invalidSignature, in: log, content) {
                        $0.signature.signature = { $0.append(0) }
                    },
                    .bad("P-384 over SHA-256 with the name of SHA-384, \(name)", .invalidSignature, in: log, content) {
                        $0.key = TestKey(.p384, named: "signer")
                        ($0.signature.digest, $0.signature.labelledDigest) = (.sha256, .sha384)
                    },
                    .bad("P-521 over SHA-256 with the name of SHA-512, \(name)", .invalidSignature, in: log, content) {
                        $0.key = TestKey(.p521, named: "signer")
                        ($0.signature.digest, $0.signature.labelledDigest) = (.sha256, .sha512)
                    },
                    .bad("Ed25519 changed, \(name)", .invalidSignature, in: log, content) {
                        $0.key = TestKey(.ed25519, named: "signer")
                        $0.signature.signature = { $0[63] ^= 0x80 }
                    },
                    .bad("RSA changed, \(name)", .invalidSignature, in: log, content) {
                        $0.key = .rsa
                        $0.signature.signature = { $0[255] ^= 1 }
                    },
                ]
            }
        } + [
            .bad("of the payload alone", .invalidSignature, in: .rekorV1, .envelope()) {
                $0.signature.signedBytes = { [payload = TestEnvelope.statement(about: $0.artifact)] in $0 = payload }
            },
            .bad("of the artifact's digest", .logEntryMismatch) {
                $0.signature.signedBytes = { $0 = TestDigest.sha256.hash($0) }
            },
            .bad("of something else", .logEntryMismatch) { $0.signature.signedBytes = { $0.append(0) } },
        ]

    private static let bundles: [Variation] = [
        .bad("(r, n - s)", .logEntryMismatch) { $0.signature.bundled = { $0 = try TestKey.negated($0) } },
        .bad("r || s", .logEntryMismatch) {
            $0.signature.bundled = { [key = $0.key] in $0 = try key.rawSignature($0) }
        },
        .bad("another one by the same key", .logEntryMismatch) {
            $0.signature.bundled = { [key = $0.key, artifact = $0.artifact] in $0 = try key.sign(artifact) }
        },
        .bad("(r, n - s) of an envelope", .logEntryMismatch, in: .rekorV1, .envelope()) {
            $0.signature.bundled = { $0 = try TestKey.negated($0) }
        },
        .bad("(r, n - s), after it was stamped", .invalidTimestamp, .timestamp(.imprintMismatch), in: .rekorV2) {
            $0.signature.bundled = { $0 = try TestKey.negated($0) }
        },
        .bad("another certificate of the same key", .logEntryMismatch) {
            var leaf = TestLeaf()
            leaf.serialNumber = [1, 2, 3]
            $0.bundledCertificate = try $0.services.make().certify($0.key, leaf)
        },
        .bad("another certificate of another key", .logEntryMismatch) {
            $0.bundledCertificate = try $0.services.make().certify(TestKey(.p256, named: "other"))
        },
    ]

    private static let envelopes: [Variation] = [
        .bad("no signature", .signatureCount, in: .rekorV1, .envelope()) {
            $0.signature.envelope = { $0.signatures = [] }
        },
        .bad("two signatures", .signatureCount, in: .rekorV1, .envelope()) {
            $0.signature.envelope = { $0.signatures.append($0.signatures[0]) }
        },
        .bad("a changed payload", .logEntryMismatch, in: .rekorV1, .envelope()) {
            $0.signature.envelope = { $0.payload.append(0x20) }
        },
        .bad("a changed payload, Rekor v2", .logEntryMismatch, in: .rekorV2, .envelope()) {
            $0.signature.envelope = { $0.payload.append(0x20) }
        },
        .bad("a changed type", .invalidSignature, in: .rekorV1, .envelope()) {
            $0.signature.envelope = { $0.payloadType = "application/json" }
        },
        .bad("a changed type, intoto 0.0.2", .logEntryMismatch, in: .rekorV1, .envelope()) {
            $0.entry.kind = .intotoV1
            $0.signature.envelope = { $0.payloadType = "application/json" }
        },
        .bad("a changed type, Rekor v2", .logEntryMismatch, in: .rekorV2, .envelope()) {
            $0.signature.envelope = { $0.payloadType = "application/json" }
        },
    ]
}
