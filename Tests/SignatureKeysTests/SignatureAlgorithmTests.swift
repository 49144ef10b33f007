// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct SignatureAlgorithmTests {
    @Test func `has a name for people`() {
        #expect(SignatureAlgorithm.ecdsaP256SHA256.description == "ECDSA P-256 with SHA-256")
        #expect(SignatureAlgorithm.ecdsaP384SHA384.description == "ECDSA P-384 with SHA-384")
        #expect(SignatureAlgorithm.ecdsaP521SHA512.description == "ECDSA P-521 with SHA-512")
        #expect(SignatureAlgorithm.ed25519.description == "Ed25519")
        #expect(SignatureAlgorithm.rsaPKCS1SHA256.description == "RSA PKCS#1 v1.5 with SHA-256")
        #expect(SignatureAlgorithm.rsaPSSSHA256.description == "RSA-PSS with SHA-256")
        #expect(SignatureAlgorithm.mlDSA65.description == "ML-DSA-65")
        #expect(SignatureAlgorithm.mlDSA87.description == "ML-DSA-87")
    }

    @Test(arguments: ECDSAAlgorithm.allCases)
    func `keeps the name of the algorithm that a private key has`(_ algorithm: ECDSAAlgorithm) {
        #expect(algorithm.signatureAlgorithm.rawValue == "\(algorithm)")
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `survives coding`(_ algorithm: SignatureAlgorithm) throws {
        let json = try JSONEncoder().encode([algorithm])
        #expect(try JSONDecoder().decode([SignatureAlgorithm].self, from: json) == [algorithm])
    }
}
