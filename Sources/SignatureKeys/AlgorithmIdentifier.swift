// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }` (RFC 5280 §4.1.1.2).
struct AlgorithmIdentifier: DERParseable {
    let algorithm: ASN1ObjectIdentifier
    let parameters: ASN1Node?

    init(derEncoded node: ASN1Node) throws {
        self = try DER.sequence(node, identifier: .sequence) { nodes in
            Self(algorithm: try ASN1ObjectIdentifier(derEncoded: &nodes), parameters: nodes.next())
        }
    }

    private init(algorithm: ASN1ObjectIdentifier, parameters: ASN1Node?) {
        (self.algorithm, self.parameters) = (algorithm, parameters)
    }

    /// The curve of an elliptic curve key (RFC 5480 §2.1.1).
    ///
    /// - Throws: ``KeyError`` with code `unsupportedKey` or `malformedKey`.
    func curve() throws(KeyError) -> SignatureAlgorithm {
        guard algorithm == .ecPublicKey else { throw KeyError.unsupportedKey(algorithm.keyKind) }
        return try SignatureAlgorithm(curveParameters: requiredParameters())
    }

    /// The parameters of an algorithm that cannot do without.
    func requiredParameters() throws(KeyError) -> ASN1Node {
        guard let parameters else {
            throw KeyError(
                .malformedKey,
                "the algorithm \(algorithm.dotted) has no parameters: restore the key from where it came"
            )
        }
        return parameters
    }
}
