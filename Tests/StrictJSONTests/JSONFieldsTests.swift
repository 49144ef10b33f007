// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct JSONFieldsTests {
    private let document: JSONValue = .object([
        "string": .string("s"), "bool": .bool(true), "integer": .number(JSONNumber(7)), "array": .array([.null]),
        "object": .object(["inner": .string("i")]), "null": .null,
    ])

    @Test func `reads members of each type`() throws {
        var fields = try JSONFields(document, path: "")
        #expect(try fields.string("string") == "s")
        #expect(try fields.bool("bool"))
        #expect(try fields.integer("integer") == 7)
        #expect(try fields.array("array") == [.null])
        var inner = try fields.object("object")
        #expect(try inner.string("inner") == "i")
        #expect(fields.value("null") == .null)
        try inner.finish()
        try fields.finish()
    }

    @Test func `reads optional members that are present`() throws {
        var fields = try JSONFields(document, path: "")
        #expect(try fields.optionalString("string") == "s")
        #expect(try fields.optionalBool("bool") == true)
        #expect(try fields.optionalInteger("integer") == 7)
        #expect(try fields.optionalArray("array") == [.null])
        #expect(try fields.optionalObject("object")?.path == "object")
    }

    @Test(arguments: ["null", "absent"])
    func `takes null and absence for no optional member`(_ name: String) throws {
        var fields = try JSONFields(document, path: "")
        #expect(try fields.optionalString(name) == nil)
        #expect(try fields.optionalBool(name) == nil)
        #expect(try fields.optionalInteger(name) == nil)
        #expect(try fields.optionalArray(name) == nil)
        #expect(try fields.optionalObject(name) == nil)
    }

    @Test(arguments: Getter.allCases)
    func `rejects a required member that is absent`(_ getter: Getter) throws {
        var fields = try JSONFields(document, path: "")
        let error = #expect(throws: JSONError.self) { try getter.read("absent", &fields, isOptional: false) }
        #expect(error?.code == .missingField)
    }

    @Test(arguments: Getter.allCases, [true, false])
    func `rejects a member of another type`(_ getter: Getter, _ isOptional: Bool) throws {
        let wrong = getter == .string ? "bool" : "string"
        var fields = try JSONFields(document, path: "outer")
        let error = #expect(throws: JSONError.self) { try getter.read(wrong, &fields, isOptional: isOptional) }
        #expect(error?.code == .wrongType)
        #expect(error?.message.hasPrefix("outer.\(wrong) ") == true)
    }

    @Test(arguments: Getter.allCases)
    func `rejects null for a required member`(_ getter: Getter) throws {
        var fields = try JSONFields(document, path: "")
        let error = #expect(throws: JSONError.self) { try getter.read("null", &fields, isOptional: false) }
        #expect(error?.code == .wrongType)
    }

    @Test(arguments: ["1.5", "1e40"])
    func `rejects a number that is no 64-bit integer`(_ literal: String) throws {
        var fields = try JSONFields(JSONValue(parsing: Array("{\"n\":\(literal)}".utf8)), path: "")
        let error = #expect(throws: JSONError.self) { try fields.integer("n") }
        #expect(error?.code == .invalidValue)
    }

    @Test func `accepts an integer spelled with a fraction`() throws {
        var fields = try JSONFields(JSONValue(parsing: Array("{\"n\":2.0}".utf8)), path: "")
        #expect(try fields.integer("n") == 2)
    }

    @Test func `rejects members that nobody asked for`() throws {
        var fields = try JSONFields(.object(["known": .null, "other": .null]), path: "a.b")
        _ = fields.value("known")
        let error = #expect(throws: JSONError.self) { try fields.finish() }
        #expect(error?.code == .unknownField)
        #expect(error?.message == "a.b.other is not a known field")
        _ = fields.value("other")
        try fields.finish()
    }

    @Test(arguments: [.null, .array([]), .string("{}")] as [JSONValue])
    func `rejects a value that is not an object`(_ value: JSONValue) {
        let error = #expect(throws: JSONError.self) { try JSONFields(value, path: "") }
        #expect(error?.code == .wrongType)
    }

    @Test func `names members by their path from the document`() throws {
        var outer = try JSONFields(.object(["a": .object(["b": .object([:])])]), path: "")
        var middle = try outer.object("a")
        let inner = try middle.object("b")
        #expect(inner.path == "a.b")
        #expect(inner.path(of: "c") == "a.b.c")
        #expect(outer.path(of: "a") == "a")
    }

    @Test func `tells canonically equivalent names apart`() throws {
        var fields = try JSONFields(.object(["\u{e9}": .null]), path: "")
        #expect(fields.value("e\u{301}") == nil)
        #expect(fields.value("\u{e9}") == .null)
    }

    @Test func `shortens long names in messages`() throws {
        let name = "a" + String(repeating: "\u{301}", count: 10_000)
        let fields = try JSONFields(.object(JSONObject([(name, .null)])), path: "")
        let error = #expect(throws: JSONError.self) { try fields.finish() }
        #expect((error?.message.unicodeScalars.count).map { $0 < 200 } == true)
    }

    enum Getter: CaseIterable {
        case string, bool, integer, array, object

        func read(_ name: String, _ fields: inout JSONFields, isOptional: Bool) throws {
            switch self {
            case .string: _ = isOptional ? try fields.optionalString(name) : try fields.string(name)
            case .bool: _ = isOptional ? try fields.optionalBool(name) : try fields.bool(name)
            case .integer: _ = isOptional ? try fields.optionalInteger(name) : try fields.integer(name)
            case .array: _ = isOptional ? try fields.optionalArray(name) : try fields.array(name)
            case .object: _ = isOptional ? try fields.optionalObject(name) : try fields.object(name)
            }
        }
    }
}
