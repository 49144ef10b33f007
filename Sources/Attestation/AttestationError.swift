// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Why an envelope or a statement could not be read.
package struct AttestationError: Error, Sendable, CustomStringConvertible {
    /// The set may grow: compare with `==`.
    package struct Code: Sendable, Hashable {
        let name: String
        /// The JSON is not a DSSE envelope (DSSE v1.0.2, envelope.md).
        package static let malformedEnvelope = Code(name: "malformedEnvelope")
        /// An envelope that must have one signature has none.
        package static let noSignature = Code(name: "noSignature")
        /// An envelope that must have one signature has more.
        package static let severalSignatures = Code(name: "severalSignatures")
        /// The payload is not an in-toto Statement.
        package static let malformedStatement = Code(name: "malformedStatement")
        /// The payload is a statement of another type or version.
        package static let wrongStatementType = Code(name: "wrongStatementType")
    }

    package let code: Code
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        (self.code, self.message, self.cause) = (code, message, cause)
    }

    package var description: String {
        cause.map { "\(message): \($0)" } ?? message
    }
}
