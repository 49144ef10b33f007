// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

extension JSONNumber {
    /// Reads a document that is a number.
    init(parsing literal: String) throws {
        guard case .number(let number) = try JSONValue(parsing: Array(literal.utf8)) else {
            throw JSONError(.wrongType, "'\(literal)' is not a number")
        }
        self = number
    }
}
