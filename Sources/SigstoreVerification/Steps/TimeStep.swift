// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SigstoreBundle
import TextEncodings
import Timestamping

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Establishes when the signature was seen: Sigstore client specification §4.2.
///
/// A time stamp that cannot be read, or is not about this signature, is an error even beside a good one ("the Verifier
/// MUST abort"). One by an authority that the trust root does not name, or not for that time, is not counted.
struct TimeStep {
    /// How many time stamps of unknown authorities are looked at: each can make a search for a path to an anchor.
    private static let maximumUntrustedCount = 16

    let trustedRoot: TrustedRoot
    let policy: TimePolicy

    /// - Returns: Every time that was verified, at least as many as the policy wants, from different operators.
    /// - Throws: `missingTime`, `invalidTimestamp`, `untrustedTimestamp`, `duplicateEvidence`,
    ///   `invalidInclusionPromise`, `outsideLogValidity`, `malformedLogEntry`.
    func establish(
        timestamps: [[UInt8]],
        entries: RecognizedEntry.Selection,
        signature: [UInt8]
    ) async throws -> [ObservedTime] {
        var witnesses = WitnessCount()
        var times: [ObservedTime] = []
        guard Set(timestamps).count == timestamps.count else {
            throw BundleVerificationError(.duplicateEvidence, "the bundle brings the same time stamp twice")
        }
        var untrustedCount = 0
        for timestamp in timestamps {
            switch try await observe(timestamp, over: signature) {
            case .trusted(let time, let authority):
                times.append(time)
                if policy.counts(time.source) {
                    witnesses.count("\(time.source)", operator: authority.operator, name: authority.uri)
                }
            case .untrusted(let reason):
                witnesses.skip(reason)
                untrustedCount += 1
                guard untrustedCount <= Self.maximumUntrustedCount else { throw reason }
            }
        }
        for entry in entries.entries {
            let promised = try witnesses.skippingOutsideLogValidity { () throws(BundleVerificationError) in
                try entry.promisedTime()
            }
            guard let promised, let time = promised else { continue }
            times.append(time)
            if policy.counts(time.source) {
                witnesses.count("\(time.source)", operator: entry.operator, name: time.observer)
            }
        }
        guard !times.isEmpty, witnesses.count >= policy.threshold else {
            throw witnesses.reason ?? entries.reason
                ?? BundleVerificationError(
                    .missingTime,
                    times.isEmpty
                        ? "nothing in the bundle proves when it was signed: it has no time stamp and no time that a log signed"
                        : "\(witnesses.count) independent trusted times were found, and \(policy.threshold) are required"
                )
        }
        return times
    }

    private enum Observation {
        case trusted(ObservedTime, CertificateAuthority)
        case untrusted(BundleVerificationError)
    }

    private func observe(_ der: [UInt8], over signature: [UInt8]) async throws -> Observation {
        let token: TimestampToken
        do {
            token = try TimestampResponse(parsing: der).token
        } catch {
            throw BundleVerificationError(.invalidTimestamp, "a time stamp cannot be used", cause: error)
        }
        var fault: (any Error)?
        var reason = BundleVerificationError(
            .untrustedTimestamp,
            trustedRoot.unusableTimestampAuthorities.first.map {
                "the trust root's time stamp authority '\($0.uri.excerpt())' cannot be used: \($0.reason)"
            } ?? "a time stamp was given, and the trust root names no time stamp authority"
        )
        for authority in trustedRoot.timestampAuthorities {
            do {
                let verified = try await token.verify(
                    over: signature,
                    by: TimestampAuthority(chain: authority.chain)
                )
                guard authority.validity.contains(verified.date) else {
                    reason = BundleVerificationError(
                        .untrustedTimestamp,
                        "a time stamp says \(verified.date.formatted(.iso8601)), and '\(authority.uri.excerpt())' is "
                            + "trusted \(authority.validity.text)"
                    )
                    continue
                }
                return .trusted(
                    ObservedTime(date: verified.date, source: .timestampAuthority, observer: authority.uri),
                    authority
                )
            } catch  where error.isAboutTrust {
                reason = BundleVerificationError(
                    .untrustedTimestamp,
                    "a time stamp is not by '\(authority.uri.excerpt())'",
                    cause: error
                )
            } catch {
                // Another authority may be the right one: a renewed certificate can have the old one's key and name.
                if fault == nil { fault = error }
            }
        }
        if let fault {
            throw BundleVerificationError(.invalidTimestamp, "a time stamp cannot be used", cause: fault)
        }
        return .untrusted(reason)
    }
}

extension TimestampError {
    /// Whether another authority may have made the time stamp, or this one at a time when it was not trusted.
    fileprivate var isAboutTrust: Bool {
        [.untrustedAuthority, .notValidAtTime, .missingCertificate, .missingUsage].contains(code)
    }
}

extension ValidityPeriod {
    /// The end of a sentence: `from … to …`.
    var text: String {
        let start = start == .distantPast ? "" : "from \(start.formatted(.iso8601)) "
        return start + (end.map { "to \($0.formatted(.iso8601))" } ?? "on")
    }
}

/// Counts witnesses, those of one operator once (sigstore_trustroot.proto, `operator`).
struct WitnessCount {
    private var seen: Set<[String]> = []
    /// Why the first one that does not count does not.
    private(set) var reason: BundleVerificationError?

    var count: Int { seen.count }

    mutating func count(_ kind: String, operator name: String, name url: String) {
        seen.insert(name.isEmpty ? [kind, "url", url] : [kind, "operator", name])
    }

    /// What `body` gives; nil, and a witness less, when the log's key was not trusted at that time.
    mutating func skippingOutsideLogValidity<Value>(
        _ body: () throws(BundleVerificationError) -> Value
    ) throws(BundleVerificationError) -> Value? {
        do {
            return try body()
        } catch {
            guard error.code == .outsideLogValidity else { throw error }
            skip(error)
            return nil
        }
    }

    mutating func skip(_ reason: BundleVerificationError) {
        if self.reason == nil { self.reason = reason }
    }
}
