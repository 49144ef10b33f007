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
    func curve() throws(KeyError) -> ECDSAAlgorithm {
        guard algorithm == .ecPublicKey else {
            throw KeyError.unsupportedKey(algorithm.keyKind, expected: KeyError.ellipticCurveKeys)
        }
        return try ECDSAAlgorithm(curveParameters: requiredParameters())
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

    /// Makes sure that an algorithm that has no parameters comes without.
    func requireNoParameters() throws(KeyError) {
        guard parameters == nil else {
            throw KeyError(
                .malformedKey,
                "the algorithm \(algorithm.dotted) has parameters, expected none: restore the key from where it came"
            )
        }
    }

    /// Whether there are no parameters, or those that say so.
    var hasNoOrNullParameters: Bool { parameters.map { (try? ASN1Null(derEncoded: $0)) != nil } ?? true }
}
