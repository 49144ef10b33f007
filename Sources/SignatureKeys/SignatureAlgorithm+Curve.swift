// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

extension SignatureAlgorithm {
    /// The hash this algorithm signs with.
    package var digest: DigestChoice {
        switch self {
        case .ecdsaP256SHA256: .sha256
        case .ecdsaP384SHA384: .sha384
        case .ecdsaP521SHA512: .sha512
        }
    }

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
            default: throw KeyError.unsupportedKey(curve.curveKind)
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
