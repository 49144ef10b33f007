// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Scalars. All of these throw `wrongType` for a JSON value of another type and `duplicateKey`; those whose name says
/// `required` throw `missingField` for the zero value, which no producer can tell from an absent field.
extension ProtobufFields {
    /// The text, or nil when it is not given.
    package mutating func optionalString(_ name: String) throws(JSONError) -> String? {
        guard let value = try value(name) else { return nil }
        guard case .string(let string) = value else {
            throw JSONFields.wrongType(value, at: path(of: name), expected: "a string")
        }
        return string
    }

    /// The text; empty when it is not given.
    package mutating func string(_ name: String) throws(JSONError) -> String {
        try optionalString(name) ?? ""
    }

    package mutating func requiredString(_ name: String) throws(JSONError) -> String {
        let string = try string(name)
        guard !string.isEmpty else { throw missing(name) }
        return string
    }

    /// The bytes that a text in base64 stands for, or nil when it is not given.
    ///
    /// In either alphabet, with padding or without. Line breaks are skipped, for tools put them in and the implementations of
    /// protocol buffers in C++ and Go skip them; spaces are not.
    /// - Throws: Also `invalidValue`.
    package mutating func optionalBytes(_ name: String) throws(JSONError) -> [UInt8]? {
        guard let text = try optionalString(name) else { return nil }
        return try base64(text, at: path(of: name))
    }

    /// - Throws: Also `invalidValue`.
    package mutating func bytes(_ name: String) throws(JSONError) -> [UInt8] {
        try optionalBytes(name) ?? []
    }

    /// - Throws: Also `invalidValue`.
    package mutating func requiredBytes(_ name: String) throws(JSONError) -> [UInt8] {
        let bytes = try bytes(name)
        guard !bytes.isEmpty else { throw missing(name) }
        return bytes
    }

    /// The elements of a `repeated bytes` field.
    /// - Throws: Also `invalidValue`, `tooManyElements`.
    package mutating func byteStrings(_ name: String, maximumCount: Int) throws(JSONError) -> [[UInt8]] {
        let path = path(of: name)
        var strings: [[UInt8]] = []
        for (index, element) in try array(name, maximumCount: maximumCount).enumerated() {
            guard case .string(let text) = element else {
                throw JSONFields.wrongType(element, at: "\(path)[\(index)]", expected: "a string")
            }
            strings.append(try base64(text, at: "\(path)[\(index)]"))
        }
        return strings
    }

    /// An `int64`: a JSON number, `1e3` and `1.0` among them, or a string of its decimal digits.
    ///
    /// Strings are as protocol buffers write them: no plus sign, zero, space, fraction or exponent in front or behind.
    /// - Throws: Also `invalidValue`.
    package mutating func int64(_ name: String) throws(JSONError) -> Int64 {
        let integer: Int64?
        let spelling: String
        switch try value(name) {
        case nil: return 0
        case .number(let number): (integer, spelling) = (number.integralValue, number.literal)
        case .string(let text): (integer, spelling) = (Self.decimal(text), text)
        case let value?: throw JSONFields.wrongType(value, at: path(of: name), expected: "a number")
        }
        guard let integer else {
            let message = "\(path(of: name)) is '\(spelling.excerpt())', which is not a 64-bit integer"
            throw JSONError(.invalidValue, message)
        }
        return integer
    }

    /// An `int64` that counts, or says where something is.
    /// - Throws: Also `invalidValue`.
    package mutating func nonnegativeInt64(_ name: String) throws(JSONError) -> Int64 {
        let integer = try int64(name)
        guard integer >= 0 else { throw JSONError(.invalidValue, "\(path(of: name)) is \(integer), which is negative") }
        return integer
    }

    /// A `uint32`, spelled like an `int64`.
    /// - Throws: Also `invalidValue`.
    package mutating func uint32(_ name: String) throws(JSONError) -> UInt32 {
        let integer = try int64(name)
        guard let value = UInt32(exactly: integer) else {
            throw JSONError(.invalidValue, "\(path(of: name)) is \(integer), which is not an unsigned 32-bit integer")
        }
        return value
    }

    /// A value of an enumeration, by name or by number.
    /// - Throws: Also `unknownEnumValue`.
    package mutating func enumeration<Value: ProtobufEnumeration>(_ name: String) throws(JSONError) -> Value {
        let found: Value?
        let spelling: String
        switch try value(name) {
        case nil: return .zero
        case .string(let text): (found, spelling) = (Value(protobufName: text), text)
        case .number(let number):
            found = number.integralValue.flatMap(Int32.init(exactly:)).flatMap(Value.init(rawValue:))
            spelling = number.literal
        case let value?: throw JSONFields.wrongType(value, at: path(of: name), expected: "a name or a number")
        }
        guard let found else {
            throw JSONError(.unknownEnumValue, "\(path(of: name)) is '\(spelling.excerpt())', which is not known")
        }
        return found
    }

    /// A `google.protobuf.Timestamp`, or nil when it is not given.
    /// - Throws: Also `invalidValue`.
    package mutating func timestamp(_ name: String) throws(JSONError) -> Date? {
        guard let text = try optionalString(name) else { return nil }
        guard let date = Date(protobufTimestamp: text) else {
            let message = "\(path(of: name)) is '\(text.excerpt())', which is not a time in the form of RFC 3339"
            throw JSONError(.invalidValue, message)
        }
        return date
    }
}

extension ProtobufFields {
    private func base64(_ text: String, at path: String) throws(JSONError) -> [UInt8] {
        guard let bytes = Base64.decode(text, allowing: .protobufJSON) else {
            throw JSONError(.invalidValue, "\(path) is not base64")
        }
        return bytes
    }

    /// The integer that is written as this text and no other: `"0"`, or digits that do not begin with zero.
    private static func decimal(_ text: String) -> Int64? {
        guard let integer = Int64(text), String(integer).hasSameBytes(as: text) else { return nil }
        return integer
    }
}
