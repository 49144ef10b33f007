// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreVerification
import Testing

@Suite struct IdentityPatternTests {
    @Test func `an alternative is the whole of either`() throws {
        let pattern = try IdentityPattern("a|b")
        #expect(["a", "b"].allSatisfy(pattern.matches))
        #expect(!["", "ab", "ax", "xb", "a|b", "a\n", "\nb", "a\nb"].contains(where: pattern.matches))
    }

    @Test func `anchors do not loosen an alternative`() throws {
        let pattern = try IdentityPattern("^a|b$")
        #expect(["a", "b"].allSatisfy(pattern.matches))
        #expect(!["ax", "xb", "a\nx", "x\nb"].contains(where: pattern.matches))
    }

    @Test func `a dot is one Unicode scalar, and letters are compared as they are written`() throws {
        #expect(try IdentityPattern("caf.").matches("caf\u{e9}"))
        #expect(try !IdentityPattern("caf.").matches("cafe\u{301}"))
        #expect(try IdentityPattern("caf..").matches("cafe\u{301}"))
        #expect(try !IdentityPattern("caf\u{e9}").matches("cafe\u{301}"))
        #expect(try !IdentityPattern("cafe\u{301}").matches("caf\u{e9}"))
        // One character, two scalars.
        #expect(try !IdentityPattern("a.b").matches("a\r\nb"))
        // The Kelvin sign, which Unicode takes for the letter.
        #expect(try !IdentityPattern("K").matches("\u{212A}"))
    }

    @Test func `no dot matches a line feed`() throws {
        #expect(try !IdentityPattern("a.*").matches("a\nb"))
    }

    @Test func `nothing beyond 2 KiB is compared`() throws {
        let pattern = try IdentityPattern(".*")
        #expect(pattern.matches(String(repeating: "a", count: IdentityPattern.maximumByteCount)))
        #expect(!pattern.matches(String(repeating: "a", count: IdentityPattern.maximumByteCount + 1)))
        // The limit is in bytes.
        #expect(!pattern.matches(String(repeating: "\u{e9}", count: IdentityPattern.maximumByteCount / 2 + 1)))
    }

    @Test(arguments: ["", "(", "[", "a{2,1}", "*", "\\", "(?<n>a", String(repeating: "a", count: 2049)])
    func `refuses what is no pattern`(_ source: String) throws {
        let error = #expect(throws: BundleVerificationError.self) { try IdentityPattern(source) }
        #expect(error?.code == .invalidPattern)
    }

    @Test func `a pattern of 2 KiB is one`() throws {
        let text = String(repeating: "a", count: IdentityPattern.maximumByteCount)
        #expect(try IdentityPattern(text).matches(text))
    }
}
