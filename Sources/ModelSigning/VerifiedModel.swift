// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A model whose files are what a trusted signer signed.
///
/// It holds for the moment of the check: whoever can write to the files later can change them. Like
/// ``VerifiedManifest`` it can be encoded and not decoded.
public struct VerifiedModel: Sendable, Encodable {
    /// Who signed what.
    public let manifest: VerifiedManifest
    /// How many files were compared.
    public let fileCount: Int
    /// How many bytes the digests cover.
    public let byteCount: Int64
    /// Whether there may be files that nobody signed.
    public let unsignedFiles: CheckOptions.UnsignedFiles
    /// What is there and was left out, by the signer's word, the caller's or git's rules: nobody signed it.
    public let ignored: [String]
    /// What is there and the manifest cannot cover: empty files beside shards.
    public let notCovered: [String]
    /// What was not read, because its digest was remembered: none unless ``CheckOptions/contents`` allows it.
    public let unread: UnreadContent
}
