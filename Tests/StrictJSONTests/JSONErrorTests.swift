// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct JSONErrorTests {
    @Test(arguments: [("{\"a\":1,}", 7), ("[1,2", 4), ("{\"a\":1,\"a\":2}", 7), ("[\"\\ud800\"]", 3), ("null x", 5)])
    func `says where in the document`(_ text: String, _ offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
        #expect(error?.message.contains("at byte \(offset)") == true)
    }

    @Test func `describes its cause`() {
        let cause = JSONError(.syntax, "the cause")
        #expect(JSONError(.invalidValue, "the effect").description == "the effect")
        #expect(JSONError(.invalidValue, "the effect", cause: cause).description == "the effect: the cause")
    }
}
