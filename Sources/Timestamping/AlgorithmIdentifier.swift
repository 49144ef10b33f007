// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SwiftASN1

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }`.
///
/// - SeeAlso: RFC 5280 §4.1.1.2.
struct AlgorithmIdentifier: DERParseable, Sendable {
    let algorithm: ASN1ObjectIdentifier
    let parameters: ASN1Any?

    init(derEncoded node: ASN1Node) throws {
        self = try DER.sequence(node, identifier: .sequence) { nodes in
            let algorithm = try ASN1ObjectIdentifier(derEncoded: &nodes)
            return Self(algorithm: algorithm, parameters: nodes.next().map { ASN1Any(derEncoded: $0) })
        }
    }

    private init(algorithm: ASN1ObjectIdentifier, parameters: ASN1Any?) {
        (self.algorithm, self.parameters) = (algorithm, parameters)
    }

    /// The hash that is meant, if it is one of SHA-2 that is used here.
    ///
    /// RFC 5754 §2: "Implementations MUST accept SHA2 AlgorithmIdentifiers with absent parameters" and with NULL.
    /// - Throws: `unsupportedAlgorithm`, `malformed`.
    func digest() throws(TimestampError) -> DigestChoice {
        guard let digest = DigestChoice(algorithm) else {
            throw TimestampError(
                .unsupportedAlgorithm,
                "the hash algorithm \(algorithm.dotted) is not used here, only SHA-256, SHA-384 and SHA-512"
            )
        }
        try requireNoParameters(orNull: true)
        return digest
    }

    /// - Parameter orNull: Whether `NULL` means the same.
    /// - Throws: `malformed`.
    func requireNoParameters(orNull: Bool) throws(TimestampError) {
        guard let parameters else { return }
        guard orNull, (try? ASN1Null(asn1Any: parameters)) != nil else {
            throw TimestampError(
                .malformed,
                "the algorithm \(algorithm.dotted) has parameters, and takes none"
            )
        }
    }
}

extension DigestChoice {
    /// The hash of an object identifier (RFC 5754 §2).
    init?(_ identifier: ASN1ObjectIdentifier) {
        switch identifier {
        case .sha256: self = .sha256
        case .sha384: self = .sha384
        case .sha512: self = .sha512
        default: return nil
        }
    }

    /// RFC 5754 §2.
    var objectIdentifier: ASN1ObjectIdentifier {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }
}
