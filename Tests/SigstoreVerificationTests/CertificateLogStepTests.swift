// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SigstoreVerification
import TestServices
import Testing

/// RFC 6962 §3.2 and Sigstore client specification §4.3: the certificate's own log.
@Suite struct CertificateLogStepTests {
    @Test(arguments: timestamps)
    func `a log that the trust root names signed the certificate's timestamp`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: thresholds)
    func `counts independent logs`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private static let stranger = TestKey(.p256, named: "stranger")

    private static func bad(
        _ name: String,
        _ code: CertificateTrustError.Code,
        change: @escaping @Sendable (inout TestSCT) -> Void
    ) -> Variation {
        .bad(name, .invalidCertificateTimestamp, .certificate(code)) { change(&$0.leaf.timestamps[0]) }
    }

    private static let timestamps: [Variation] = [
        .bad("none", .missingCertificateTimestamp) { $0.leaf.timestamps = [] },
        bad("by another key", .invalidSCT) { $0.key = stranger },
        bad("of another certificate", .invalidSCT) { $0.coversOtherCertificate = true },
        bad("of another issuer", .invalidSCT) { $0.issuerKeyHash = Array(repeating: 1, count: 32) },
        bad("of a certificate, not of its precertificate", .invalidSCT) { $0.entryType = 0 },
        bad("of another version", .malformedSCT) { $0.version = 1 },
        bad("changed", .invalidSCT) { $0.signature = { $0[$0.count - 1] ^= 1 } },
        bad("r || s instead of DER", .invalidSCT) {
            $0.signature = { [key = TestCTLog().instance.key] in $0 = try key.rawSignature($0) }
        },
        bad("over SHA-384", .unsupportedSCTAlgorithm) { $0.digest = .sha384 },
        bad("with the name of RSA", .invalidSCT) { $0.algorithm = [4, 1] },
        bad("with the name of nothing", .unsupportedSCTAlgorithm) { $0.algorithm = [4, 0] },
        .bad("a list that is cut off", .invalidCertificateTimestamp, .certificate(.malformedSCT)) {
            $0.leaf.timestamps = []
            $0.leaf.extraExtensions = [TestExtension("1.3.6.1.4.1.11129.2.4.2", TestDER.octets([0, 5, 0]))]
        },
        .bad("a log that the trust root does not name", .missingCertificateTimestamp) {
            $0.trustedRootJSON = { $0["ctlogs"] = try Scene.stranger.get().trustedRoot()["ctlogs"] }
        },
        .bad("no log that the trust root names", .missingCertificateTimestamp) {
            $0.trustedRootJSON = { $0["ctlogs"] = nil }
        },
        .bad("with the name of another log", .missingCertificateTimestamp) {
            $0.leaf.timestamps[0].logID = Array(repeating: 1, count: 32)
        },
        .bad("a wrong one beside a good one", .invalidCertificateTimestamp, given: twoLogs) {
            $0.leaf.timestamps[1].key = stranger
        },
        .good("one of a log that had ended, beside a good one") {
            try twoLogs(&$0)
            $0.services.certificateLogs[1].instance.window = TestWindow(to: TestSigstore.now - 1)
        },
        .good("by a log on P-384") { $0.services.certificateLogs = [TestCTLog(named: "P-384", .p384)] },
        .good("by a log with RSA") { $0.services.certificateLogs = [TestCTLog(named: "RSA", .rsaPKCS1)] },
    ]

    private static let thresholds: [Variation] = [
        .good("none needed, none there") { try none(&$0) },
        .bad("none needed, a wrong one there", .invalidCertificateTimestamp) {
            $0.policy.certificateLogs = .notRequired
            $0.leaf.timestamps[0].key = stranger
        },
        .good("two needed, two there") {
            try twoLogs(&$0)
            $0.policy.certificateLogs = .atLeast(2)
        },
        .bad("two needed, one there", .missingCertificateTimestamp) { $0.policy.certificateLogs = .atLeast(2) },
        .bad("two needed, the same one twice", .missingCertificateTimestamp) {
            $0.leaf.timestamps.append(TestSCT())
            $0.leaf.timestamps[1].date = TestSigstore.now - 1
            $0.policy.certificateLogs = .atLeast(2)
        },
        .bad("two needed, of one operator", .missingCertificateTimestamp) {
            try twoLogs(&$0)
            for index in 0..<2 { $0.services.certificateLogs[index].instance.operatorName = "sigstore.test" }
            $0.policy.certificateLogs = .atLeast(2)
        },
        .bad("two needed, one unknown", .missingCertificateTimestamp) {
            try twoLogs(&$0)
            $0.trustedRootJSON = { $0["ctlogs"]?[1] = nil }
            $0.policy.certificateLogs = .atLeast(2)
        },
        .bad("less than one means one", .missingCertificateTimestamp) {
            $0.leaf.timestamps = []
            $0.policy.certificateLogs = .atLeast(0)
        },
    ]

    private static let none: Variation.Change = {
        $0.leaf.timestamps = []
        $0.policy.certificateLogs = .notRequired
    }

    private static let twoLogs: Variation.Change = {
        $0.services.certificateLogs.append(TestCTLog(named: "second"))
        $0.leaf.timestamps.append(TestSCT(log: 1))
    }
}
