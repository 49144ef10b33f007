// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why a JSON document, or a member of it, was not accepted.
package struct JSONError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    package struct Code: Sendable, Hashable {
        let name: String
        /// The document has more bytes than the limit.
        package static let tooLarge = Code(name: "tooLarge")
        /// Arrays and objects are nested deeper than the limit.
        package static let tooDeep = Code(name: "tooDeep")
        /// A string is not UTF-8, or escapes half of a surrogate pair.
        package static let invalidUTF8 = Code(name: "invalidUTF8")
        /// The bytes do not follow the grammar of RFC 8259.
        package static let syntax = Code(name: "syntax")
        /// An object names a member twice.
        package static let duplicateKey = Code(name: "duplicateKey")
        /// Something other than whitespace follows the value.
        package static let trailingBytes = Code(name: "trailingBytes")
        /// A required member is absent.
        package static let missingField = Code(name: "missingField")
        /// An object has a member that nobody asked for.
        package static let unknownField = Code(name: "unknownField")
        /// A value is of another JSON type than the one required.
        package static let wrongType = Code(name: "wrongType")
        /// A value has the right type and cannot be used.
        package static let invalidValue = Code(name: "invalidValue")
        /// An array has more elements than the limit.
        package static let tooManyElements = Code(name: "tooManyElements")
        /// A name or number that an enumeration does not have.
        package static let unknownEnumValue = Code(name: "unknownEnumValue")
        /// Fields that exclude each other are all given: a `oneof` of protocol buffers.
        package static let conflictingFields = Code(name: "conflictingFields")
    }

    package let code: Code
    /// One sentence with the byte offset or the path of the value.
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    package var description: String {
        cause.map { "\(message): \($0)" } ?? message
    }
}
