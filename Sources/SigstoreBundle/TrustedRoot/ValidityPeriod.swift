// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import StrictJSON

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// When a key, an authority or a service is valid (sigstore_common.proto, `TimeRange`): both ends belong to it.
public struct ValidityPeriod: Sendable, Hashable {
    /// The first moment; `Date.distantPast` when none is known, as may be for authorities.
    public let start: Date
    /// The last moment; nil when none is known. Before `start`, it makes a period that contains nothing.
    public let end: Date?

    /// Creates a period.
    public init(start: Date, end: Date? = nil) {
        (self.start, self.end) = (start, end)
    }

    /// Whether `date` is in the period, to the microsecond.
    ///
    /// A `Date` does not hold decimal fractions exactly, so that one moment can have two values: these are equal here.
    public func contains(_ date: Date) -> Bool {
        let moment = Self.microseconds(date)
        return Self.microseconds(start) <= moment && end.map { moment <= Self.microseconds($0) } ?? true
    }

    private static func microseconds(_ date: Date) -> Double {
        (date.timeIntervalSinceReferenceDate * 1e6).rounded()
    }
}

extension ValidityPeriod {
    /// Reads the field, which must be there and have a beginning: otherwise a mistake would be a key that never ages.
    init(_ name: String, in fields: inout ProtobufFields) throws {
        var range = try fields.message(name)
        guard let start = try range?.timestamp("start") else {
            let cause = range?.missing("start") ?? fields.missing(name)
            throw TrustedRootError(.missingValidityStart, "a period of validity has no beginning", cause: cause)
        }
        self.init(start: start, end: try range?.timestamp("end"))
        try range?.finish()
    }

    /// Reads the period of an authority: without the field, or without its beginning, nothing bounds that side.
    ///
    /// sigstore_trustroot.proto demands neither, and the certificates of the authority have dates of their own, which hold
    /// all the same. A log's key has none: for logs a beginning is required.
    init(ofAuthority name: String, in fields: inout ProtobufFields) throws(JSONError) {
        var range = try fields.message(name)
        self.init(start: try range?.timestamp("start") ?? .distantPast, end: try range?.timestamp("end"))
        try range?.finish()
    }
}
