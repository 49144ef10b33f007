// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

public import ContentHashing
public import SigstoreBundle
public import SigstoreVerification
import SystemFiles

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Verifies a model in two stages: first the signature, which gives a ``VerifiedManifest``; then, against that
/// manifest, the model (OMS v1.0 §8).
public struct ModelVerifier: Sendable {
    private let verifier: BundleVerifier

    /// Creates a verifier that accepts what `verifier` accepts.
    public init(_ verifier: BundleVerifier) { self.verifier = verifier }

    /// Checks the signature and reads the manifest.
    ///
    /// - Throws: `BundleVerificationError` when the signature is not accepted; ``ModelSigningError`` when what was
    ///   signed is not a well-formed manifest.
    public func verify(_ bundle: SignatureBundle) async throws -> VerifiedManifest {
        let payload = try await verifier.verify(bundle)
        return try await OwnThread.run { try VerifiedManifest(payload) }
    }

    /// Does both stages: reads the signature file, checks it, and compares the model with it.
    ///
    /// - Throws: `SignatureBundleError` when the file is not a signature; and what ``verify(_:)`` and
    ///   ``VerifiedManifest/check(_:excluding:options:progress:)`` throw.
    public func verify(
        modelAt model: URL,
        signatureAt signature: URL,
        options: CheckOptions = CheckOptions(),
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> VerifiedModel {
        let bundle = try await OwnThread.run { try SignatureBundle(contentsOf: signature) }
        return try await verify(bundle).check(model, excluding: [signature], options: options, progress: progress)
    }
}
