// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import EmbeddedTrust
import StrictJSON

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the program says of the trust roots that it carries.
enum EmbeddedOrigin {
    /// The day on which they were taken.
    static var date: Date {
        get throws {
            var fields = try JSONFields(JSONValue(parsing: EmbeddedTrust.origin), path: "")
            let day = try fields.string("date")
            guard let date = Date(protobufTimestamp: day + "T00:00:00Z") else {
                throw JSONError(.invalidValue, "the embedded trust roots are of '\(day)', which is no date")
            }
            return date
        }
    }
}
