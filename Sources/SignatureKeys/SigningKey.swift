// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A private key that signs: in memory, in a hardware token, in an enclave, behind a service.
///
/// Bring your own by conforming to it. A key that blocks its thread moves that work off the cooperative pool itself.
public protocol SigningKey: Sendable {
    /// The public half.
    var publicKey: PublicKey { get }

    /// Signs a message with the algorithm of ``publicKey``, hash included.
    ///
    /// - Parameter message: the message, not its digest.
    /// - Returns: the signature in the form that ``PublicKey/isValidSignature(_:for:)`` reads: for ECDSA, a DER
    ///   `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
    func signature(for message: [UInt8]) async throws -> [UInt8]
}
