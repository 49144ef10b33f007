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
        lines += Self.lines(report.evidence.logEntries)
        lines.append("  content      \(ByteCount.files(report.files)), \(ByteCount.text(report.bytes))")
        lines += Self.lines(report.unread)
        lines.append("  root digest  \(report.rootDigest)")
        lines += Self.lines(report.evidence.unchecked)
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

    /// A verified artifact in words.
    static func lines(_ verified: VerifiedArtifact, artifact: String, predicateType: String?) -> [String] {
        var lines = ["Verified: '\(TerminalText.escaped(artifact))' is what was signed."]
        if let predicateType {
            lines[0] = "Verified: '\(TerminalText.escaped(artifact))' is a subject of a signed statement."
            lines.append("  statement    \(TerminalText.escaped(predicateType))")
        }
        return lines + Self.lines(verified.signer) + Self.lines(verified.logEntries) + Self.lines(verified.unchecked)
    }

    private static func lines(_ entries: [LoggedEntry]) -> [String] {
        entries.map { "  log          entry \($0.index) of \(TerminalText.escaped($0.log)), \($0.kind)" }
    }

    private static func lines(_ unchecked: [VerificationEvidence.Unchecked]) -> [String] {
        unchecked.isEmpty ? [] : ["  not checked  " + unchecked.map(label).sorted().joined(separator: ", ")]
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
        case .certificateLog: "certificate transparency log"
        case .signingTime: "time of signing"
        case .revocation: "revocation"
        case .expiry: "expiry"
        case .logConsistency: "whether the log shows everybody the same"
        }
    }

    private static func lines(_ signer: VerifiedSigner) -> [String] {
        var lines = ["  signer       \(TerminalText.escaped(signer.name))"]
        switch signer.trust {
        case .key(let key):
            lines.append("  trust        the public key given, \(key.algorithm)")
        case .certificate(let certificate):
            lines += trust(certificate)
        case .sigstore(let certificate):
            lines.append("  vouched by   \(TerminalText.escaped(certificate.issuer))")
            for name in ["sourceRepositoryURI", "sourceRepositoryRef", "sourceRepositoryDigest"] {
                guard let value = certificate.claims[name] else { continue }
                lines.append("               \(name) \(TerminalText.escaped(value))")
            }
            lines += trust(certificate.certificate)
        }
        switch signer.time {
        case .notApplicable:
            lines.append("  time         none established: a bare key has no validity period")
        case .currentTime(let date):
            lines.append("  time         valid now, \(date.formatted(.iso8601)), by this machine's clock")
        case .observed(let times):
            lines += times.map { time in
                let witness = time.source == .timestampAuthority ? "time stamp by" : "signed by the log"
                return
                    "  time         \(time.date.formatted(.iso8601)), \(witness) \(TerminalText.escaped(time.observer))"
            }
        case .uncheckedCertificateStart(let date):
            lines.append(
                "  time         none established: evaluated at the certificate's start, \(date.formatted(.iso8601))"
            )
        }
        return lines
    }

    private static func trust(_ certificate: VerifiedSigner.Certificate) -> [String] {
        [
            "  trust        certificate under '\(TerminalText.escaped(certificate.anchorSubject))'",
            "               anchor SHA-256 \(certificate.anchorFingerprint)",
        ]
    }
}
