// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TextEncodings

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `follows the vectors of RFC 4648 §10`(_ text: String, _ encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
    }

    @Test func `round-trips every byte at every length`() {
        for count in 0...300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
            let text = Base64.encode(bytes)
            #expect(Base64.decode(text) == bytes)
            let urlSafe = String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
            #expect(Base64.decode(urlSafe, allowing: .urlSafeAlphabet) == bytes)
            let unpadded = urlSafe.filter { $0 != "=" }
            #expect(Base64.decode(unpadded, allowing: .protobufJSON) == bytes)
        }
    }

    @Test(arguments: [
        "A", "AA", "AAA", "A===", "AA=A", "=AAA", "====", "AA==AA==", "AAAA=", "AAAA==", "AAAA====", "AAA =", " AAAA",
        "AAAA\n", "AA-A", "AA_A", "AAé", "AA\0A", "AB==", "AAB=", "A\u{7f}AA", "AA=", "=", "==",
    ])
    func `rejects every text that its strict form is not`(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: [
        "A", "AAAAA", "AA=", "AAA==", "AAAA=", "=", "+-AA", "AA/_", "-_+/", "AB", "AAB", "A A", "A\n", "AA\tAA",
    ])
    func `rejects wrong lengths, mixed alphabets and trailing bits even when lenient`(_ text: String) {
        #expect(Base64.decode(text, allowing: .protobufJSON) == nil)
    }

    @Test func `passes over line breaks only when that is allowed`() {
        #expect(Base64.decode("AAAA\r\nAQ==\n", allowing: .lineBreaks) == [0, 0, 0, 1])
        #expect(Base64.decode("\nA\nA\nA\nA", allowing: .protobufJSON) == [0, 0, 0])
        #expect(Base64.decode("AAAA\n", allowing: [.urlSafeAlphabet, .missingPadding, .nonzeroTrailingBits]) == nil)
        #expect(Base64.decode("AA\nA A", allowing: .lineBreaks) == nil)
        #expect(Base64.decode("\n", allowing: .lineBreaks) == [])
    }

    @Test func `accepts each deviation only when it is allowed`() {
        #expect(Base64.decode("-_-_") == nil)
        #expect(Base64.decode("-_-_", allowing: .urlSafeAlphabet) == [0xFB, 0xFF, 0xBF])
        #expect(Base64.decode("AQ", allowing: .urlSafeAlphabet) == nil)
        #expect(Base64.decode("AQ", allowing: .missingPadding) == [1])
        #expect(Base64.decode("AR==", allowing: .protobufJSON) == nil)
        #expect(Base64.decode("AR==", allowing: .nonzeroTrailingBits) == [1])
        #expect(Base64.decode("AAF=", allowing: .nonzeroTrailingBits) == [0, 1])
    }
}
