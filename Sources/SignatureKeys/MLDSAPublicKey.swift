// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A public key of FIPS 204, of one of the two sizes that Sigstore's algorithm registry names.
///
/// A protocol because Crypto's types are there from macOS 26 on only, and an enumeration's cases cannot be so.
protocol MLDSAPublicKey: Sendable {
    /// Whether a signature was made over a message with an empty context (FIPS 204 §5.3).
    func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool
}

/// Reads the encoded key of FIPS 204 §7.2, which a SubjectPublicKeyInfo carries as it is (RFC 9881 §4).
///
/// - Throws: ``KeyError`` with code `malformedKey`, or `unsupportedKey` on systems without ML-DSA.
func mlDSAPublicKey(_ algorithm: SignatureAlgorithm, encoded: [UInt8]) throws(KeyError) -> any MLDSAPublicKey {
    guard #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) else {
        throw KeyError(
            .unsupportedKey,
            "found an \(algorithm.keyName) key, which this version of the system cannot verify with: "
                + "update the system, or use another key"
        )
    }
    do {
        return algorithm == .mlDSA65
            ? MLDSA65Key(key: try MLDSA65.PublicKey(rawRepresentation: encoded))
            : MLDSA87Key(key: try MLDSA87.PublicKey(rawRepresentation: encoded))
    } catch {
        throw KeyError(
            .malformedKey,
            "the public key of \(encoded.count) bytes is not an \(algorithm.keyName) key: restore it from where it came",
            cause: error
        )
    }
}

@available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *)
private struct MLDSA65Key: MLDSAPublicKey {
    static let signatureByteCount = 3309
    let key: MLDSA65.PublicKey

    func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        signature.count == Self.signatureByteCount && key.isValidSignature(signature, for: message)
    }
}

@available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *)
private struct MLDSA87Key: MLDSAPublicKey {
    static let signatureByteCount = 4627
    let key: MLDSA87.PublicKey

    func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        signature.count == Self.signatureByteCount && key.isValidSignature(signature, for: message)
    }
}
