// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What a key that lies elsewhere, in a token or behind a service, is given to sign: never the model.
package enum SigningInput: Sendable, Hashable {
    /// The digest of the message, for ECDSA and RSA.
    case digest([UInt8], DigestChoice)
    /// The message itself, which Ed25519 and ML-DSA sign (RFC 8032 §5.1, FIPS 204 §5.2).
    case message([UInt8])

    /// What a key with this algorithm signs of a message.
    package init(_ message: [UInt8], for algorithm: SignatureAlgorithm) {
        self = algorithm.digest.map { .digest($0.hash(message), $0) } ?? .message(message)
    }
}
