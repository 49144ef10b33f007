// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The `Retry-After` field (RFC 9110 §10.2.3).
///
/// ```
/// Retry-After = HTTP-date / delay-seconds
/// ```
enum RetryAfter {
    /// A longer delay is none that anybody waits for.
    private static let maximumDigitCount = 9
    /// Half a year, the same for dates.
    private static let maximumSeconds = Double(1 << 24)

    /// How long to wait; `nil` if the field is not there or is neither a delay nor a date.
    static func delay(in fields: HTTPFields, now: Date) -> Duration? {
        guard let value = fields[.retryAfter] else { return nil }
        if !value.isEmpty, value.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) {
            let digits = value.drop { $0 == "0" }
            guard digits.utf8.count <= maximumDigitCount else { return .seconds(maximumSeconds) }
            return .seconds(Int(digits) ?? 0)
        }
        guard let date = HTTPDate.date(value, now: now) else { return nil }
        return .seconds(min(max(date.timeIntervalSince(now), 0), maximumSeconds))
    }
}
