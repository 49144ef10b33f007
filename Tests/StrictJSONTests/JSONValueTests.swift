// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct JSONValueTests {
    @Test(arguments: JSONCase.accepted)
    func `accepts every text of the grammar`(_ text: JSONCase) throws {
        let value = try JSONValue(parsing: text.bytes)
        #expect(try JSONValue(parsing: value.serialized()) == value)
        #expect(try JSONValue(parsing: value.serialized(pretty: true)) == value)
    }

    @Test(arguments: JSONCase.rejected)
    func `rejects every other text`(_ text: JSONCase) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text.bytes) }
        #expect(error?.code == text.code)
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0000\u00e9\u00C9\uffff""#, "\0\u{e9}\u{c9}\u{ffff}"),
        (#""a\ud83d\udE00b""#, "a\u{1F600}b"),
        (#""é\n日本""#, "é\n日本"),
        ("\"\u{7f}\u{2028}\"", "\u{7f}\u{2028}"),
    ])
    func `unescapes strings`(_ text: String, _ expected: String) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == .string(expected))
    }

    @Test func `keeps members in order and numbers as spelled`() throws {
        let text = #"{"b":1.50,"a":[null,true,false,-0,1E+2],"":{}}"#
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(String(decoding: value.serialized(), as: UTF8.self) == text)
        let same: JSONValue = .object([
            "b": .number(try JSONNumber(parsing: "1.50")),
            "a": .array([
                .null, .bool(true), .bool(false), .number(try JSONNumber(parsing: "-0")),
                .number(try JSONNumber(parsing: "1E+2")),
            ]),
            "": .object([:]),
        ])
        #expect(value == same)
    }

    @Test func `compares strings by bytes and not by canonical equivalence`() {
        #expect("\u{e9}" == "e\u{301}")
        #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
        #expect(JSONValue.object(["\u{e9}": .null]) != .object(["e\u{301}": .null]))
        #expect(JSONValue.array([.null]) != .array([.null, .null]))
        #expect(JSONValue.number(JSONNumber(1)) != .string("1"))
    }

    @Test func `escapes only what it must`() {
        let value = JSONValue.string("\"\\/\u{0}\u{9}\u{1f}\u{7f}é")
        #expect(String(decoding: value.serialized(), as: UTF8.self) == #""\"\\/\u0000\u0009\u001f"# + "\u{7f}é\"")
    }

    @Test func `indents by two spaces when pretty`() {
        let value = JSONValue.object(["a": .array([.null, .array([])]), "b": .object([:])])
        let expected = """
            {
              "a": [
                null,
                []
              ],
              "b": {}
            }
            """
        #expect(String(decoding: value.serialized(pretty: true), as: UTF8.self) == expected)
    }

    @Test func `rejects every prefix of a document`() throws {
        let document = realisticDocument
        _ = try JSONValue(parsing: document)
        for count in 0..<document.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(document[..<count])) }
        }
    }

    @Test func `reads or rejects a document with any bit flipped`() throws {
        for index in realisticDocument.indices {
            for bit in 0..<8 {
                var document = realisticDocument
                document[index] ^= 1 << bit
                guard let value = try? JSONValue(parsing: document) else { continue }
                #expect(try JSONValue(parsing: value.serialized()) == value)
            }
        }
    }
}

/// Every production of the grammar, and escapes of each kind.
private let realisticDocument = Array(
    #"""
    {
      "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
      "verificationMaterial": {"publicKey": {"hint": "é\u00e9\ud83d\ude00\n"}, "tlogEntries": []},
      "dsseEnvelope": {"payload": "eyJfdHlwZSI6MX0=", "signatures": [{"sig": "AAEC/+8=", "keyid": null}]},
      "numbers": [0, -1, 12.5, 6.02e23, 1E-7, true, false]
    }
    """#.utf8
)
