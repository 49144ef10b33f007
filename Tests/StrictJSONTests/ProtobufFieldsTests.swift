// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct ProtobufFieldsTests {
    private enum Colour: Int32, ProtobufEnumeration {
        case none = 0
        case red = 1
        case green = 7

        static let zero = none
        var protobufName: String { ["COLOUR_NONE", "RED", "GREEN"][Self.allCases.firstIndex(of: self) ?? 0] }
    }

    private func fields(_ text: String) throws -> ProtobufFields {
        try ProtobufFields(JSONValue(parsing: Array(text.utf8)), path: "")
    }

    private func expect(
        _ code: JSONError.Code,
        in text: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ read: (inout ProtobufFields) throws(JSONError) -> Void
    ) throws {
        var fields = try fields(text)
        do throws(JSONError) {
            try read(&fields)
            Issue.record("\(text) was accepted", sourceLocation: sourceLocation)
        } catch {
            #expect(error.code == code, "\(text): \(error)", sourceLocation: sourceLocation)
            #expect(error.message.contains("aB") || code == .unknownField, "\(error)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [#"{"x509Chain2Url":"u"}"#, #"{"x509_chain2_url":"u"}"#])
    func `reads a field by either of its names`(_ text: String) throws {
        var fields = try fields(text)
        #expect(try fields.string("x509Chain2Url") == "u")
        try fields.finish()
    }

    @Test(arguments: [
        #"{"aB":"u","a_b":"u"}"#, #"{"a_b":"u","aB":"u"}"#, #"{"aB":null,"a_b":"u"}"#, #"{"aB":"u","a_b":null}"#,
        #"{"aB":null,"a_b":null}"#,
    ])
    func `refuses a field by both`(_ text: String) throws {
        try expect(.duplicateKey, in: text) { (fields) throws(JSONError) in _ = try fields.string("aB") }
    }

    @Test(arguments: [#"{"A_b":1}"#, #"{"AB":1}"#, #"{"ab":1}"#, #"{"a_B":1}"#, #"{"a__b":1}"#, #"{"aB\u0000":1}"#])
    func `other names are other fields`(_ text: String) throws {
        try expect(.unknownField, in: text) { (fields) throws(JSONError) in
            #expect(try fields.int64("aB") == 0)
            try fields.finish()
        }
    }

    @Test(arguments: ["{}", #"{"aB":null}"#, #"{"a_b":null}"#])
    func `a field that is not given has the zero value`(_ text: String) throws {
        var fields = try fields(text)
        #expect(try fields.string("aB") == "")
        #expect(try fields.optionalString("aB") == nil)
        #expect(try fields.bytes("aB") == [])
        #expect(try fields.optionalBytes("aB") == nil)
        #expect(try fields.byteStrings("aB", maximumCount: 1) == [])
        #expect(try fields.int64("aB") == 0)
        #expect(try fields.uint32("aB") == 0)
        #expect(try fields.enumeration("aB") == Colour.none)
        #expect(try fields.timestamp("aB") == nil)
        let message = try fields.message("aB")
        #expect(message == nil)
        #expect(try fields.messages("aB", maximumCount: 1).isEmpty)
        try fields.requireAtMostOne(of: ["aB", "c"])
        try fields.finish()
    }

    @Test(arguments: ["{}", #"{"aB":null}"#, #"{"aB":""}"#])
    func `refuses the zero value where a field is required`(_ text: String) throws {
        try expect(.missingField, in: text) { (fields) throws(JSONError) in _ = try fields.requiredString("aB") }
        try expect(.missingField, in: text) { (fields) throws(JSONError) in _ = try fields.requiredBytes("aB") }
        guard !text.contains(#""""#) else { return }
        try expect(.missingField, in: text) { (fields) throws(JSONError) in _ = try fields.requiredMessage("aB") }
    }

    private static let integers: [(String, Int64)] = [
        ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("1.0", 1), ("1e3", 1000), ("1E+3", 1000), ("250e-1", 25),
        ("9223372036854775807", .max), ("-9223372036854775808", .min), (#""0""#, 0), (#""7""#, 7), (#""-7""#, -7),
        (#""9223372036854775807""#, .max), (#""-9223372036854775808""#, .min), (#""\u0037""#, 7),
    ]

    @Test(arguments: integers)
    func `reads integers as numbers and as strings`(_ spelling: String, _ value: Int64) throws {
        var fields = try fields(#"{"aB":\#(spelling)}"#)
        #expect(try fields.int64("aB") == value)
    }

    @Test(arguments: [
        "25e-1", "1.5", "9223372036854775808", "-9223372036854775809", "1e19", "1e400", #""""#, #""+1""#, #"" 1""#,
        #""1 ""#, #""01""#, #""-01""#, #""-0""#, #""00""#, #""1.5""#, #""1.0""#, #""1e3""#, #""0x1""#, #""1_000""#,
        #""9223372036854775808""#, #""-9223372036854775809""#, #""\u0661""#, #""\uff11""#, #""1\n""#, #""--1""#,
        #""-""#,
    ])
    func `refuses integers that are none, or have another spelling`(_ spelling: String) throws {
        try expect(.invalidValue, in: #"{"aB":\#(spelling)}"#) { (fields) throws(JSONError) in
            _ = try fields.int64("aB")
        }
    }

    @Test(arguments: ["true", "[]", "{}", "[1]"])
    func `refuses integers of another type`(_ spelling: String) throws {
        try expect(.wrongType, in: #"{"aB":\#(spelling)}"#) { (fields) throws(JSONError) in _ = try fields.int64("aB") }
    }

    @Test func `bounds a uint32 and a count`() throws {
        for spelling in ["4294967295", #""4294967295""#, "4294967295.0"] {
            var fields = try fields(#"{"aB":\#(spelling)}"#)
            #expect(try fields.uint32("aB") == .max)
        }
        for spelling in ["4294967296", "-1", #""-1""#, "1e10"] {
            try expect(.invalidValue, in: #"{"aB":\#(spelling)}"#) { (fields) throws(JSONError) in
                _ = try fields.uint32("aB")
            }
        }
        try expect(.invalidValue, in: #"{"aB":-1}"#) { (fields) throws(JSONError) in
            _ = try fields.nonnegativeInt64("aB")
        }
    }

    @Test(arguments: [
        ("0", 0), (#""COLOUR_NONE""#, 0), ("1", 1), (#""RED""#, 1), ("7", 7), ("7.0", 7), (#""GREEN""#, 7),
    ])
    func `reads enumerations by name and by number`(_ spelling: String, _ number: Int32) throws {
        var fields = try fields(#"{"aB":\#(spelling)}"#)
        let colour: Colour = try fields.enumeration("aB")
        #expect(colour.rawValue == number)
    }

    @Test(arguments: ["2", "-1", "1.5", "1e300", "4294967297", #""red""#, #""RED ""#, #""""#, #""1""#, #""BLUE""#])
    func `refuses names and numbers that an enumeration lacks`(_ spelling: String) throws {
        try expect(.unknownEnumValue, in: #"{"aB":\#(spelling)}"#) { (fields) throws(JSONError) in
            let _: Colour = try fields.enumeration("aB")
        }
    }

    @Test(arguments: [
        #""+/8=""#, #""+/8""#, #""-_8=""#, #""-_8""#, #""+/8=\n""#, #""+/\r\n8=""#, #""\n-\n_\n8\n""#,
    ])
    func `reads bytes in both alphabets, with padding and line breaks or without`(_ spelling: String) throws {
        var fields = try fields(#"{"aB":\#(spelling),"list":[\#(spelling)]}"#)
        #expect(try fields.bytes("aB") == [0xFB, 0xFF])
        #expect(try fields.byteStrings("list", maximumCount: 1) == [[0xFB, 0xFF]])
    }

    @Test(arguments: [
        #""+_8=""#, #""-/8""#, #""+/9=""#, #""A""#, #""AA=""#, #"" AA==""#, #""AA==AA==""#, #""AA==\nAA==""#,
        #""AA\t==""#, #""+_\n8=""#, #""=""#,
    ])
    func `refuses other base64`(_ spelling: String) throws {
        try expect(.invalidValue, in: #"{"aB":\#(spelling)}"#) { (fields) throws(JSONError) in
            _ = try fields.bytes("aB")
        }
        try expect(.invalidValue, in: #"{"aB":["",\#(spelling)]}"#) { (fields) throws(JSONError) in
            _ = try fields.byteStrings("aB", maximumCount: 2)
        }
    }

    @Test func `refuses values of another type`() throws {
        let text = #"{"aB":1}"#
        try expect(.wrongType, in: text) { (fields) throws(JSONError) in _ = try fields.string("aB") }
        try expect(.wrongType, in: text) { (fields) throws(JSONError) in _ = try fields.bytes("aB") }
        try expect(.wrongType, in: text) { (fields) throws(JSONError) in _ = try fields.timestamp("aB") }
        try expect(.wrongType, in: text) { (fields) throws(JSONError) in _ = try fields.message("aB") }
        try expect(.wrongType, in: text) { (fields) throws(JSONError) in _ = try fields.array("aB", maximumCount: 1) }
        for element in ["null", "1", "[]"] {
            let text = #"{"aB":[\#(element)]}"#
            try expect(.wrongType, in: text) { (fields) throws(JSONError) in
                _ = try fields.messages("aB", maximumCount: 1)
            }
            try expect(.wrongType, in: text) { (fields) throws(JSONError) in
                _ = try fields.byteStrings("aB", maximumCount: 1)
            }
        }
    }

    @Test func `bounds a list`() throws {
        var good = try fields(#"{"aB":[{},{}]}"#)
        #expect(try good.messages("aB", maximumCount: 2).map(\.path) == ["aB[0]", "aB[1]"])
        try expect(.tooManyElements, in: #"{"aB":[{},{},1]}"#) { (fields) throws(JSONError) in
            _ = try fields.messages("aB", maximumCount: 2)
        }
    }

    @Test func `refuses two fields that exclude each other`() throws {
        try expect(.conflictingFields, in: #"{"aB":{},"c_d":[]}"#) { (fields) throws(JSONError) in
            try fields.requireAtMostOne(of: ["aB", "cD"])
        }
        var good = try fields(#"{"aB":{},"c_d":null}"#)
        try good.requireAtMostOne(of: ["aB", "cD"])
        try good.finish()
    }

    @Test func `names what it refuses by its path`() throws {
        var document = try fields(#"{"list":[{},{"inner":{"aB":true}}]}"#)
        var element = try document.messages("list", maximumCount: 2)[1]
        var inner = try element.requiredMessage("inner")
        let error = #expect(throws: JSONError.self) { try inner.string("aB") }
        #expect(error?.message.contains("list[1].inner.aB") == true)
        #expect(inner.missing("cD").message.contains("list[1].inner.cD"))
    }
}
