// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Foundation
import SigstoreVerification
import TestServices
import Testing
import Timestamping

/// Every period of time: its first and its last second belong to it, and the seconds around it do not.
@Suite struct ValidityEdgeTests {
    @Test(arguments: authorities + logs + certificates)
    func `both ends of a period belong to it, and nothing beyond`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: fractions)
    func `to the fraction`(_ variation: Variation) async throws {
        try await variation.check()
    }

    @Test(arguments: rotations)
    func `a log's new key holds from the moment when the old one ends`(_ variation: Variation) async throws {
        try await variation.check()
    }

    private typealias Outside = (code: BundleVerificationError.Code, cause: Variation.Cause?)
    private typealias Period = @Sendable (inout Scene, _ start: Date, _ end: Date) -> Void

    /// Everything happens at one second; the period begins with it, ends with it, begins after it, ended before it.
    private static func edges(
        of name: String,
        in log: TestEntry.Log = .rekorV1,
        early: Outside,
        late: Outside,
        _ set: @escaping Period
    ) -> [Variation] {
        let (now, year) = (TestSigstore.now, 365 * 86_400.0)
        return [
            .good("the first second of \(name)", in: log) { set(&$0, now, now + year) },
            .good("the last second of \(name)", in: log) { set(&$0, now - year, now) },
            .good("the only second of \(name)", in: log) { set(&$0, now, now) },
            .bad("the second before \(name)", early.code, early.cause, in: log) { set(&$0, now + 1, now + year) },
            .bad("the second after \(name)", late.code, late.cause, in: log) { set(&$0, now - year, now - 1) },
            .bad("\(name) that ends before it begins", late.code, nil, in: log) { set(&$0, now + 1, now - 1) },
        ]
    }

    private static func edges(
        of name: String,
        in log: TestEntry.Log = .rekorV1,
        outside code: BundleVerificationError.Code,
        _ set: @escaping Period
    ) -> [Variation] {
        edges(of: name, in: log, early: (code, nil), late: (code, nil), set)
    }

    private static let authorities =
        edges(of: "a certificate authority", outside: .outsideAuthorityValidity) {
            $0.services.authorities[0].window = TestWindow(from: $1, to: $2)
        }
        + edges(of: "a timestamp authority", in: .rekorV2, outside: .untrustedTimestamp) {
            $0.services.timestampAuthorities[0].window = TestWindow(from: $1, to: $2)
        }

    private static let logs =
        edges(of: "a log of certificates", outside: .outsideLogValidity) {
            $0.services.certificateLogs[0].instance.window = TestWindow(from: $1, to: $2)
        }
        + edges(of: "a log of Rekor v1", outside: .outsideLogValidity) {
            $0.services.rekorV1[0].instance.window = TestWindow(from: $1, to: $2)
        }
        + edges(of: "a log of Rekor v2", in: .rekorV2, outside: .outsideLogValidity) {
            $0.services.rekorV2[0].instance.window = TestWindow(from: $1, to: $2)
        }

    private static let expired: Outside = (.outsideCertificateValidity, .certificate(.expired))
    private static let notYetValid: Outside = (.outsideCertificateValidity, .certificate(.notYetValid))
    private static let notValid: Outside = (.untrustedTimestamp, .timestamp(.notValidAtTime))

    private static let certificates =
        edges(of: "the signer's certificate", early: notYetValid, late: expired) {
            ($0.leaf.notBefore, $0.leaf.notAfter) = ($1, $2)
        }
        + edges(of: "the signer's certificate at a time stamp", in: .rekorV2, early: notYetValid, late: expired) {
            ($0.leaf.notBefore, $0.leaf.notAfter) = ($1, $2)
        }
        + edges(of: "an intermediate certificate", early: notYetValid, late: expired) {
            $0.services.authorities[0].intermediates[0].notBefore = $1
            $0.services.authorities[0].intermediates[0].notAfter = $2
        }
        + edges(of: "a root certificate", early: notYetValid, late: expired) {
            ($0.services.authorities[0].root.notBefore, $0.services.authorities[0].root.notAfter) = ($1, $2)
        }
        + edges(of: "a timestamp authority's certificate", in: .rekorV2, early: notValid, late: notValid) {
            $0.services.timestampAuthorities[0].notBefore = $1
            $0.services.timestampAuthorities[0].notAfter = $2
        }
        + edges(of: "a timestamp authority's root", in: .rekorV2, early: notValid, late: notValid) {
            $0.services.timestampAuthorities[0].root.notBefore = $1
            $0.services.timestampAuthorities[0].root.notAfter = $2
        }

    private static let fractions: [Variation] = [
        .bad("a timestamp authority's last moment", .untrustedTimestamp, in: .rekorV2) {
            $0.services.timestampAuthorities[0].window = TestWindow(to: TestSigstore.now)
            $0.timestamp.fraction = "001"
        },
        .good("a timestamp authority's last moment, with a fraction", in: .rekorV2) {
            $0.services.timestampAuthorities[0].window = TestWindow(to: TestSigstore.now + 0.5)
            $0.timestamp.fraction = "5"
        },
        .bad("a log's last moment, by a time stamp", .outsideLogValidity, in: .rekorV2) {
            $0.services.rekorV2[0].instance.window = TestWindow(to: TestSigstore.now)
            $0.timestamp.fraction = "001"
        },
        .bad("a certificate log's last moment", .outsideLogValidity) {
            $0.services.certificateLogs[0].instance.window = TestWindow(to: TestSigstore.now)
            $0.leaf.timestamps[0].date = TestSigstore.now + 0.001
        },
        .good("a certificate log's last moment, with a fraction") {
            $0.services.certificateLogs[0].instance.window = TestWindow(to: TestSigstore.now + 0.001)
            $0.leaf.timestamps[0].date = TestSigstore.now + 0.001
        },
    ]

    private static let rotations: [Variation] = [.rekorV1, .rekorV2].flatMap { (log: TestEntry.Log) -> [Variation] in
        [
            .good("the old key's last second, \(log)", in: log) { $0.services.rotateLogKeys(at: TestSigstore.now) },
            .good("the new key's first second, \(log)", in: log) {
                $0.services.rotateLogKeys(at: TestSigstore.now)
                ($0.entry.instance, $0.leaf.timestamps[0].log) = (1, 1)
            },
            .bad("the old key when it had ended, \(log)", .outsideLogValidity, in: log) {
                $0.services.rotateLogKeys(at: TestSigstore.now - 1)
                $0.leaf.timestamps[0].log = 1
            },
            .bad("the new key before it began, \(log)", .outsideLogValidity, in: log) {
                $0.services.rotateLogKeys(at: TestSigstore.now + 1)
                $0.entry.instance = 1
            },
            .good("an entry by each key at the moment of the change, \(log)", in: log) {
                $0.services.rotateLogKeys(at: TestSigstore.now)
                $0.entries.append($0.entry)
                $0.entries[1].instance = 1
                $0.policy.certificateLogs = .atLeast(1)
            },
            .good("a key that was given two periods, \(log)", in: log) {
                $0.services.rekorV1.append($0.services.rekorV1[0])
                $0.services.rekorV2.append($0.services.rekorV2[0])
                $0.services.rekorV1[0].instance.window = TestWindow(to: TestSigstore.now - 1)
                $0.services.rekorV2[0].instance.window = TestWindow(to: TestSigstore.now - 1)
            },
        ]
    }
}
