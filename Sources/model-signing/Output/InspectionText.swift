// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ModelSigning
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A bundle's own words, for a person. The first line and the last say that nothing was verified.
enum InspectionText {
    /// How much is listed of what a bundle can have any number of.
    private static let maximumListedCount = FailureText.maximumListedCount

    static func lines(_ bundle: UnverifiedBundle, _ model: UnverifiedManifest?, signature: String) -> [String] {
        var lines = ["NOT VERIFIED: this is what '\(signature)' says of itself; anybody could have written it."]
        lines.append("  bundle       \(bundle.mediaType)")
        lines += signer(bundle)
        lines += list(bundle.logEntries, as: "  log          ", Self.lines)
        if bundle.logEntries.isEmpty { lines.append("  log          none") }
        lines += list(bundle.timestamps, as: "  time stamp   ", Self.lines)
        lines += Self.lines(bundle.content)
        if bundle.signatureCount != 1 { lines.append("  signatures   \(bundle.signatureCount), not one") }
        if let model {
            lines += Self.lines(model)
        } else if let statement = bundle.statement {
            lines += Self.lines(statement)
        }
        let command = model == nil ? "verify-bundle" : "verify"
        lines.append("NOT VERIFIED: none of this was checked. 'model-signing \(command)' tells whether it is true.")
        return lines.map(TerminalText.escaped)
    }

    private static func list<Element>(
        _ elements: [Element],
        as label: String,
        _ lines: (Element) -> [String]
    ) -> [String] {
        let more = elements.count - maximumListedCount
        return elements.prefix(maximumListedCount).flatMap(lines) + (more > 0 ? ["\(label)and \(more) more"] : [])
    }

    private static func signer(_ bundle: UnverifiedBundle) -> [String] {
        switch (bundle.certificate, bundle.keyHint) {
        case (let certificate?, _): lines(certificate)
        case (nil, ""?): ["  signer       a key that is neither named nor in the bundle"]
        case (nil, let hint?): ["  signer       the key '\(hint)', which is not in the bundle"]
        case (nil, nil): ["  signer       a certificate that cannot be read"]
        }
    }

    private static func lines(_ certificate: UnverifiedCertificate) -> [String] {
        let names = certificate.names.isEmpty ? certificate.subject : certificate.names.joined(separator: ", ")
        var lines = ["  signer       \(names)"]
        if let issuer = certificate.claims["issuer"] { lines.append("  vouched by   \(issuer)") }
        for (name, value) in certificate.claims.sorted(by: { $0.key < $1.key }) where name != "issuer" {
            lines.append("               \(name) \(value)")
        }
        lines.append("  certificate  SHA-256 \(certificate.fingerprint)")
        lines.append("               \(certificate.algorithm ?? "a key of a kind that is not supported")")
        lines.append(
            "               valid from \(certificate.notValidBefore.formatted(.iso8601)) to "
                + certificate.notValidAfter.formatted(.iso8601)
        )
        lines.append("  authority    \(certificate.authority)")
        return lines
            + list(certificate.certificateLogs, as: "               ") {
                ["               in the certificate log \($0)"]
            }
    }

    private static func lines(_ entry: UnverifiedLogEntry) -> [String] {
        let origin = entry.checkpointOrigin.map { " of '\($0)'" } ?? ""
        var lines = ["  log          entry \(entry.index)\(origin), \(entry.kind)"]
        lines.append("               log \(entry.logID)")
        if let time = entry.integratedTime {
            let signed = entry.hasPromise ? "with the log's promise" : "which nobody signed"
            lines.append("               time \(time.formatted(.iso8601)), \(signed)")
        }
        lines.append(
            entry.treeSize.map { "               proof of inclusion in a tree of \($0) entries" }
                ?? "               no proof of inclusion"
        )
        if entry.checkpointSigners.count > 1 {
            let signers = entry.checkpointSigners.prefix(maximumListedCount).joined(separator: ", ")
            lines.append("               checkpoint signed by \(signers)")
        }
        return lines
    }

    private static func lines(_ timestamp: UnverifiedTimestamp) -> [String] {
        guard let date = timestamp.date else { return ["  time stamp   cannot be read: \(timestamp.fault ?? "")"] }
        return ["  time stamp   \(date.formatted(.iso8601))"]
            + timestamp.certificates.prefix(maximumListedCount).map { "               by '\($0)'" }
    }

    private static func lines(_ content: UnverifiedBundle.Content) -> [String] {
        switch content {
        case .payload(let type, let byteCount):
            ["  signed       a payload of \(ByteCount.text(Int64(byteCount))), \(type)"]
        case .artifact(let digest):
            ["  signed       a file" + (digest.map { " with \($0)" } ?? "; the bundle does not say which")]
        }
    }

    private static func lines(_ model: UnverifiedManifest) -> [String] {
        var lines = ["  model        '\(model.modelName)', \(model.resourceCount) resources, \(model.hashAlgorithm)"]
        lines.append("  root digest  \(model.rootDigest)")
        for resource in model.resources { lines.append("    \(resource.name)  \(resource.digest)") }
        let more = model.resourceCount - model.resources.count
        if more > 0 { lines.append("    and \(more) more") }
        return lines + list(model.ignoredPaths, as: "  left out     ") { ["  left out     \($0)"] }
    }

    private static func lines(_ statement: UnverifiedStatement) -> [String] {
        var lines = ["  statement    \(statement.predicateType)"]
        for subject in statement.subjects {
            lines.append("    \(subject.name)  \(subject.digests.joined(separator: " "))")
        }
        let more = statement.subjectCount - statement.subjects.count
        if more > 0 { lines.append("    and \(more) more") }
        return lines
    }
}
