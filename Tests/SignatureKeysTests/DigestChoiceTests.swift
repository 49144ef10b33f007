// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Testing

@testable import SignatureKeys

@Suite struct DigestChoiceTests {
    @Test(arguments: DigestChoice.allCases)
    func `gives digests of its length`(_ choice: DigestChoice) {
        #expect(choice.hash([]).count == choice.byteCount)
        #expect(choice.hash([1]) != choice.hash([2]))
    }

    @Test func `hashes as FIPS 180-4 says`() {
        #expect(DigestChoice.sha256.hash(Array("abc".utf8)).starts(with: [0xBA, 0x78, 0x16, 0xBF]))
        #expect(DigestChoice.sha384.hash(Array("abc".utf8)).starts(with: [0xCB, 0x00, 0x75, 0x3F]))
        #expect(DigestChoice.sha512.hash(Array("abc".utf8)).starts(with: [0xDD, 0xAF, 0x35, 0xA1]))
    }

    /// Fails if Crypto lays its digests out anew, which `Digest(computed:)` cannot take.
    @Test func `makes Crypto's digests out of their bytes`() {
        #expect(SHA256Digest(computed: DigestChoice.sha256.hash([7])) == SHA256.hash(data: [7]))
        #expect(SHA384Digest(computed: DigestChoice.sha384.hash([7])) == SHA384.hash(data: [7]))
        #expect(SHA512Digest(computed: DigestChoice.sha512.hash([7])) == SHA512.hash(data: [7]))
        for byteCount in [0, 31, 33, 48, 64] {
            #expect(SHA256Digest(computed: [UInt8](repeating: 0, count: byteCount)) == nil)
        }
    }
}
