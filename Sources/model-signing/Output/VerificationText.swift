// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A verified model in words.
enum VerificationText {
    static func lines(_ report: VerificationReport, model: String) -> [String] {
        var lines = ["Verified: '\(TerminalText.escaped(model))' is what was signed."]
        for signer in report.signers { lines += Self.lines(signer) }
        lines.append("  content      \(ByteCount.files(report.files)), \(ByteCount.text(report.bytes))")
        lines += Self.lines(report.unread)
        lines.append("  root digest  \(report.rootDigest)")
        let unchecked = report.evidence.unchecked.map(label).joined(separator: ", ")
        if !unchecked.isEmpty { lines.append("  not checked  \(unchecked)") }
        if report.unsignedFiles == .ignored {
            lines.append("               files that the signature does not list")
        }
        for path in report.ignored.prefix(FailureText.maximumListedCount) {
            lines.append("  left out     '\(TerminalText.escaped(path))' is there, and nobody signed it")
        }
        for path in report.notCovered {
            lines.append("  not covered  '\(TerminalText.escaped(path))' is there, and no signature can cover it")
        }
        return lines
    }

    /// What was not read.
    static func lines(_ unread: UnreadContent) -> [String] {
        guard unread.bytes > 0 || unread.files > 0 else { return [] }
        return [
            "  not read     \(ByteCount.files(unread.files)), \(ByteCount.text(unread.bytes)): "
                + "unchanged since they were last hashed here"
        ]
    }

    private static func label(_ unchecked: VerificationEvidence.Unchecked) -> String {
        switch unchecked {
        case .transparencyLog: "transparency log"
        case .signingTime: "time of signing"
        case .revocation: "revocation"
        case .expiry: "expiry"
        }
    }

    private static func lines(_ signer: VerifiedSigner) -> [String] {
        var lines = ["  signer       \(TerminalText.escaped(signer.name))"]
        switch signer.trust {
        case .key(let key):
            lines.append("  trust        the public key given, \(key.algorithm)")
        case .certificate(let certificate):
            lines.append("  trust        certificate under '\(TerminalText.escaped(certificate.anchorSubject))'")
            lines.append("               anchor SHA-256 \(certificate.anchorFingerprint)")
        }
        switch signer.time {
        case .notApplicable:
            lines.append("  time         none established: a bare key has no validity period")
        case .currentTime(let date):
            lines.append("  time         valid now, \(date.formatted(.iso8601)), by this machine's clock")
        case .uncheckedCertificateStart(let date):
            lines.append(
                "  time         none established: evaluated at the certificate's start, \(date.formatted(.iso8601))"
            )
        }
        return lines
    }
}
