// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TextEncodings

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What all metadata says of itself (§4.3).
package struct MetadataHeader: Sendable {
    /// The number that grows with every change.
    package let version: Int64
    /// The moment from which on the metadata is not to be trusted.
    package let expires: Date

    /// The major version of the specification that is understood here: "1", of 1.0.34.
    private static let majorVersion = "1"

    /// - Throws: ``TUFError`` with `malformedMetadata` or `unsupportedVersion`; `JSONError` for a missing or wrong field.
    init(_ fields: inout JSONFields, type: String) throws {
        let found = try fields.string("_type")
        guard found.hasSameBytes(as: type) else {
            throw TUFError(.malformedMetadata, "this is metadata of the type '\(found.excerpt())', not '\(type)'")
        }
        let specification = try fields.string("spec_version")
        guard Self.isUnderstood(specification) else {
            throw TUFError(
                .unsupportedVersion,
                "the metadata follows version '\(specification.excerpt())' of TUF, and this program knows version 1:"
                    + " a newer version of this program may read it"
            )
        }
        version = try fields.positiveInteger("version")
        let text = try fields.string("expires")
        // §4.2.2 expects whole seconds and `Z`. The first three roots of Sigstore's public instance have fractions, the very
        // first an offset too; what they mean is not in doubt.
        guard let date = Date(protobufTimestamp: text) else {
            throw JSONError(.invalidValue, "\(fields.path(of: "expires")) is '\(text.excerpt())', which is not a time")
        }
        expires = date
    }

    /// Two or three numbers, the first of which is 1. Repositories wrote "1.0" before there was a third.
    private static func isUnderstood(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let areNumbers = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        }
        return 2...3 ~= parts.count && areNumbers && parts[0].elementsEqual(majorVersion.utf8)
    }
}
