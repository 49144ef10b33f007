// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing
public import SigstoreVerification
import SystemFiles

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A manifest whose signature has been checked, and who signed it. No model has been looked at yet.
///
/// It can be encoded for reports and not decoded: only a ``ModelVerifier`` makes one.
public struct VerifiedManifest: Sendable, Encodable {
    /// What was signed.
    public let manifest: Manifest
    /// Who signed it, and what the trust rests on; at least one.
    public let signers: [VerifiedSigner]
    /// What else was looked at, and what was not.
    public let evidence: VerificationEvidence

    init(_ payload: VerifiedPayload) throws(ModelSigningError) {
        (manifest, signers, evidence) = (try Manifest(payload), payload.signers, payload.evidence)
    }

    /// The resources by file: one for a whole file, several in file order for shards.
    ///
    /// Made anew each time it is asked for: keep it where many files are looked up.
    public var resources: [ResourceName: [Resource]] {
        Dictionary(grouping: manifest.resourcesByFile.joined(), by: \.name)
    }

    /// Compares the model at `model` with the manifest (OMS v1.0 §8.4).
    ///
    /// - Parameters:
    ///   - model: A folder or a single file.
    ///   - excluded: Files that are not part of the model: its signature.
    ///   - options: What besides the manifest may be there.
    ///   - progress: Called from a hashing thread about ten times a second.
    /// - Throws: ``ModelSigningError`` with `differs` and the ``ManifestDifference``, `noModel`, `signatureListed` or
    ///   `unsafeName`; `CancellationError`.
    public func check(
        _ model: URL,
        excluding excluded: [URL] = [],
        options: CheckOptions = CheckOptions(),
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> VerifiedModel {
        var comparison = try await OwnThread.run { [self] in try compare(model, excluded, options, $0) }
        let outcome = try await RememberingHasher(
            FileHasher(algorithm: manifest.serialization.hashAlgorithm, threadCount: options.threadCount),
            options.contents.cacheUse,
            shardByteCount: manifest.serialization.method.shardByteCount
        ).digests(of: comparison.requests, in: comparison.root, progress: progress)
        let difference = comparison.difference(given: outcome.digests)
        guard difference.isEmpty else {
            throw ModelSigningError(
                .differs,
                "the model is not what was signed: \(difference.summary)",
                difference: difference
            )
        }
        return VerifiedModel(
            manifest: self,
            fileCount: comparison.fileCount,
            byteCount: comparison.requests.totalByteCount,
            unsignedFiles: options.unsignedFiles,
            ignored: comparison.ignored,
            notCovered: comparison.notCovered,
            unread: UnreadContent(outcome, of: comparison.requests)
        )
    }

    /// Everything that comes before hashing: it blocks, and takes time with the size of the manifest.
    private func compare(
        _ model: URL,
        _ excluded: [URL],
        _ options: CheckOptions,
        _ cancellation: Cancellation
    ) throws -> ManifestComparison {
        let location = try ModelLocation(model)
        let manifest = try manifest.withSingleFileNamed(location.fileName)
        let excludedNames = excluded.compactMap(location.name(of:))
        let names = manifest.fileNames
        if let listed = Set(excludedNames).intersection(names).first {
            throw ModelSigningError(
                .signatureListed,
                "the manifest lists '\(listed)', which is the signature file itself: it can never match"
            )
        }
        var rules = ExclusionRules(
            options.ignoredPaths + excludedNames,
            ignoringGitPaths: options.ignoresGitPaths
        )
        rules.insert(recorded: manifest.serialization.ignoredPaths)
        let listing = try ModelFiles(
            of: location,
            excluding: rules,
            links: manifest.serialization.symbolicLinks,
            for: options.unsignedFiles == .refused ? .verifying(names) : .verifyingOnly(names),
            cancellation: cancellation
        )
        return ManifestComparison(manifest, listing, in: location.root, excluding: excludedNames)
    }
}
