// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SwiftASN1

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017 §A.1.1), within limits.
struct RSAPublicKey: Sendable {
    /// Smaller keys can be broken or soon will; larger ones take long to verify with, and nobody has any.
    static let modulusBitCounts = 2048...8192
    /// The longest exponent; nearly all keys have 65537.
    static let maximumExponentByteCount = 4

    /// The structure in DER.
    let der: [UInt8]
    private let key: _RSA.Signing.PublicKey
    let modulusByteCount: Int

    /// - Throws: ``KeyError`` with code `tooLarge`, `unsupportedKey` for a size beyond the limits, or `malformedKey`.
    init(der: [UInt8]) throws(KeyError) {
        let (modulus, exponent) = try decodeKey("an RSA public key", from: der) { node in
            try DER.sequence(node, identifier: .sequence) { nodes in
                (try ArraySlice<UInt8>(derEncoded: &nodes), try ArraySlice<UInt8>(derEncoded: &nodes))
            }
        }
        let bitCount = modulus.count * 8 - (modulus.first ?? 0).leadingZeroBitCount
        guard Self.modulusBitCounts.contains(bitCount) else {
            throw KeyError.unsupportedKey("an RSA key of \(bitCount) bits", expected: KeyError.supportedKeys)
        }
        guard exponent.count <= Self.maximumExponentByteCount else {
            throw KeyError.unsupportedKey(
                "an RSA key with an exponent of \(exponent.count) bytes",
                expected: KeyError.supportedKeys
            )
        }
        // With the exponent 1, every padded message is its own signature; an even number has no inverse (FIPS 186-5 §5.1).
        guard let lowest = exponent.last, lowest & 1 == 1, Array(exponent) != [1], modulus.last.map({ $0 & 1 }) == 1
        else {
            throw KeyError(
                .malformedKey,
                "the RSA public key's numbers are not those of a key: restore it from where it came"
            )
        }
        do {
            key = try _RSA.Signing.PublicKey(n: Array(modulus), e: Array(exponent))
        } catch {
            throw KeyError(
                .malformedKey,
                "the RSA public key of \(bitCount) bits cannot be used: restore it from where it came",
                cause: error
            )
        }
        (self.der, modulusByteCount) = (der, modulus.count)
    }

    /// Whether a signature as long as the modulus is one over a digest (RFC 8017 §8.1.2, §8.2.2).
    ///
    /// PSS is with MGF1 over the digest's hash, and a salt as long as the digest.
    func isValidSignature(_ signature: [UInt8], for digest: some Digest, padding: _RSA.Signing.Padding) -> Bool {
        guard signature.count == modulusByteCount else { return false }
        return key.isValidSignature(.init(rawRepresentation: signature), for: digest, padding: padding)
    }
}
