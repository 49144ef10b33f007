// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TextEncodings

@testable import TransparencyLog

@Suite struct MerkleTreeTests {
    @Test func `hashes leaves and nodes as RFC 6962 §2.1 says`() {
        #expect(
            Hexadecimal.encode(MerkleTree.emptyRootHash)
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        // SHA-256 of one zero byte, and of 0x00 "L123456".
        #expect(
            Hexadecimal.encode(MerkleTree.leafHash(of: []))
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        )
        #expect(
            Hexadecimal.encode(MerkleTree.leafHash(of: Array("L123456".utf8)))
                == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
        )
        #expect(
            Hexadecimal.encode(MerkleTree.nodeHash(Array("N123".utf8), Array("N456".utf8)))
                == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
        )
    }
}
