// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

extension FuzzTarget {
    /// The canonical form of a value is JSON for the same canonical form, unless it has control characters, which canonical
    /// JSON does not escape; and the order of members makes no difference to it.
    static func canonicalJSON(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let value: JSONValue
        let canonical: [UInt8]
        do {
            value = try JSONValue(parsing: input)
            canonical = try value.canonicalized()
        } catch {
            return .refused(error)
        }
        try require((try? reversed(value).canonicalized()) == canonical, "the order of members does not matter")
        let again = try? JSONValue(parsing: canonical)
        guard !canonical.contains(where: { $0 < 0x20 }) else {
            try require(again == nil, "JSON has no control characters")
            return .accepted
        }
        guard let again else { throw BrokenProperty("a canonical form without control characters is JSON") }
        try require((try? again.canonicalized()) == canonical, "the canonical form of a canonical form is itself")
        return .accepted
    }

    /// The value with all members in the opposite order.
    private static func reversed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map { reversed($0) })
        case .object(let object): .object(JSONObject(object.members.reversed().map { ($0.key, reversed($0.value)) }))
        case .null, .bool, .number, .string: value
        }
    }
}
