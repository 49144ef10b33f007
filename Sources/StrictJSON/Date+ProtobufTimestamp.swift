// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension Date {
    /// Reads `YYYY-MM-DDThh:mm:ss[.f](Z|±hh:mm)`, with one to nine digits of a second's fraction.
    ///
    /// Nil unless the day is in the calendar, the letters are capitals, and the moment is from year 1 to 9999 in UTC. There
    /// are no leap seconds. A `Date` keeps about a ten-millionth of a second of the fraction.
    /// - SeeAlso: google/protobuf/timestamp.proto; RFC 3339 §5.6.
    package init?(protobufTimestamp text: String) {
        var reader = TimestampReader(rest: text.utf8[...])
        guard let year = reader.number(4), year >= 1, reader.skip("-"),
            let month = reader.number(2), 1...12 ~= month, reader.skip("-"),
            let day = reader.number(2), day >= 1, day <= Self.dayCount(ofMonth: month, in: year), reader.skip("T"),
            let hour = reader.number(2), hour < 24, reader.skip(":"),
            let minute = reader.number(2), minute < 60, reader.skip(":"),
            let second = reader.number(2), second < 60,
            let nanoseconds = reader.fraction(), let offset = reader.offset(), reader.rest.isEmpty
        else { return nil }
        let days = Self.days(beforeYear: year) + Self.days(beforeMonth: month, in: year) + day - 1
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset
        guard 0..<Self.days(beforeYear: 10_000) * 86_400 ~= seconds else { return nil }
        let sinceReference = seconds - Self.days(beforeYear: 2001) * 86_400
        self.init(timeIntervalSinceReferenceDate: Double(sinceReference) + Double(nanoseconds) / 1e9)
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func dayCount(ofMonth month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The days from the first of year 1 to the first of `year`.
    private static func days(beforeYear year: Int64) -> Int64 {
        let years = year - 1
        return years * 365 + years / 4 - years / 100 + years / 400
    }

    private static func days(beforeMonth month: Int64, in year: Int64) -> Int64 {
        (1..<month).reduce(0) { $0 + dayCount(ofMonth: $1, in: year) }
    }
}

/// Reads a timestamp from its beginning; every method leaves `rest` behind what it read.
private struct TimestampReader {
    var rest: Substring.UTF8View

    /// Exactly `digitCount` digits.
    mutating func number(_ digitCount: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digitCount {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// The nanoseconds of a fraction, zero without one; nil when it has no digit or more than nine.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var (value, count): (Int64, Int) = (0, 0)
        while count < 9, let digit = digit() {
            value = value * 10 + digit
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { value *= 10 }
        return value
    }

    /// The seconds that local time is ahead of UTC.
    mutating func offset() -> Int64? {
        if skip("Z") { return 0 }
        let isAhead = skip("+")
        guard isAhead || skip("-"), let hours = number(2), hours < 24, skip(":"), let minutes = number(2), minutes < 60
        else { return nil }
        return (isAhead ? 1 : -1) * (hours * 60 + minutes) * 60
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }
}
