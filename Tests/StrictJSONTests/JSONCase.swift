// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

/// A JSON text, and the code it is rejected with.
struct JSONCase: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let code: JSONError.Code?
    let testDescription: String

    init(_ text: String, _ code: JSONError.Code? = nil) {
        (bytes, self.code, testDescription) = (Array(text.utf8), code, text)
    }

    /// A string whose content is these bytes.
    init(string content: [UInt8], _ code: JSONError.Code? = nil) {
        let quote = UInt8(ascii: "\"")
        self.init(bytes: [quote] + content + [quote], code)
    }

    init(bytes: [UInt8], _ code: JSONError.Code? = nil) {
        (self.bytes, self.code, testDescription) = (bytes, code, "\(bytes)")
    }

    static let accepted: [JSONCase] =
        [
            "null", "true", "false", "0", "-0", "7", "-12", "10.25", "0.0", "1e5", "1E+5", "-1.5e-05", "0e0",
            #""""#, #""a""#, #""\u0061""#, #""\ud800\udc00""#, #""\udbff\udfff""#, #""\u0000""#, "\"\u{7f}\"",
            "[]", "[ ]", "[1]", "[ 1 , [ 2 ] , { } ]", "{}", "{ }", #"{"a":1}"#, #" { "a" : 1 , "b" : [ ] } "#,
            "\t\r\n 1 \t\r\n", #"{"a":1,"A":2}"#, #"{"":1}"#, "{\"\u{e9}\":1,\"e\u{301}\":2}",
            "123456789012345678901234567890", "\"日本語\u{1F600}\"", "\"\u{feff}\"", "\"\u{10ffff}\"",
        ].map { JSONCase($0) } + [JSONCase(string: [0xED, 0x9F, 0xBF]), JSONCase(string: [0xEE, 0x80, 0x80])]

    static let rejected: [JSONCase] =
        syntaxErrors.map { JSONCase($0, .syntax) }
        + (0..<0x20).map { JSONCase(string: [0x61, $0, 0x61], .syntax) }
        + illFormed.map { JSONCase(string: $0, .invalidUTF8) }
        + [#"\ud800"#, #"\udc00"#, #"\ud800x"#, #"\ud800\n"#, #"\ud800\ud800"#, #"\udc00\ud800"#, #"\ud800\u0041"#]
        .map { JSONCase(string: Array($0.utf8), .invalidUTF8) }
        + ["null null", "1 2", "{}}", "[]]", "1,", "truex", "\"\"\"\"", "0x1", "null\0"]
        .map { JSONCase($0, .trailingBytes) }
        + [#"{"a":1,"a":1}"#, #"{"a":1,"b":2,"a":3}"#, #"{"a":1,"\u0061":2}"#, #"[{"x":{"":1,"":2}}]"#]
        .map { JSONCase($0, .duplicateKey) }
        + [
            JSONCase(bytes: [0xEF, 0xBB, 0xBF, 0x31], .syntax),
            JSONCase(bytes: [0xFF], .syntax),
            JSONCase(bytes: [0x5B, 0x31, 0xC3, 0xA9, 0x5D], .syntax),
            JSONCase(bytes: [0xFE, 0xFF, 0x00, 0x31], .syntax),
        ]

    private static let syntaxErrors = [
        "", " ", "\n", "\0", "nul", "nulL", "True", "tru", "falsy", "NaN", "Infinity", "-Infinity", "undefined",
        "+1", "-", "--1", "-a", ".5", "-.5", "1.", "1.e5", "1e", "1e+", "1E-", "1.5e+", "01", "-01", "00", "00.5",
        "[", "[1", "[1,", "[1,]", "[,]", "[,1]", "[1,,2]", "[1 2]", "[1;2]", "[1}", "]", "[\u{a0}]", "[\u{b}]",
        "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", #"{"a":1,}"#, #"{,"a":1}"#, #"{"a" 1}"#, #"{"a":}"#,
        #"{"a"}"#, #"{"a",1}"#, "{a:1}", "{1:1}", "{null:1}", "{'a':1}", #"{"a":1]"#, #"{"a":1 "b":2}"#, "}",
        "'a'", "\"", "\"a", #""\""#, #""\a""#, #""\x41""#, #""\U0041""#, #""\u""#, #""\u004""#, #""\u004g""#,
        #""\u+041""#, #""\ud800\u12""#, "\"\\u００４１\"", "\"\\\n\"", "\"\\é\"", "// c\n1", "/* c */1", "[1/**/]", "#\n1",
    ]

    /// Overlong, surrogate, out of range, truncated and stray bytes.
    private static let illFormed: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF],
        [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFE], [0xFF], [0x61, 0x5C, 0x6E, 0xFF],
    ]
}
