// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SwiftASN1

/// A private key of FIPS 204, of one of the two sizes that Sigstore's algorithm registry names.
///
/// A protocol because Crypto's types are there from macOS 26 on only, and an enumeration's cases cannot be so.
protocol MLDSAPrivateKey: Sendable {
    /// The number that the key is made of (FIPS 204 §5.1, ξ).
    var seed: [UInt8] { get }
    /// The encoded public key (FIPS 204 §7.2).
    var encodedPublicKey: [UInt8] { get }
    /// Signs with an empty context, hedged (FIPS 204 §5.2).
    func signature(for message: [UInt8]) throws -> [UInt8]
}

/// The length of ξ.
let mlDSASeedByteCount = 32

/// Makes the key of a seed, or of a new one.
///
/// - Throws: ``KeyError`` with code `unsupportedKey` on systems without ML-DSA, or `malformedKey`.
func mlDSAPrivateKey(_ algorithm: SignatureAlgorithm, seed: [UInt8]?) throws(KeyError) -> any MLDSAPrivateKey {
    guard #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) else {
        throw KeyError(
            .unsupportedKey,
            "found an \(algorithm.keyName) key, which this version of the system cannot sign with: "
                + "update the system, or use another key"
        )
    }
    do {
        if algorithm == .mlDSA65 {
            return MLDSA65Key(
                key: try seed.map { try .init(seedRepresentation: $0, publicKey: nil) } ?? MLDSA65.PrivateKey()
            )
        }
        return MLDSA87Key(
            key: try seed.map { try .init(seedRepresentation: $0, publicKey: nil) } ?? MLDSA87.PrivateKey()
        )
    } catch {
        throw KeyError(.malformedKey, "no \(algorithm.keyName) key can be made of the seed", cause: error)
    }
}

@available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *)
private struct MLDSA65Key: MLDSAPrivateKey {
    let key: MLDSA65.PrivateKey
    var seed: [UInt8] { Array(key.seedRepresentation) }
    var encodedPublicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }
    func signature(for message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
}

@available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *)
private struct MLDSA87Key: MLDSAPrivateKey {
    let key: MLDSA87.PrivateKey
    var seed: [UInt8] { Array(key.seedRepresentation) }
    var encodedPublicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }
    func signature(for message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
}

/// `ML-DSA-65-PrivateKey` and `ML-DSA-87-PrivateKey`, the content of a PKCS#8 key (RFC 9881 §6).
///
///     CHOICE { seed [0] OCTET STRING (SIZE (32)), expandedKey OCTET STRING,
///              both SEQUENCE { seed OCTET STRING (SIZE (32)), expandedKey OCTET STRING } }
struct MLDSAPrivateKeyChoice {
    let seed: [UInt8]
    /// The long form that stood beside the seed.
    private let expandedKey: [UInt8]?

    /// The seed's tag, `[0] IMPLICIT`.
    static let seedTag = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)

    /// - Throws: ``KeyError`` with code `unsupportedKey` for a key without its seed, or `malformedKey`.
    init(der: [UInt8], _ algorithm: SignatureAlgorithm) throws(KeyError) {
        let (seed, expandedKey): ([UInt8], [UInt8]?) = try decodeKey("an ML-DSA private key (RFC 9881)", from: der) {
            node in
            switch node.identifier {
            case Self.seedTag:
                (Array(try ASN1OctetString(derEncoded: node, withIdentifier: Self.seedTag).bytes), nil)
            case .sequence:
                try DER.sequence(node, identifier: .sequence) { nodes in
                    let seed = try ASN1OctetString(derEncoded: &nodes).bytes
                    return (Array(seed), Array(try ASN1OctetString(derEncoded: &nodes).bytes))
                }
            case .octetString:
                throw KeyError(
                    .unsupportedKey,
                    "found an \(algorithm.keyName) private key in its expanded form alone, expected its seed of "
                        + "\(mlDSASeedByteCount) bytes: export it again with the seed, from where it was made"
                )
            default:
                throw KeyError(.malformedKey, "found an \(algorithm.keyName) private key in none of the three forms")
            }
        }
        guard seed.count == mlDSASeedByteCount else {
            throw KeyError(
                .malformedKey,
                "the \(algorithm.keyName) private key has a seed of \(seed.count) bytes, expected \(mlDSASeedByteCount)"
            )
        }
        (self.seed, self.expandedKey) = (seed, expandedKey)
    }

    /// Makes sure, as far as the public half tells, that the long form is of the same key: its first 32 bytes are the
    /// public ρ (FIPS 204 §7.2).
    func check(_ encodedPublicKey: [UInt8], _ algorithm: SignatureAlgorithm) throws(KeyError) {
        guard let expandedKey else { return }
        let byteCount = algorithm == .mlDSA65 ? 4032 : 4896
        guard expandedKey.count == byteCount, expandedKey.prefix(32) == encodedPublicKey.prefix(32) else {
            throw KeyError(
                .malformedKey,
                "the two forms of the \(algorithm.keyName) private key are of different keys: "
                    + "restore the key from where it came"
            )
        }
    }
}
