// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SwiftASN1

/// A request to certify a key, without a name: who the holder is, the identity token says (PKCS#10).
///
/// ```
/// CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm AlgorithmIdentifier, signature BIT STRING }
/// CertificationRequestInfo ::= SEQUENCE { version INTEGER { v1(0) }, subject Name, subjectPKInfo, attributes [0] }
/// ```
/// - SeeAlso: RFC 2986 §4.
struct CertificationRequest {
    let der: [UInt8]

    init(signedBy key: some SigningKey) async throws {
        let publicKey = try DER.parse(key.publicKey.derSPKI)
        var info = DER.Serializer()
        try info.appendConstructedNode(identifier: .sequence) { info in
            try info.serialize(0)
            info.appendConstructedNode(identifier: .sequence) { _ in }
            info.serialize(publicKey)
            info.appendConstructedNode(identifier: ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)) { _ in
            }
        }
        let signature = try await key.signature(for: info.serializedBytes)
        let signed = try DER.parse(info.serializedBytes)
        let algorithm = try key.publicKey.algorithm.identifier
        var request = DER.Serializer()
        try request.appendConstructedNode(identifier: .sequence) { request in
            request.serialize(signed)
            try request.appendConstructedNode(identifier: .sequence) { try $0.serialize(algorithm) }
            try request.serialize(ASN1BitString(bytes: signature[...]))
        }
        der = request.serializedBytes
    }
}

extension SignatureAlgorithm {
    /// The identifier of a signature that has no parameters (RFC 5758 §3.2, RFC 8410 §3, RFC 9881 §2).
    fileprivate var identifier: ASN1ObjectIdentifier {
        get throws(SigstoreClientError) {
            switch self {
            case .ecdsaP256SHA256: [1, 2, 840, 10045, 4, 3, 2]
            case .ecdsaP384SHA384: [1, 2, 840, 10045, 4, 3, 3]
            case .ecdsaP521SHA512: [1, 2, 840, 10045, 4, 3, 4]
            case .ed25519: [1, 3, 101, 112]
            default: throw SigstoreClientError(.serviceRefused, "a signing request cannot be made with \(self)")
            }
        }
    }
}
