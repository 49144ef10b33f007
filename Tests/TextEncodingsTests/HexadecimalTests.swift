// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Testing
import TextEncodings

@Suite struct HexadecimalTests {
    @Test func `writes lower case and reads either case`() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hexadecimal.encode(all).hasPrefix("000102030405060708090a0b"))
        #expect(Hexadecimal.decode(Hexadecimal.encode(all)) == all)
        #expect(Hexadecimal.decode(Hexadecimal.encode(all).uppercased()) == all)
        #expect(Hexadecimal.decode("") == [])
    }

    @Test(arguments: ["0", "0g", "0x00", " 00", "00 ", "é0", "000"])
    func `rejects whatever is not whole bytes in digits`(_ text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }
}
