// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct JSONObjectTests {
    @Test func `finds a member by the bytes of its name`() {
        let object: JSONObject = ["a": .bool(true), "\u{e9}": .null, "": .string("empty")]
        #expect(object["a"] == .bool(true))
        #expect(object["\u{e9}"] == .null)
        #expect(object["e\u{301}"] == nil)
        #expect(object[""] == .string("empty"))
        #expect(object["b"] == nil)
    }

    @Test func `keeps the order of its members, which counts`() {
        let object = JSONObject([("b", .null), ("a", .null)])
        #expect(object.members.map(\.key) == ["b", "a"])
        #expect(object != ["a": .null, "b": .null])
    }

    @Test func `reads a large object in linear time`() throws {
        let count = 200_000
        let value = try JSONValue(parsing: document(memberCount: count, last: "last"))
        guard case .object(let object) = value else {
            Issue.record("not an object")
            return
        }
        #expect(object.members.count == count + 1)
        #expect(object["key\(count - 1)"] == .number(JSONNumber(1)))
    }

    @Test(arguments: [1, 15, 16, 17, 18, 100], ["key0", #"\u006bey0"#])
    func `rejects a duplicate in an object of any size`(_ memberCount: Int, _ last: String) {
        let bytes = document(memberCount: memberCount, last: last)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.code == .duplicateKey)
    }

    @Test func `tells canonically equivalent names apart in a large object`() throws {
        let members = (0..<40).map { ("key\($0)", JSONValue.null) } + [("\u{e9}", .null), ("e\u{301}", .null)]
        let value = JSONValue.object(JSONObject(members))
        #expect(try JSONValue(parsing: value.serialized()) == value)
    }

    private func document(memberCount: Int, last: String) -> [UInt8] {
        Array(("{" + (0..<memberCount).map { "\"key\($0)\":1," }.joined() + "\"\(last)\":1}").utf8)
    }
}
