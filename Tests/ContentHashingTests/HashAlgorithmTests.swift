// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Testing

@Suite struct HashAlgorithmTests {
    @Test(arguments: HashAlgorithm.allCases)
    func `is known by its name in the registry`(_ algorithm: HashAlgorithm) {
        #expect(HashAlgorithm(rawValue: algorithm.description) == algorithm)
        #expect(algorithm.digestByteCount >= 32)
    }

    @Test(arguments: ["SHA256", "sha-256", "sha1", "md5", "blake2", "BLAKE3", "blake2b-512", "", "sha256 "])
    func `is not known by any other name`(_ name: String) {
        #expect(HashAlgorithm(rawValue: name) == nil)
    }
}
