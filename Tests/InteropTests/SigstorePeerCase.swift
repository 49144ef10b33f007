// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestServices

/// A bundle of the test services, and the clients that cannot be asked about it.
struct SigstorePeerCase: Sendable, CustomStringConvertible {
    let description: String
    var recipe: TestBundle
    var silent: Set<SigstorePeer> = []

    init(
        _ description: String,
        _ log: TestEntry.Log,
        _ content: TestBundle.Content = .message,
        unlike silent: Set<SigstorePeer> = [],
        _ change: (inout TestBundle) -> Void = { _ in }
    ) {
        (self.description, recipe, self.silent) = (description, TestBundle(log, content), silent)
        change(&recipe)
    }
}

extension SigstorePeerCase {
    static let good: [Self] =
        [
            Self("Rekor v1", .rekorV1),
            Self("bundle 0.1", .rekorV1) { $0.version = .v0_1 },
            Self("bundle 0.1 with a promise alone", .rekorV1, unlike: [.python]) {
                $0.version = .v0_1
                $0.entry.hasProof = false
            },
            Self("bundle 0.2 with an intermediate", .rekorV1) {
                $0.version = .v0_2
                $0.material = .chainWithIntermediates
            },
            Self("a timestamp instead of a promise", .rekorV1) {
                $0.entry.hasPromise = false
                $0.timestamps = [TestTimestamp()]
            },
            Self("DSSE", .rekorV1, .envelope()),
            Self("in-toto", .rekorV1, .envelope(), unlike: [.python]) { $0.entry.kind = .intotoV1 },
            Self("an old log key", .rekorV1) { $0.services.rotateLogKeys(at: TestSigstore.now) },
            Self("a new log key", .rekorV1) {
                $0.services.rotateLogKeys(at: TestSigstore.now)
                $0.entry.instance = 1
                $0.leaf.timestamps[0].log = 1
            },
            Self("two SCTs", .rekorV1, unlike: [.python]) {
                $0.services.certificateLogs.append(TestCTLog(named: "RSA", .rsaPKCS1))
                $0.leaf.timestamps.append(TestSCT(log: 1))
            },
            Self("an SCT with extensions", .rekorV1) { $0.leaf.timestamps[0].extensions = [0, 0, 5, 0, 0, 0, 1, 2] },
            Self("an email address", .rekorV1) { $0.leaf.names = [.email("someone@example.com")] },
            Self("another name", .rekorV1, unlike: [.python]) { $0.leaf.names = [.other("someone!example.com")] },
            Self("Rekor v2", .rekorV2),
            Self("Rekor v2 with an ECDSA key", .rekorV2) { $0.services.rekorV2 = [TestRekorV2(named: "ec", .p256)] },
            Self("a witness", .rekorV2) { $0.checkpoint.witnesses = [TestWitness()] },
            Self("DSSE in Rekor v2", .rekorV2, .envelope()),
            Self("two authorities' timestamps", .rekorV2) {
                $0.services.timestampAuthorities.append(TestTSA(named: "RSA", .rsaPKCS1))
                $0.timestamps = [TestTimestamp(), TestTimestamp(authority: 1)]
            },
            Self("a timestamp by Ed25519", .rekorV2, unlike: [.python]) {
                $0.services.timestampAuthorities = [TestTSA(named: "Ed25519", .ed25519)]
            },
            Self("a timestamp without certificates", .rekorV2) {
                $0.timestamps = [TestTimestamp()]
                $0.timestamps?[0].certificates = .none
            },
            Self("a managed key", .rekorV2, unlike: [.python]) { $0.signer = .managedKey },
        ]
        + [TestKey.Kind.p384, .p521, .rsaPKCS1].map { kind in
            Self("\(kind)", .rekorV1, unlike: [.python]) { $0.key = TestKey(kind, named: "signer") }
        }

    static let bad: [Self] = [
        Self("no SCT", .rekorV1) { $0.leaf.timestamps = [] },
        Self("an SCT by another key", .rekorV1) { $0.leaf.timestamps[0].key = TestKey(.p256, named: "wrong") },
        Self("an SCT of another certificate", .rekorV1) { $0.leaf.timestamps[0].coversOtherCertificate = true },
        Self("another usage", .rekorV1) { $0.leaf.usages = [TestExtension.timeStamping] },
        Self("logged too late", .rekorV1) { $0.entry.integratedTime = $0.leaf.notAfter + 1 },
        Self("a promise by another key", .rekorV1) { $0.entry.promise.key = TestKey(.p256, named: "wrong") },
        Self("another root hash", .rekorV1) { $0.checkpoint.rootHash = Array(repeating: 1, count: 32) },
        Self("a changed proof", .rekorV1) { $0.entry.proof = { $0.hashes[0][0] ^= 1 } },
        Self("the other signature", .rekorV1) { $0.signature.bundled = { $0 = try TestKey.negated($0) } },
        Self("a changed payload", .rekorV1, .envelope()) { $0.signature.envelope = { $0.payload.append(0x20) } },
        Self("another origin", .rekorV2, unlike: [.python]) { $0.checkpoint.origin = "other.example" },
        Self("no time", .rekorV2) { $0.timestamps = [] },
        Self("a timestamp of something else", .rekorV2) {
            $0.timestamps = [TestTimestamp()]
            $0.timestamps?[0].message = [1]
        },
        Self("stamped too late", .rekorV2) {
            $0.timestamps = [TestTimestamp()]
            $0.timestamps?[0].date = $0.leaf.notAfter + 1
        },
        Self("a log key that had ended", .rekorV1, unlike: [.python]) {
            $0.services.rekorV1[0].instance.window = TestWindow(to: TestSigstore.now - 1)
        },
        Self("an authority that had ended", .rekorV1, unlike: [.python]) {
            $0.services.authorities[0].window = TestWindow(to: TestSigstore.now - 1)
        },
    ]
}
