// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

extension TestKey {
    /// The name in protobuf's `PublicKeyDetails`.
    package var details: String {
        switch kind {
        case .p256: "PKIX_ECDSA_P256_SHA_256"
        case .p384: "PKIX_ECDSA_P384_SHA_384"
        case .p521: "PKIX_ECDSA_P521_SHA_512"
        case .ed25519: "PKIX_ED25519"
        case .rsaPKCS1: "PKIX_RSA_PKCS1V15_2048_SHA256"
        case .rsaPSS: "PKIX_RSA_PSS_2048_SHA256"
        case .mlDSA65: "ML_DSA_65"
        case .mlDSA87: "ML_DSA_87"
        }
    }

    /// The object identifier of the signature algorithm.
    var signatureAlgorithm: String {
        switch kind {
        case .p256: "1.2.840.10045.4.3.2"
        case .p384: "1.2.840.10045.4.3.3"
        case .p521: "1.2.840.10045.4.3.4"
        case .ed25519: "1.3.101.112"
        case .rsaPKCS1: "1.2.840.113549.1.1.11"
        case .rsaPSS: "1.2.840.113549.1.1.10"
        case .mlDSA65: "2.16.840.1.101.3.4.3.18"
        case .mlDSA87: "2.16.840.1.101.3.4.3.19"
        }
    }

    /// AlgorithmIdentifier of this key's signatures.
    package var algorithmIdentifier: [UInt8] {
        switch kind {
        case .rsaPKCS1: return TestDER.algorithm(signatureAlgorithm, TestDER.null)
        case .rsaPSS:
            let sha256 = TestDER.algorithm(TestDigest.sha256.identifier, TestDER.null)
            let mask = TestDER.algorithm("1.2.840.113549.1.1.8", sha256)
            let parameters = TestDER.sequence(
                TestDER.context(0, sha256),
                TestDER.context(1, mask),
                TestDER.context(2, TestDER.integer(32))
            )
            return TestDER.algorithm(signatureAlgorithm, parameters)
        default: return TestDER.algorithm(signatureAlgorithm)
        }
    }

    /// The modulus and the exponent of an RSA key, from their most significant bytes on.
    func rsaNumbers() throws -> (modulus: [UInt8], exponent: [UInt8]) {
        try DER.sequence(DER.parse(rawPublicKey()), identifier: .sequence) { nodes in
            let (modulus, exponent): (ArraySlice<UInt8>, ArraySlice<UInt8>)
            (modulus, exponent) = (try .init(derEncoded: &nodes), try .init(derEncoded: &nodes))
            return (Array(modulus.drop { $0 == 0 }), Array(exponent.drop { $0 == 0 }))
        }
    }

    /// SHA-256 of SubjectPublicKeyInfo: the identifier of a log (RFC 6962 §3.2), and a hint at a key.
    package func keyID() throws -> [UInt8] { TestDigest.sha256.hash(try subjectPublicKeyInfo()) }
}
