// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
public import SigstoreVerification

/// What a check established, for logs and other programs: a statement about a ``VerifiedModel``, and no proof.
public struct VerificationReport: Sendable, Hashable, Codable {
    /// The model's name as it was signed: information only.
    public let modelName: String
    /// Who signed it, and what the trust rests on.
    public let signers: [VerifiedSigner]
    /// What else was looked at, and what was not.
    public let evidence: VerificationEvidence
    /// How many files were compared.
    public let files: Int
    /// How many bytes the digests cover.
    public let bytes: Int64
    /// The digest that stands for the whole manifest, as in `sha256:…`.
    public let rootDigest: String
    /// Whether there may be files that nobody signed.
    public let unsignedFiles: CheckOptions.UnsignedFiles
    /// What is there and was left out: nobody signed it.
    public let ignored: [String]
    /// What is there and the manifest cannot cover.
    public let notCovered: [String]
    /// What was not read, because its digest was remembered.
    public let unread: UnreadContent

    /// Describes a verified model.
    public init(_ model: VerifiedModel) {
        modelName = model.manifest.manifest.modelName
        signers = model.manifest.signers
        evidence = model.manifest.evidence
        files = model.fileCount
        bytes = model.byteCount
        rootDigest = model.manifest.manifest.rootDigest.description
        unsignedFiles = model.unsignedFiles
        ignored = model.ignored
        notCovered = model.notCovered
        unread = model.unread
    }
}
