// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TextEncodings

@Suite struct Base64URLTests {
    @Test(
        arguments: [
            ("", []), ("AA", [0]), ("AAE", [0, 1]), ("AAEC", [0, 1, 2]), ("-_-_", [0xFB, 0xFF, 0xBF]), ("_w", [0xFF]),
        ] as [(String, [UInt8])]
    )
    func `has the alphabet for URLs and no padding`(_ text: String, _ bytes: [UInt8]) {
        #expect(Base64URL.encode(bytes) == text)
        #expect(Base64URL.decode(text) == bytes)
    }

    @Test func `round-trips every byte at every length`() {
        for count in 0...300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: [
        "A", "AA==", "AAA=", "+-AA", "+w", "/w", "__8=", "AB", "AAB", "A A", "AA\n", "\n", "=", "AAé", "AA\0A", "AAAA.",
    ])
    func `rejects every other spelling`(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
