// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SigstoreVerification
import TestServices
import Testing

/// What the client specification allows, some of which crashes or fails one established client each.
@Suite struct GoodBundleTests {
    @Test(arguments: kinds + versions + keys + managedKeys)
    func `accepts every kind of entry, version and key`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: oddities)
    func `accepts what is unusual and right`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private static let kinds: [Variation] =
        [
            .good("hashedrekord 0.0.1"),
            .good("dsse 0.0.1", in: .rekorV1, .envelope()),
            .good("intoto 0.0.2", in: .rekorV1, .envelope()) { $0.entry.kind = .intotoV1 },
            .good("hashedrekord 0.0.1 of an envelope", in: .rekorV1, .envelope()) { $0.entry.kind = .hashedrekordV1 },
            .good("hashedrekord 0.0.2", in: .rekorV2),
            .good("hashedrekord 0.0.2 of an envelope", in: .rekorV2, .envelope()),
            .good("dsse 0.0.2", in: .rekorV2, .envelope()) { $0.entry.kind = .dsseV2 },
        ]

    private static let versions: [Variation] =
        TestBundle.Version.allCases.map { version in .good("\(version)") { $0.version = version } }
        + [
            .good("0.1 with a promise alone") {
                $0.version = .v0_1
                $0.entry.hasProof = false
            },
            .good("0.1 with a proof of which nobody signed the root") {
                $0.version = .v0_1
                $0.entry.hasCheckpoint = false
            },
            .good("0.2 with one certificate") {
                $0.version = .v0_2
                $0.material = .single
            },
            .good("0.2 with an intermediate") {
                $0.version = .v0_2
                $0.material = .chainWithIntermediates
            },
            .good("0.3 with Rekor v2, old spelling", in: .rekorV2) { $0.version = .v0_3Old },
        ]

    private static let leafKeys: [TestKey.Kind] = [.p384, .p521, .rsaPKCS1, .ed25519]

    private static let keys: [Variation] = leafKeys.flatMap { kind -> [Variation] in
        [
            .good("certificate for \(kind)") { $0.key = .signing(kind) },
            .good("certificate for \(kind), envelope", in: .rekorV1, .envelope()) {
                $0.key = .signing(kind)
            },
            .good("certificate for \(kind), Rekor v2", in: .rekorV2) { $0.key = .signing(kind) },
            .good("certificate for \(kind), Rekor v2, envelope", in: .rekorV2, .envelope()) {
                $0.key = .signing(kind)
            },
        ]
    }

    private static let managedKeys: [Variation] = TestKey.Kind.allCases.flatMap { kind -> [Variation] in
        [
            .good("managed \(kind)") {
                ($0.signer, $0.key) = (.managedKey, .signing(kind))
            },
            .good("managed \(kind), Rekor v2", in: .rekorV2) {
                ($0.signer, $0.key) = (.managedKey, .signing(kind))
            },
            .good("managed \(kind), envelope", in: .rekorV2, .envelope()) {
                ($0.signer, $0.key) = (.managedKey, .signing(kind))
            },
        ]
    }

    private static let oddities: [Variation] = [
        .good("two certificate logs") {
            $0.services.certificateLogs.append(TestCTLog(named: "RSA", .rsaPKCS1))
            $0.leaf.timestamps.append(TestSCT(log: 1))
            $0.policy.certificateLogs = .atLeast(2)
        },
        .good("an SCT with extensions") { $0.leaf.timestamps[0].extensions = [0, 0, 5, 0, 0, 0, 1, 2] },
        .good("40 time stamps", in: .rekorV2) {
            $0.timestamps = (0..<40).map { TestTimestamp.numbered($0) }
        },
        .good("two time stamp authorities", in: .rekorV2) {
            $0.services.timestampAuthorities.append(TestTSA(named: "second", .p384))
            $0.timestamps = [TestTimestamp(), TestTimestamp(authority: 1)]
            $0.policy.time = .signedTimestamps(atLeast: 2)
        },
        .good("time stamps by Ed25519", in: .rekorV2) {
            $0.services.timestampAuthorities = [TestTSA(named: "Ed25519", .ed25519)]
        },
        .good("time stamps by RSA", in: .rekorV2) {
            $0.services.timestampAuthorities = [TestTSA(named: "RSA", .rsaPKCS1)]
        },
        .good("a time stamp beside a promise") { $0.timestamps = [TestTimestamp()] },
        .good("a time stamp instead of a promise") {
            $0.entry.hasPromise = false
            $0.timestamps = [TestTimestamp()]
        },
        .good("witnesses", in: .rekorV2) {
            $0.checkpoint.witnesses = [TestWitness(), TestWitness(named: "other.witness.test")]
        },
        .good("entries of Rekor v1 and v2") {
            $0.entries.append(TestEntry(.rekorV2))
            $0.policy.transparencyLogs = .atLeast(2)
        },
        .good("an entry of an unknown log beside a known one") {
            $0.services.rekorV1.append(TestRekorV1(named: "unknown"))
            $0.entries.append(TestEntry())
            $0.entries[1].instance = 1
            $0.trustedRootJSON = { $0["tlogs"]?[1] = nil }
        },
        .good("a time stamp by an unknown authority beside a known one", in: .rekorV2) {
            $0.services.timestampAuthorities.append(TestTSA(named: "unknown"))
            $0.timestamps = [TestTimestamp(authority: 1), TestTimestamp()]
            $0.trustedRootJSON = { $0["timestampAuthorities"]?[1] = nil }
        },
        .good("an SCT of an unknown log beside a known one") {
            $0.services.certificateLogs.append(TestCTLog(named: "unknown"))
            $0.leaf.timestamps = [TestSCT(log: 1), TestSCT()]
            $0.trustedRootJSON = { $0["ctlogs"]?[1] = nil }
        },
        .good("an email address") { $0.leaf.names = [.email("someone@example.com")] },
        .good("an otherName") { $0.leaf.names = [.other("someone!example.com")] },
        .good("a signature with the log's form of s") { $0.signature.signature = { $0 = try TestKey.negated($0) } },
        .good("no message digest") { $0.signature.hasMessageDigest = false },
        .good("an empty artifact") { $0.artifact = [] },
        .good("integratedTime in Rekor v2 has no meaning", in: .rekorV2) { $0.entry.made = { $0.integratedTime = 1 } },
        .good("a promise in Rekor v2 has no meaning", in: .rekorV2) { $0.entry.made = { $0.promise = [1] } },
        .good("a key id is a hint", in: .rekorV1, .envelope()) { $0.signature.keyID = "not the key's" },
        .good("certificates signed by RSA") {
            $0.services.authorities[0].root.key = .rsa
            $0.services.authorities[0].intermediates[0].key = TestKey(.rsaPKCS1, named: "RSA intermediate")
        },
        .good("certificates on P-384, as Fulcio has them") { $0.services = TestSigstore() },
        .good("an authority without intermediates") { $0.services.authorities[0].intermediates = [] },
        .good("an authority with two intermediates") {
            $0.services.authorities[0].intermediates.insert(TestCA("upper intermediate", pathLength: 1), at: 0)
        },
    ]
}

extension TestTimestamp {
    /// One with a serial number of its own, so that no two are the same.
    static func numbered(_ number: Int) -> TestTimestamp {
        var timestamp = TestTimestamp()
        timestamp.serialNumber = [1, UInt8(truncatingIfNeeded: number)]
        return timestamp
    }
}
