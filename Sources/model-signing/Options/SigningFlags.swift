// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import ModelSigning
import SigstoreBundle
import SigstoreClient
import SigstoreVerification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What every way to sign has in common.
struct SigningFlags: ParsableArguments {
    @OptionGroup var model: ModelOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where the signature goes.", valueName: "file")
    )
    var signature = "model.sig"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "An earlier signature of this model, by the same method: files that did not change are not read again.",
            discussion:
                "Digests come from a private cache and never from that file, which is what changes are counted from.",
            valueName: "file"
        )
    )
    var reuse: String?

    @OptionGroup var hashing: HashingFlags
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if signature.isEmpty { throw ValidationError("the signature's path is empty") }
    }

    /// What was signed, for `--format json`.
    struct Result: Encodable {
        let model: String
        let signature: String
        let files: Int
        let bytes: Int64
        let rootDigest: String
        let notCovered: [String]
        let unread: UnreadContent
        let changes: ManifestChanges?
        /// Who signed, of a signature that services witnessed.
        let signer: VerifiedSigner?
        let logEntries: [LoggedEntry]?
        /// The option that names the instance, if it is not the public one.
        let instance: String?

        private enum CodingKeys: String, CodingKey {
            case model, signature, files, bytes, rootDigest, notCovered, unread, changes, signer, logEntries
        }
    }

    /// Hashes, signs with the method that `withMethod` hands over, saves the signature and reports.
    ///
    /// - Parameters:
    ///   - inputs: The files of keys and certificates, which the signature must not replace.
    ///   - withMethod: Prepares a method, calls what it gets with it, and cleans up.
    func sign(
        apartFrom inputs: [String],
        _ withMethod: ((SigningMethod) async throws -> Result) async throws -> Result
    ) async throws {
        try await Outcome(command: "sign", output: output).report(
            {
                let target = try SignatureTarget(signature, apartFrom: inputs + [model.modelPath])
                return try await withMethod { try await signed(by: $0, target, since: earlier($0)) }
            },
            lines
        )
    }

    /// The manifest that `--reuse` names. Nothing of it is signed: it only says what to compare with.
    private func earlier(_ method: SigningMethod) async throws -> VerifiedManifest? {
        guard let reuse else { return nil }
        do {
            let bundle = try SignatureBundle(contentsOf: URL(argument: reuse))
            return try await ModelVerifier(method.earlier(bundle)).verify(bundle)
        } catch {
            throw UsageError(
                "--reuse: nothing can be compared with '\(reuse)': \(error)"
            )
        }
    }

    private func signed(
        by method: SigningMethod,
        _ target: SignatureTarget,
        since earlier: VerifiedManifest?
    ) async throws -> Result {
        var options = try hashing.options(for: model)
        if earlier != nil { options.cache = .reuse(try hashing.cache.requiredCache(for: "--reuse")) }
        let excluded = [target.url] + (reuse.map { [URL(argument: $0)] } ?? [])
        let hashed = try await ProgressLine.showing(output.format) { [options] progress in
            try await ModelHasher(options).hash(modelAt: model.url, excluding: excluded, progress: progress)
        }
        try await ModelSigner(method.signer).sign(hashed.manifest).write(
            to: target.url,
            draftFolder: target.draftFolder(for: model.url)
        )
        let witnessed = method.witnessed()
        output.logging.warn(notCovered: hashed.notCovered)
        if reuse != nil { output.logging.warn(about: hashed.unread) }
        return Result(
            model: model.modelPath,
            signature: signature,
            files: hashed.fileCount,
            bytes: hashed.byteCount,
            rootDigest: hashed.manifest.rootDigest.description,
            notCovered: hashed.notCovered,
            unread: hashed.unread,
            changes: earlier.map(hashed.manifest.changes),
            signer: witnessed?.signer,
            logEntries: witnessed?.logEntries,
            instance: method.instance
        )
    }

    private func lines(_ result: Result) -> [String] {
        let model = TerminalText.escaped(result.model)
        var lines = ["Signed: '\(model)', \(ByteCount.files(result.files)), \(ByteCount.text(result.bytes))"]
        if let changes = result.changes, let reuse {
            lines.append("  changes      \(Self.text(changes)) since '\(TerminalText.escaped(reuse))'")
        }
        lines += VerificationText.lines(result.unread)
        lines.append("  signature    \(TerminalText.escaped(result.signature))")
        lines.append("  root digest  \(result.rootDigest)")
        guard let signer = result.signer else { return lines }
        return lines + KeylessText.lines(signer, result.logEntries ?? [])
            + KeylessText.command("verify", signer, "--signature", signature, for: result.model, of: result.instance)
    }

    private static func text(_ changes: ManifestChanges) -> String {
        let text = "\(changes.changed.count) changed, \(changes.added.count) added, \(changes.removed.count) removed"
        return changes.areComparable ? text : text + " (by another hash or in other shards)"
    }
}
