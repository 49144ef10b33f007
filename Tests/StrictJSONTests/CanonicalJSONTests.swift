// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct CanonicalJSONTests {
    @Test(
        arguments: [
            ("null", "null"), (" true ", "true"), ("false", "false"), ("[]", "[]"), ("{ }", "{}"),
            (#"{"b":1, "a":2}"#, #"{"a":2,"b":1}"#), ("[3, 2 ,1]", "[3,2,1]"), ("0", "0"), ("-0", "0"), ("-17", "-17"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            (#""\u0041\/\n\u0000""#, "\"A/\n\0\""), (#""\"\\""#, #""\"\\""#), (#""\u00e9""#, "\"\u{e9}\""),
            (#""\ud83d\ude00""#, "\"\u{1F600}\""), ("\"\u{7f}\"", "\"\u{7f}\""),
            (#"{"":1,"B":2,"a":3,"A":4,"aa":5,"a\u0000":6}"#, "{\"\":1,\"A\":4,\"B\":2,\"a\":3,\"a\0\":6,\"aa\":5}"),
            // By code points: U+FF5E comes before U+1F600, whose first UTF-16 unit is less.
            ("{\"\u{1F600}\":1,\"\u{FF5E}\":2}", "{\"\u{FF5E}\":2,\"\u{1F600}\":1}"),
            // Not by equivalence: both are members.
            ("{\"\u{e9}\":1,\"e\u{301}\":2}", "{\"e\u{301}\":2,\"\u{e9}\":1}"),
            (#"{"a":{"c":[{"z":1,"y":2}],"b":{}}}"#, #"{"a":{"b":{},"c":[{"y":2,"z":1}]}}"#),
        ]
    )
    func `has one spelling for each value`(_ text: String, _ canonical: String) throws {
        let bytes = try JSONValue(parsing: Array(text.utf8)).canonicalized()
        #expect(bytes == Array(canonical.utf8))
    }

    @Test(arguments: ["1.0", "1e2", "1E2", "-0.0", "0e0", "[1.5]", #"{"a":1e-1}"#])
    func `has no numbers but integers`(_ text: String) throws {
        let value = try JSONValue(parsing: Array(text.utf8))
        let error = #expect(throws: JSONError.self) { try value.canonicalized() }
        #expect(error?.code == .invalidValue)
    }
}
