// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// The members of a JSON object in document order, no two with the same name.
package struct JSONObject: Sendable, Equatable {
    package struct Member: Sendable {
        package let key: String
        package let value: JSONValue

        package init(key: String, value: JSONValue) {
            (self.key, self.value) = (key, value)
        }
    }

    package let members: [Member]

    /// Makes an object from members in the order they are to be written.
    /// - Precondition: No two keys are the same bytes.
    package init(_ members: [(String, JSONValue)]) {
        var seen = SeenKeys()
        var unique: [Member] = []
        unique.reserveCapacity(members.count)
        for (key, value) in members {
            precondition(seen.insert(key, after: unique), "an object was made with two members of one name")
            unique.append(Member(key: key, value: value))
        }
        self.members = unique
    }

    /// Only for members whose names were compared.
    init(uncheckedMembers members: [Member]) {
        self.members = members
    }

    /// The value of the member whose name is these bytes; the search is linear.
    package subscript(_ key: String) -> JSONValue? {
        members.first { $0.key.hasSameBytes(as: key) }?.value
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}

extension JSONObject.Member: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.key.hasSameBytes(as: right.key) && left.value == right.value
    }
}
