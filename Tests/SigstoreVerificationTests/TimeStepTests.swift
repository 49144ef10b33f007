// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreVerification
import TestServices
import Testing
import TransparencyLog

/// Sigstore client specification §4.2.
@Suite struct TimeStepTests {
    @Test(arguments: promises)
    func `a log's time counts when the log signed it`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: presence)
    func `there must be a time that somebody signed`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: thresholds)
    func `counts independent witnesses`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private static let stranger = TestKey(.p256, named: "stranger")

    private static let promises: [Variation] = [
        .bad("by another key", .invalidInclusionPromise, .log(.invalidSignature)) { $0.entry.promise.key = stranger },
        .bad("over another body", .invalidInclusionPromise, .log(.invalidSignature)) {
            $0.entry.promise.body = Array("{}".utf8)
        },
        .bad("over another time", .invalidInclusionPromise, .log(.invalidSignature)) {
            $0.entry.promise.integratedTime = TestSigstore.now + 1
        },
        .bad("over another index", .invalidInclusionPromise, .log(.invalidSignature)) { $0.entry.promise.logIndex = 3 },
        .bad("over another log", .invalidInclusionPromise, .log(.invalidSignature)) {
            $0.entry.promise.logID = Array(repeating: 1, count: 32)
        },
        .bad("changed", .invalidInclusionPromise, .log(.invalidSignature)) {
            $0.entry.promise.signature = { $0[$0.count - 1] ^= 1 }
        },
        .bad("r || s instead of DER", .invalidInclusionPromise, .log(.invalidSignature)) {
            $0.entry.promise.signature = { [key = TestRekorV1().instance.key] in $0 = try key.rawSignature($0) }
        },
        .bad("with another time beside it", .invalidInclusionPromise, .log(.invalidSignature)) {
            $0.entry.made = { $0.integratedTime? += 1 }
        },
        .bad("with another index beside it", .invalidInclusionPromise, .log(.invalidSignature)) {
            $0.entry.made = { $0.logIndex += 1 }
        },
        .bad("of an entry without a time", .malformedLogEntry) { $0.entry.made = { $0.integratedTime = nil } },
        .bad("at no time at all", .malformedLogEntry) { $0.entry.integratedTime = .init(timeIntervalSince1970: 0) },
        .bad("after the year 9999", .malformedLogEntry) {
            $0.entry.integratedTime = .init(timeIntervalSince1970: 253_402_300_800)
        },
        .bad("beside a good time stamp", .invalidInclusionPromise) {
            $0.entry.promise.key = stranger
            $0.timestamps = [TestTimestamp()]
        },
        .good("by P-384 over SHA-256, as the trust root says") { $0.services.rekorV1[0].signsP384OverSHA256() },
        .good("by P-384 over SHA-256, as Rekor v1 does, when the trust root says SHA-384") {
            $0.services.rekorV1[0].signsP384OverSHA256()
            $0.services.rekorV1[0].instance.details = nil
        },
        .good("by RSA") { $0.services.rekorV1 = [TestRekorV1(named: "RSA", .rsaPKCS1)] },
        .good("by Ed25519") { $0.services.rekorV1 = [TestRekorV1(named: "ed25519", .ed25519)] },
    ]

    private static let presence: [Variation] = [
        .bad("Rekor v2 has no time of its own", .missingTime, in: .rekorV2) { $0.timestamps = [] },
        .bad("nor is one that nobody signed", .missingTime, in: .rekorV2) {
            $0.timestamps = []
            $0.entry.made = { $0.integratedTime = Int64(TestSigstore.now.timeIntervalSince1970) }
        },
        .bad("nor is one that a promise says", .missingTime, in: .rekorV2) {
            $0.timestamps = []
            $0.entry.made = {
                ($0.integratedTime, $0.promise) = (Int64(TestSigstore.now.timeIntervalSince1970), [1, 2, 3])
            }
        },
        .bad("Rekor v1 without a promise", .missingTime) { $0.entry.hasPromise = false },
        .bad("a bare key needs one too", .missingTime, in: .rekorV2) {
            $0.signer = .managedKey
            $0.timestamps = []
        },
        .bad("no witness at all", .missingTime, in: .none) { $0.policy.transparencyLogs = .notRequired },
        .bad("a log that the trust root does not name", .untrustedLog) {
            $0.trustedRootJSON = { $0["tlogs"] = try Scene.stranger.get().trustedRoot()["tlogs"] }
        },
        .bad("an authority that the trust root does not name", .untrustedTimestamp, in: .rekorV2) {
            $0.trustedRootJSON = {
                $0["timestampAuthorities"] = try Scene.stranger.get().trustedRoot()["timestampAuthorities"]
            }
        },
        .bad("no authority that the trust root names", .untrustedTimestamp, in: .rekorV2) {
            $0.trustedRootJSON = { $0["timestampAuthorities"] = nil }
        },
        .bad("the same time stamp twice", .duplicateEvidence, in: .rekorV2) {
            $0.bundleJSON = {
                let stamps = $0["verificationMaterial"]?["timestampVerificationData"]?["rfc3161Timestamps"]
                $0["verificationMaterial"]?["timestampVerificationData"]?["rfc3161Timestamps"]?[1] = stamps?[0]
            }
        },
    ]

    private static let thresholds: [Variation] = [
        .bad("two observers, one promise", .missingTime) { $0.policy.time = .observerTimestamps(atLeast: 2) },
        .good("two observers, a promise and a time stamp") {
            $0.timestamps = [TestTimestamp()]
            $0.policy.time = .observerTimestamps(atLeast: 2)
        },
        .bad("two time stamps, a promise and one", .missingTime) {
            $0.timestamps = [TestTimestamp()]
            $0.policy.time = .signedTimestamps(atLeast: 2)
        },
        .bad("a time stamp, a promise", .missingTime) { $0.policy.time = .signedTimestamps(atLeast: 1) },
        .good("a time stamp, one", in: .rekorV2) { $0.policy.time = .signedTimestamps(atLeast: 1) },
        .bad("two time stamps, one authority", .missingTime, in: .rekorV2) {
            $0.timestamps = [.numbered(1), .numbered(2)]
            $0.policy.time = .signedTimestamps(atLeast: 2)
        },
        .bad("two observers, one authority", .missingTime, in: .rekorV2) {
            $0.timestamps = [.numbered(1), .numbered(2)]
            $0.policy.time = .observerTimestamps(atLeast: 2)
        },
        .bad("two time stamps, one operator", .missingTime, in: .rekorV2, given: twoAuthorities) {
            $0.services.timestampAuthorities[0].operatorName = "sigstore.test"
            $0.services.timestampAuthorities[1].operatorName = "sigstore.test"
            $0.services.rootMediaType = "application/vnd.dev.sigstore.trustedroot.v0.2+json"
        },
        .good("two time stamps, two operators", in: .rekorV2) {
            try twoAuthorities(&$0)
            $0.services.timestampAuthorities[0].operatorName = "sigstore.test"
            $0.services.timestampAuthorities[1].operatorName = "other.test"
        },
        .bad("two time stamps, one of them unknown", .untrustedTimestamp, in: .rekorV2, given: twoAuthorities) {
            $0.trustedRootJSON = { $0["timestampAuthorities"]?[1] = nil }
        },
        .bad("three time stamps, two authorities", .missingTime, in: .rekorV2, given: twoAuthorities) {
            $0.policy.time = .signedTimestamps(atLeast: 3)
        },
        .bad("two observers, two promises of one operator", .missingTime, given: twoLogs) {
            $0.services.rekorV1[0].instance.operatorName = "sigstore.test"
            $0.services.rekorV1[1].instance.operatorName = "sigstore.test"
        },
        .bad("less than one means one", .missingTime, in: .rekorV2) {
            $0.timestamps = []
            $0.policy.time = .observerTimestamps(atLeast: 0)
        },
        .bad("far less than one means one", .missingTime, in: .rekorV2) {
            $0.timestamps = []
            $0.policy.time = .signedTimestamps(atLeast: .min)
        },
        .bad("more than can be", .missingTime) { $0.policy.time = .observerTimestamps(atLeast: .max) },
    ]

    private static let twoAuthorities: Variation.Change = {
        $0.services.timestampAuthorities.append(TestTSA(named: "second"))
        $0.timestamps = [TestTimestamp(), TestTimestamp(authority: 1)]
        $0.policy.time = .signedTimestamps(atLeast: 2)
    }

    private static let twoLogs: Variation.Change = {
        $0.services.rekorV1.append(TestRekorV1(named: "second"))
        $0.entries.append(TestEntry())
        $0.entries[1].instance = 1
        $0.policy.time = .observerTimestamps(atLeast: 2)
    }
}

extension TestRekorV1 {
    /// A deprecated combination that the algorithm registry still has.
    mutating func signsP384OverSHA256() {
        instance.key = TestKey(.p384, named: "P-384 log")
        (instance.digest, instance.details) = (.sha256, "PKIX_ECDSA_P384_SHA_256")
    }
}
