// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// ECDSA on one curve with the hash that matches it (FIPS 186-5 §6): what a ``PrivateKey`` signs with.
///
/// The set may grow: a `switch` over it outside this package needs a `default`.
public enum ECDSAAlgorithm: Sendable, Hashable, CaseIterable {
    /// P-256 (secp256r1) with SHA-256.
    case ecdsaP256SHA256
    /// P-384 (secp384r1) with SHA-384.
    case ecdsaP384SHA384
    /// P-521 (secp521r1) with SHA-512.
    case ecdsaP521SHA512

    /// The same among all algorithms.
    public var signatureAlgorithm: SignatureAlgorithm {
        switch self {
        case .ecdsaP256SHA256: .ecdsaP256SHA256
        case .ecdsaP384SHA384: .ecdsaP384SHA384
        case .ecdsaP521SHA512: .ecdsaP521SHA512
        }
    }
}

extension ECDSAAlgorithm {
    /// The curve's name, `P-256` for instance (SP 800-186 §3.2.1).
    var curveName: String {
        switch self {
        case .ecdsaP256SHA256: "P-256"
        case .ecdsaP384SHA384: "P-384"
        case .ecdsaP521SHA512: "P-521"
        }
    }

    /// How many bytes a coordinate, a scalar, or half of a raw signature has.
    var coordinateByteCount: Int {
        switch self {
        case .ecdsaP256SHA256: 32
        case .ecdsaP384SHA384: 48
        case .ecdsaP521SHA512: 66
        }
    }

    /// Reads `ECParameters`, which must name a curve (RFC 5480 §2.1.1).
    ///
    /// - Throws: ``KeyError`` with code `unsupportedKey` or `malformedKey`.
    init(curveParameters node: ASN1Node) throws(KeyError) {
        switch node.identifier {
        case .objectIdentifier:
            guard let curve = try? ASN1ObjectIdentifier(derEncoded: node) else {
                throw KeyError(
                    .malformedKey,
                    "the key's curve is not an object identifier: restore it from where it came"
                )
            }
            switch curve {
            case .prime256v1: self = .ecdsaP256SHA256
            case .secp384r1: self = .ecdsaP384SHA384
            case .secp521r1: self = .ecdsaP521SHA512
            default: throw KeyError.unsupportedKey(curve.curveKind, expected: KeyError.ellipticCurveKeys)
            }
        case .sequence:
            throw KeyError(
                .unsupportedKey,
                "found an elliptic curve key whose curve is spelled out in full, expected the name of P-256, P-384 or P-521: "
                    + "convert it with `openssl pkey -ec_param_enc named_curve -in OLD.pem -out NEW.pem` "
                    + "(with -pubin -pubout for a public key)"
            )
        default:
            throw KeyError(
                .unsupportedKey,
                "found an elliptic curve key without a curve, expected P-256, P-384 or P-521"
            )
        }
    }
}
