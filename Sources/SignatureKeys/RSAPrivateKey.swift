// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SwiftASN1

/// `RSAPrivateKey` with two primes (RFC 8017 §A.1.2), of a size that verifiers take.
struct RSAPrivateKey: Sendable {
    /// The structure in DER.
    let der: [UInt8]
    /// The public half, PKCS#1 in DER.
    let publicKey: [UInt8]
    private let key: _RSA.Signing.PrivateKey

    /// - Throws: ``KeyError`` with code `tooLarge`, `unsupportedKey` for a size beyond the limits, or `malformedKey`.
    init(der: [UInt8]) throws(KeyError) {
        publicKey = try decodeKey("an RSA private key (RFC 8017)", from: der) { node in
            try DER.sequence(node, identifier: .sequence) { nodes in
                let version = try Int(derEncoded: &nodes)
                guard version == 0 else {
                    throw KeyError(.unsupportedKey, "found an RSA key with more than two primes, expected two")
                }
                var serializer = DER.Serializer()
                try serializer.appendConstructedNode(identifier: .sequence) { key in
                    try key.serialize(ArraySlice<UInt8>(derEncoded: &nodes))
                    try key.serialize(ArraySlice<UInt8>(derEncoded: &nodes))
                }
                while nodes.next() != nil {}
                return serializer.serializedBytes
            }
        }
        // Names what is wrong with size and exponent; the library says only that something is.
        _ = try RSAPublicKey(der: publicKey)
        do {
            key = try _RSA.Signing.PrivateKey(derRepresentation: der)
        } catch {
            throw KeyError(
                .malformedKey,
                "the RSA private key's numbers do not belong together: restore the key from where it came",
                cause: error
            )
        }
        self.der = der
    }

    /// Signs with SHA-256, in the scheme of `algorithm` (RFC 8017 §8.1.1 with a salt of 32 bytes, §8.2.1).
    func signature(for message: [UInt8], _ algorithm: SignatureAlgorithm) throws -> [UInt8] {
        let padding: _RSA.Signing.Padding = algorithm == .rsaPSSSHA256 ? .PSS : .insecurePKCS1v1_5
        return Array(try key.signature(for: SHA256.hash(data: message), padding: padding).rawRepresentation)
    }
}
