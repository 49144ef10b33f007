// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TextEncodings

/// An enumeration of a .proto file: its raw values are the numbers there, and one of them is zero.
package protocol ProtobufEnumeration: RawRepresentable<Int32>, CaseIterable, Sendable {
    /// The value's name in the .proto file.
    var protobufName: String { get }

    /// The value of a field that is not given.
    static var zero: Self { get }
}

extension ProtobufEnumeration {
    /// The value of that name; nil when there is none.
    package init?(protobufName name: String) {
        guard let value = Self.allCases.first(where: { $0.protobufName.hasSameBytes(as: name) }) else { return nil }
        self = value
    }
}
