// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Signs a payload and wraps the signature in a bundle: with a key, a certificate, an identity, a hardware token.
public protocol BundleSigner: Sendable {
    /// Signs `payload`, whose media type is `type`, in a DSSE envelope.
    func sign(_ payload: [UInt8], type: String) async throws -> SignatureBundle
}
