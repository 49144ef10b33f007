// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import Testing

@Suite struct ContentDigestTests {
    private static let hex = "00ff10a5" + String(repeating: "7e", count: 28)
    private static let bytes: [UInt8] = [0x00, 0xFF, 0x10, 0xA5] + Array(repeating: 0x7E, count: 28)

    @Test func `is the same from bytes and from digits of either case`() throws {
        let digest = try #require(ContentDigest(algorithm: .sha256, bytes: Self.bytes))
        #expect(digest.hex == Self.hex)
        #expect(digest.description == "sha256:" + Self.hex)
        #expect(ContentDigest(algorithm: .sha256, hex: Self.hex) == digest)
        #expect(ContentDigest(algorithm: .sha256, hex: Self.hex.uppercased()) == digest)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `has exactly as many bytes as its algorithm gives`(_ byteCount: Int) {
        #expect(ContentDigest(algorithm: .sha256, bytes: Array(repeating: 0, count: byteCount)) == nil)
        #expect(ContentDigest(algorithm: .sha256, hex: String(repeating: "00", count: byteCount)) == nil)
    }

    @Test(arguments: ["g", " ", "\n", "é", "０", "+1", "0x0", "G", "/", ":", "@", "`"])
    func `accepts hexadecimal digits alone`(_ text: String) {
        let digits = String(Self.hex.dropLast(text.utf8.count))
        #expect(ContentDigest(algorithm: .sha256, hex: digits + text) == nil)
        #expect(ContentDigest(algorithm: .sha256, hex: text + digits) == nil)
    }

    @Test func `survives encoding and decoding`() throws {
        let digest = try #require(ContentDigest(algorithm: .sha256, bytes: Self.bytes))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(digest)
        #expect(String(decoding: data, as: UTF8.self) == #"{"algorithm":"sha256","hex":"\#(Self.hex)"}"#)
        #expect(try JSONDecoder().decode(ContentDigest.self, from: data) == digest)
    }

    @Test(arguments: [
        #"{"algorithm":"sha256","hex":"00"}"#, #"{"algorithm":"sha1","hex":"\#(hex)"}"#, #"{"hex":"\#(hex)"}"#,
        #"{"algorithm":"sha256"}"#, #""\#(hex)""#,
    ])
    func `does not decode anything else`(_ json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ContentDigest.self, from: Data(json.utf8)) }
    }
}
