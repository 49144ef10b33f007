// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SigstoreBundle

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FuzzTarget {
    /// A trusted root, alone or with a signing configuration, holds nothing that a verifier must not meet.
    static func trustedRoot(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let root: TrustedRoot
        do {
            root = try TrustConfiguration(parsing: input).trustedRoot
        } catch {
            return .refused(error)
        }
        for log in root.transparencyLogs + root.certificateTransparencyLogs {
            try require(!log.logID.isEmpty || log.checkpointKeyID?.isEmpty == false, "a log has an identifier")
            try require(log.key.algorithm == log.keyDetails.algorithm, "a log's key signs as its entry says")
            try check(log.validity)
        }
        for log in root.unusableTransparencyLogs + root.unusableCertificateTransparencyLogs {
            try require(!log.reason.isEmpty, "a log that cannot be used has a reason")
        }
        for authority in root.unusableCertificateAuthorities + root.unusableTimestampAuthorities {
            try require(!authority.reason.isEmpty, "an authority that cannot be used has a reason")
        }
        for authority in root.certificateAuthorities + root.timestampAuthorities {
            try require(!authority.chain.isEmpty, "an authority has a certificate")
            try check(authority.validity)
        }
        let alone = try? TrustedRoot(parsing: input)
        try require(
            alone.map { $0.transparencyLogs.count == root.transparencyLogs.count } ?? true,
            "a trusted root reads the same by itself"
        )
        return .accepted
    }

    /// Both ends of a period belong to it, unless it ends before it begins.
    static func check(_ period: ValidityPeriod) throws(BrokenProperty) {
        let end = period.end ?? .distantFuture
        let isEmpty = end < period.start
        try require(isEmpty || (period.contains(period.start) && period.contains(end)), "both ends are in a period")
        try require(!period.contains(period.start.addingTimeInterval(-1)), "a second before a period is not in it")
    }
}
