// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Attestation
public import ContentHashing
public import SigstoreBundle

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Signs a model: hash its files, write the manifest as a statement, have it signed (OMS v1.0 §6).
public struct ModelSigner: Sendable {
    private let signer: any BundleSigner

    /// Creates a signer that signs by key, certificate or whatever else `signer` stands for.
    public init(_ signer: some BundleSigner) { self.signer = signer }

    /// Hashes and signs the model at `model`.
    ///
    /// - Parameters:
    ///   - model: A folder or a single file.
    ///   - excluded: Files that are not part of the model: at least the signature, if it will lie inside.
    ///   - options: How the model is turned into a manifest.
    /// - Throws: ``ModelSigningError``, what the signer throws, `CancellationError`.
    public func sign(
        modelAt model: URL,
        excluding excluded: [URL] = [],
        options: HashingOptions = HashingOptions(),
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> SignatureBundle {
        let hashed = try await ModelHasher(options).hash(modelAt: model, excluding: excluded, progress: progress)
        return try await sign(hashed.manifest)
    }

    /// Signs a manifest that is there already.
    public func sign(_ manifest: Manifest) async throws -> SignatureBundle {
        try await signer.sign(ModelStatement.payload(for: manifest), type: InTotoStatement.payloadType)
    }
}
