// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// Reads the members of one object by name, and rejects those nobody asked for.
///
/// Errors name the member by its path from the document, such as `verificationMaterial.publicKey`.
package struct JSONFields: Sendable {
    /// Where the object is; empty for the document itself.
    package var path: String { index.map { "\(container)[\($0)]" } ?? container }
    private let container: String
    /// The object's place if `container` is an array: the path of one in a million is put together only for errors.
    private let index: Int?
    private let members: [JSONObject.Member]
    private var isRead: [Bool]

    /// - Throws: `wrongType` when the value is not an object.
    package init(_ value: JSONValue, path: String) throws(JSONError) {
        try self.init(value, container: path, index: nil)
    }

    /// An element of the array at `array`.
    /// - Throws: `wrongType` when the value is not an object.
    package init(_ value: JSONValue, array: String, index: Int) throws(JSONError) {
        try self.init(value, container: array, index: index)
    }

    private init(_ value: JSONValue, container: String, index: Int?) throws(JSONError) {
        (self.container, self.index) = (container, index)
        guard case .object(let object) = value else {
            members = []
            isRead = []
            throw Self.wrongType(value, at: path, expected: "an object")
        }
        members = object.members
        isRead = Array(repeating: false, count: object.members.count)
    }

    /// The path of a member of this object.
    package func path(of name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    /// Returns the member, or nil when it is absent; a member that is `null` is present.
    package mutating func value(_ name: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.key.hasSameBytes(as: name) }) else { return nil }
        isRead[index] = true
        return members[index].value
    }

    /// - Throws: `missingField`.
    package mutating func required(_ name: String) throws(JSONError) -> JSONValue {
        guard let value = value(name) else {
            throw JSONError(.missingField, "\(path(of: name)) is missing")
        }
        return value
    }

    /// Checks that every member was asked for.
    /// - Throws: `unknownField`.
    package func finish() throws(JSONError) {
        guard let index = isRead.firstIndex(of: false) else { return }
        let name = members[index].key.excerpt()
        throw JSONError(.unknownField, "\(path(of: name)) is not a known field")
    }
}

/// Members of one type. Each of these throws `wrongType`, and `missingField` for a member that is not optional;
/// an optional one may be absent or `null`.
extension JSONFields {
    package mutating func string(_ name: String) throws(JSONError) -> String {
        try string(required(name), name)
    }

    package mutating func optionalString(_ name: String) throws(JSONError) -> String? {
        guard let value = present(name) else { return nil }
        return try string(value, name)
    }

    package mutating func bool(_ name: String) throws(JSONError) -> Bool {
        try bool(required(name), name)
    }

    package mutating func optionalBool(_ name: String) throws(JSONError) -> Bool? {
        guard let value = present(name) else { return nil }
        return try bool(value, name)
    }

    /// - Throws: Also `invalidValue` for a number that is not an `Int64`.
    package mutating func integer(_ name: String) throws(JSONError) -> Int64 {
        try integer(required(name), name)
    }

    /// - Throws: Also `invalidValue` for a number that is not an `Int64`.
    package mutating func optionalInteger(_ name: String) throws(JSONError) -> Int64? {
        guard let value = present(name) else { return nil }
        return try integer(value, name)
    }

    package mutating func array(_ name: String) throws(JSONError) -> [JSONValue] {
        try array(required(name), name)
    }

    package mutating func optionalArray(_ name: String) throws(JSONError) -> [JSONValue]? {
        guard let value = present(name) else { return nil }
        return try array(value, name)
    }

    package mutating func object(_ name: String) throws(JSONError) -> JSONFields {
        try JSONFields(required(name), path: path(of: name))
    }

    package mutating func optionalObject(_ name: String) throws(JSONError) -> JSONFields? {
        guard let value = present(name) else { return nil }
        return try JSONFields(value, path: path(of: name))
    }
}

extension JSONFields {
    /// The member, or nil when it is absent or `null`.
    private mutating func present(_ name: String) -> JSONValue? {
        guard let value = value(name), value != .null else { return nil }
        return value
    }

    private func string(_ value: JSONValue, _ name: String) throws(JSONError) -> String {
        guard case .string(let string) = value else {
            throw Self.wrongType(value, at: path(of: name), expected: "a string")
        }
        return string
    }

    private func bool(_ value: JSONValue, _ name: String) throws(JSONError) -> Bool {
        guard case .bool(let bool) = value else {
            throw Self.wrongType(value, at: path(of: name), expected: "a boolean")
        }
        return bool
    }

    private func integer(_ value: JSONValue, _ name: String) throws(JSONError) -> Int64 {
        guard case .number(let number) = value else {
            throw Self.wrongType(value, at: path(of: name), expected: "a number")
        }
        guard let integer = number.integralValue else {
            let literal = number.literal.excerpt()
            throw JSONError(.invalidValue, "\(path(of: name)) is \(literal), which is not a 64-bit integer")
        }
        return integer
    }

    private func array(_ value: JSONValue, _ name: String) throws(JSONError) -> [JSONValue] {
        guard case .array(let array) = value else {
            throw Self.wrongType(value, at: path(of: name), expected: "an array")
        }
        return array
    }

    static func wrongType(_ value: JSONValue, at path: String, expected: String) -> JSONError {
        JSONError(.wrongType, "\(path.isEmpty ? "the document" : path) must be \(expected), not \(value.kind)")
    }
}
