// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TextEncodings

@Suite struct StringBytesTests {
    @Test func `cuts excerpts by scalars, of which one character can have millions`() {
        let longest = String(repeating: "x", count: 128)
        #expect(longest.excerpt() == longest)
        #expect((longest + "y").excerpt() == longest + "…")
        let character = "a" + String(repeating: "\u{301}", count: 1000)
        #expect(character.excerpt().unicodeScalars.count == 129)
    }

    @Test func `tells equivalent texts of different bytes apart`() {
        #expect("é" == "e\u{301}")
        #expect(!"é".hasSameBytes(as: "e\u{301}"))
        #expect("é".hasSameBytes(as: "é"))
    }

    @Test func `orders by bytes, a beginning before what goes on`() {
        let sorted = ["", "A", "a", "a\0", "a-b", "a/b", "aa", "e\u{301}", "z", "é", "\u{FFFD}", "😀"]
        for (i, left) in sorted.enumerated() {
            for (j, right) in sorted.enumerated() { #expect(left.hasBytesBefore(right) == (i < j)) }
        }
    }
}
