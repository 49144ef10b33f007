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
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `survives coding`(_ algorithm: SignatureAlgorithm) throws {
        let json = try JSONEncoder().encode([algorithm])
        #expect(try JSONDecoder().decode([SignatureAlgorithm].self, from: json) == [algorithm])
    }
}
