// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Something that must hold for every accepted input and did not.
package struct BrokenProperty: Error, Sendable, CustomStringConvertible {
    /// What should have held.
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Checks that `condition` holds.
func require(_ condition: Bool, _ description: String) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(description) }
}
