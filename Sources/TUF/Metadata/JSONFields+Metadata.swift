// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

/// What metadata has besides the types of JSON.
extension JSONFields {
    /// An integer above zero: a version, a threshold (§4.3).
    mutating func positiveInteger(_ name: String) throws(JSONError) -> Int64 {
        let integer = try integer(name)
        guard integer > 0 else {
            throw JSONError(.invalidValue, "\(path(of: name)) is \(integer), and must be at least 1")
        }
        return integer
    }

    /// A length in bytes; nil when it is not given.
    mutating func optionalByteCount(_ name: String) throws(JSONError) -> Int? {
        guard let integer = try optionalInteger(name) else { return nil }
        guard let count = Int(exactly: integer), count >= 0 else {
            throw JSONError(.invalidValue, "\(path(of: name)) is \(integer), which is not a length")
        }
        return count
    }

    /// The members of an object whose names are data.
    mutating func map(_ name: String, maximumCount: Int = .max) throws(JSONError) -> [JSONObject.Member] {
        guard case .object(let object) = try required(name) else {
            throw JSONError(.wrongType, "\(path(of: name)) must be an object")
        }
        guard object.members.count <= maximumCount else {
            throw JSONError(
                .tooManyElements,
                "\(path(of: name)) has \(object.members.count) members, more than \(maximumCount)"
            )
        }
        return object.members
    }

    /// The strings of an array.
    mutating func strings(_ name: String, maximumCount: Int = .max) throws(JSONError) -> [String] {
        let elements = try array(name)
        guard elements.count <= maximumCount else {
            throw JSONError(
                .tooManyElements,
                "\(path(of: name)) has \(elements.count) elements, more than \(maximumCount)"
            )
        }
        var strings: [String] = []
        strings.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            guard case .string(let string) = element else {
                throw JSONError(.wrongType, "\(path(of: name))[\(index)] must be a string")
            }
            strings.append(string)
        }
        return strings
    }

    /// The fields of a member whose name is data.
    func fields(of member: JSONObject.Member, in name: String) throws(JSONError) -> JSONFields {
        try JSONFields(member.value, path: "\(path(of: name)).\(member.key.excerpt())")
    }
}
