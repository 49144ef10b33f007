// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

/// The artifact that a bundle is said to sign, or its digest: what a caller asks about.
public struct SignedArtifact: Sendable {
    private let digestWith: @Sendable (DigestChoice) async throws -> [UInt8]?
    private let readAll: (@Sendable () async throws -> [UInt8])?

    /// An artifact in memory.
    public init(_ bytes: [UInt8]) {
        digestWith = { $0.hash(bytes) }
        readAll = { bytes }
    }

    /// An artifact of which only a digest is known: enough for keys that sign digests with this very hash.
    public init(digest: ArtifactDigest) {
        digestWith = { $0 == digest.algorithm.choice ? digest.bytes : nil }
        readAll = nil
    }

    /// An artifact that is read when needed, once for each hash, and as a whole only for keys that sign the message
    /// itself (Ed25519, ML-DSA). Errors of these closures come out of the verification as they are.
    public init(
        digest: @escaping @Sendable (ArtifactDigest.Algorithm) async throws -> [UInt8],
        content: @escaping @Sendable () async throws -> [UInt8]
    ) {
        digestWith = { try await digest(ArtifactDigest.Algorithm($0)) }
        readAll = content
    }

    private init(
        digestWith: @escaping @Sendable (DigestChoice) async throws -> [UInt8]?,
        readAll: (@Sendable () async throws -> [UInt8])?
    ) {
        (self.digestWith, self.readAll) = (digestWith, readAll)
    }

    /// The same artifact for one verification: every step judges the digest that the first one read, though the file
    /// may change meanwhile, or be a pipe.
    func rememberingDigests() -> SignedArtifact {
        let remembered = RememberedDigests()
        return SignedArtifact(
            digestWith: { [digestWith] in try await remembered.digest($0, digestWith) },
            readAll: readAll
        )
    }

    /// The digest, or nil if it cannot be known.
    func knownDigest(_ choice: DigestChoice) async throws -> [UInt8]? {
        try await digestWith(choice)
    }

    /// - Throws: `artifactUnavailable`.
    func digest(_ choice: DigestChoice) async throws -> [UInt8] {
        if let digest = try await knownDigest(choice) { return digest }
        throw BundleVerificationError(
            .artifactUnavailable,
            "the signature is over the artifact's \(choice) digest, which was not given: give the artifact itself"
        )
    }

    /// - Throws: `artifactUnavailable`.
    func content() async throws -> [UInt8] {
        if let readAll { return try await readAll() }
        throw BundleVerificationError(
            .artifactUnavailable,
            "the signer's key signs the artifact itself, not its digest: give the artifact"
        )
    }
}

private actor RememberedDigests {
    private var digests: [DigestChoice: [UInt8]] = [:]

    func digest(
        _ choice: DigestChoice,
        _ compute: @Sendable (DigestChoice) async throws -> [UInt8]?
    ) async throws -> [UInt8]? {
        if let digest = digests[choice] { return digest }
        let digest = try await compute(choice)
        digests[choice] = digest
        return digest
    }
}
