// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing

@Suite struct BearerTokenTests {
    private static let text = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzb21lb25lIn0.c2lnbmF0dXJl"

    private func redacted(_ text: String, token: String = text) throws -> String {
        try #require(BearerToken(token)).redacted(from: text)
    }

    @Test func `a text without the token stays as it is`() throws {
        for text in ["", "no token here", "eyJhbGciOiJ", "äöü \u{1F512}", "a\0b", String(Self.text.reversed())] {
            #expect(try redacted(text) == text)
        }
    }

    @Test func `the token is not in what is left, wherever it stood`() throws {
        let token = Self.text
        #expect(try redacted(token) == "[token]")
        #expect(try redacted("a \(token) b") == "a [token] b")
        #expect(try redacted("\(token)\(token)") == "[token]")
        #expect(try redacted("\(token), \(token).") == "[token], [token].")
        #expect(try redacted("ä\(token)\u{1F512}") == "ä[token]\u{1F512}")
    }

    @Test func `twelve bytes of it in a row are enough to be hidden, and eleven are not`() throws {
        let bytes = Array(Self.text.utf8)
        for start in 0...(bytes.count - 12) {
            let part = String(decoding: bytes[start..<(start + 12)], as: UTF8.self)
            #expect(try redacted("<\(part)>") == "<[token]>")
            let less = String(decoding: bytes[start..<(start + 11)], as: UTF8.self)
            #expect(try redacted("<\(less)>") == "<\(less)>")
        }
        #expect(try redacted("\(Self.text.prefix(20))…\(Self.text.suffix(20))") == "[token]…[token]")
    }

    @Test func `what overlaps is hidden as one`() throws {
        let token = String(repeating: "a", count: 14)
        #expect(try redacted("b" + String(repeating: "a", count: 40) + "b", token: token) == "b[token]b")
        #expect(try redacted(String(repeating: "a", count: 11), token: token) == String(repeating: "a", count: 11))
    }

    @Test func `a token too short to be known again is left`() throws {
        #expect(try redacted("the word short", token: "short") == "the word short")
    }

    @Test func `bytes that are no UTF-8 cannot come of it`() throws {
        for scalar in ["ä", "\u{1F512}", "e\u{301}"] {
            let text = "\(scalar)\(Self.text)\(scalar)"
            #expect(try redacted(text) == "\(scalar)[token]\(scalar)")
        }
    }
}
