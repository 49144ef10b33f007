// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import TextEncodings

/// Identifies a public key: the hint of a bundle's verification material (OMS v1.0 §4.1).
///
/// A hint helps to find a key. It is not a proof: only the signature decides.
public struct KeyID: Sendable, Hashable {
    /// SHA-256 of the key's canonical PEM *text*, 64 lower-case hexadecimal digits.
    ///
    /// The text has lines of 64 columns and ends in a line feed, as ``PublicKey/pem`` does.
    public let hex: String
    /// SHA-256 of the key's DER SubjectPublicKeyInfo, 32 bytes.
    private let derDigest: [UInt8]

    init(_ key: PublicKey) {
        hex = Hexadecimal.encode(Array(SHA256.hash(data: Array(key.pem.utf8))))
        derDigest = Array(SHA256.hash(data: key.derSPKI))
    }

    /// Whether a bundle's hint names this key.
    ///
    /// Accepts ``hex``, and SHA-256 over the DER SubjectPublicKeyInfo in lower-case hexadecimal or padded base64, which
    /// Sigstore's bundles of managed keys carry. An absent or empty hint is the caller's to decide.
    public func matches(hint: String) -> Bool {
        [hex, Hexadecimal.encode(derDigest), Base64.encode(derDigest)]
            .contains { $0.utf8.elementsEqual(hint.utf8) }
    }
}

extension KeyID: CustomStringConvertible {
    /// The same as ``hex``.
    public var description: String { hex }
}
