// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A signature that services witnessed, in words.
enum KeylessText {
    static func lines(_ signer: VerifiedSigner, _ entries: [LoggedEntry]) -> [String] {
        var lines = ["  signer       \(TerminalText.escaped(signer.name))"]
        if case .sigstore(let certificate) = signer.trust {
            lines.append("  vouched by   \(TerminalText.escaped(certificate.issuer))")
        }
        if case .observed(let times) = signer.time {
            lines += times.map { "  time         \($0.date.formatted(.iso8601))" }
        }
        return lines
            + entries.map {
                "  log          entry \($0.index) of \(TerminalText.escaped($0.log))"
            }
    }

    /// How others verify it.
    ///
    /// - Parameter instance: The option that names the instance, if it is not the public one.
    static func command(
        _ command: String,
        _ signer: VerifiedSigner,
        _ option: String,
        _ file: String,
        for subject: String,
        of instance: String?
    ) -> [String] {
        guard case .sigstore(let certificate) = signer.trust else { return [] }
        let values = [certificate.identity, certificate.issuer, file, subject].map(ShellWord.quoted)
        let line =
            "model-signing \(command) \(instance.map { $0 + " " } ?? "")--identity \(values[0]) --identity-provider \(values[1]) "
            + "\(option) \(values[2]) " + (subject.hasPrefix("-") ? "-- " : "") + values[3]
        return ["Others verify it with:", "  " + TerminalText.escaped(line)]
    }
}
