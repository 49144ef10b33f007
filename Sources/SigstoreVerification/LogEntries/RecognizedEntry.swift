// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreBundle
import TextEncodings
import TransparencyLog

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An entry of a log that the trust root names. Nothing about it is verified yet.
struct RecognizedEntry: Sendable {
    /// The two services, which differ in what they sign.
    enum Service: Sendable {
        /// Signs a promise with a time, and a checkpoint over a tree whose leaf is the body.
        case rekorV1
        /// Signs a checkpoint alone: no time, no promise.
        case rekorV2
    }

    let entry: TransparencyLogEntry
    let kind: LogEntryKind
    /// The instances with the entry's log identifier: several if a key was used again with another window.
    private let logs: [TransparencyLogInstance]

    /// The entries of logs that the trust root names.
    struct Selection: Sendable {
        fileprivate(set) var entries: [RecognizedEntry] = []
        /// Why the first of the others was passed over, and does not count.
        fileprivate(set) var reason: BundleVerificationError?
    }

    /// Finds the entries of logs that the trust root names; others are passed over, and do not count.
    /// - Throws: `duplicateEvidence`, `unsupportedAlgorithm`.
    static func find(
        _ entries: [TransparencyLogEntry],
        in trustedRoot: TrustedRoot
    ) throws(BundleVerificationError) -> Selection {
        var seen: Set<[UInt8]> = []
        var selection = Selection()
        for entry in entries {
            guard seen.insert(entry.logID + withUnsafeBytes(of: entry.logIndex.bigEndian, Array.init)).inserted else {
                throw BundleVerificationError(
                    .duplicateEvidence,
                    "the bundle brings the log entry \(entry.logIndex) twice"
                )
            }
            let logs = trustedRoot.transparencyLogs.filter { $0.isCalled(entry.logID) }
            if logs.isEmpty {
                if selection.reason == nil { selection.reason = reasonToPassOver(entry, in: trustedRoot) }
            } else {
                selection.entries.append(RecognizedEntry(entry: entry, kind: try LogEntryKind(entry), logs: logs))
            }
        }
        return selection
    }

    private static func reasonToPassOver(
        _ entry: TransparencyLogEntry,
        in trustedRoot: TrustedRoot
    ) -> BundleVerificationError {
        let unusable = trustedRoot.unusableTransparencyLogs.first { $0.isCalled(entry.logID) }
        if let unusable {
            return BundleVerificationError(
                .unsupportedAlgorithm,
                "the log '\(unusable.name.excerpt())' cannot be verified: \(unusable.reason)"
            )
        }
        return BundleVerificationError(
            .untrustedLog,
            "the signature was logged by '\(Hexadecimal.encode(entry.logID))', a log that the trust root does not name: "
                + "is it the right instance, and is the trust root recent enough?"
        )
    }

    /// Who runs the log; empty if the trust root does not say.
    var `operator`: String { logs.first?.operator ?? "" }

    /// The log, if its key was trusted at a time.
    /// - Throws: `outsideLogValidity`.
    func log(at date: Date) throws(BundleVerificationError) -> TransparencyLogInstance {
        if let log = logs.first(where: { $0.validity.contains(date) }) { return log }
        let windows = logs.map { "'\($0.baseURL.excerpt())' is trusted \($0.validity.text)" }
        throw BundleVerificationError(
            .outsideLogValidity,
            "the log entry is of \(date.formatted(.iso8601)), and the log " + windows.joined(separator: ", ")
        )
    }

    /// The index that the log vouches for: by its promise, or by the proof, which in Rekor v1 counts within one shard.
    var verifiedIndex: Int64 { hasPromise ? entry.logIndex : entry.inclusionProof?.logIndex ?? entry.logIndex }

    /// Whether the log promised to include the entry, and with that signed a time.
    var hasPromise: Bool { kind.service == .rekorV1 && entry.inclusionPromise != nil }

    /// The time that the log signed with its promise; nil if there is none: an unsigned `integratedTime` is never time.
    ///
    /// - Throws: `invalidInclusionPromise`, `malformedLogEntry`, `outsideLogValidity`, `unsupportedAlgorithm`.
    func promisedTime() throws(BundleVerificationError) -> ObservedTime? {
        guard kind.service == .rekorV1, let promise = entry.inclusionPromise else { return nil }
        guard let date = entry.integratedDate else {
            throw BundleVerificationError(
                .malformedLogEntry,
                "the log entry's integratedTime, \(entry.integratedTime), is not a time of the years 1970 to 9999"
            )
        }
        let log = try log(at: date)
        let message = SignedEntryTimestamp.signedBytes(
            body: entry.canonicalizedBody,
            integratedTime: entry.integratedTime,
            logID: entry.logID,
            logIndex: entry.logIndex
        )
        do {
            try log.tryingHashes(of: .rekorV1) { digest throws(TransparencyLogError) in
                try SignedEntryTimestamp.verify(
                    promise,
                    over: message,
                    logIndex: entry.logIndex,
                    by: log.key,
                    hashedWith: digest
                )
            }
        } catch {
            throw BundleVerificationError(
                .invalidInclusionPromise,
                "the log '\(log.baseURL.excerpt())' did not sign the entry's timestamp",
                cause: error
            )
        }
        return ObservedTime(date: date, source: .transparencyLog, observer: log.baseURL)
    }
}
