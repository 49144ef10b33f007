// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct JSONNumberTests {
    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("42", 42), ("-42", -42), ("9223372036854775807", .max),
            ("-9223372036854775808", .min),
        ] as [(String, Int64)]
    )
    func `reads an integer literal exactly`(_ literal: String, _ expected: Int64) throws {
        let number = try JSONNumber(parsing: literal)
        #expect(number.literal == literal)
        #expect(number.integer == expected)
        #expect(number.integralValue == expected)
    }

    @Test(
        arguments: [
            ("2.0", 2), ("1e3", 1000), ("1E+3", 1000), ("1200e-2", 12), ("0.5e1", 5), ("-12.50e1", -125), ("0e999", 0),
            ("0.000e-99999999999999999999", 0), ("-0.0", 0), ("9.223372036854775807e18", .max),
            ("0.00001e5", 1), ("-92233720368547758080e-1", .min), ("1000000000000000000000000e-24", 1),
            ("1e18", 1_000_000_000_000_000_000),
        ] as [(String, Int64)]
    )
    func `reads an integer spelled with a fraction or an exponent`(_ literal: String, _ expected: Int64) throws {
        let number = try JSONNumber(parsing: literal)
        #expect(number.integer == nil)
        #expect(number.integralValue == expected)
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "1e19", "1.5", "1e-1", "10e-2", "0.1", "1e99999999999999999999",
        "1e-99999999999999999999", "9223372036854775807.5", "99999999999999999999", "1e9223372036854775807",
        "9.3e18", "1e-9223372036854775808",
    ])
    func `has no value for a fraction or a number out of range`(_ literal: String) throws {
        let number = try JSONNumber(parsing: literal)
        #expect(number.integer == nil)
        #expect(number.integralValue == nil)
    }

    @Test func `reads a literal of a million digits`() throws {
        let zeros = String(repeating: "0", count: 1_000_000)
        #expect(try JSONNumber(parsing: "0.\(zeros)7e1000001").integralValue == 7)
        #expect(try JSONNumber(parsing: "7\(zeros)e-1000000").integralValue == 7)
        #expect(try JSONNumber(parsing: "7\(zeros)").integralValue == nil)
        #expect(try JSONNumber(parsing: "1e\(String(zeros.map { _ in "9" }))").integralValue == nil)
    }

    @Test func `compares by literal`() throws {
        #expect(JSONNumber(-7) == (try JSONNumber(parsing: "-7")))
        #expect(try JSONNumber(parsing: "1") != JSONNumber(parsing: "1.0"))
    }
}
