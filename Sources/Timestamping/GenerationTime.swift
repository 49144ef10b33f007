// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import TextEncodings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The `genTime` of a timestamp: `YYYYMMDDhhmmss[.f…]Z`, a GeneralizedTime as RFC 3161 §2.4.2 restricts it.
///
/// In UTC, with seconds; a fraction has a point, at least one digit, and no zero at its end. A leap second has no place
/// in `Date` and is refused, as RFC 5280 §4.1.2.5.2 has none either.
struct GenerationTime {
    /// The most digits of a fraction: nanoseconds, already finer than `Date`.
    static let maximumFractionDigits = 9

    let date: Date

    init(derEncoded node: ASN1Node) throws {
        guard node.identifier == .generalizedTime, case .primitive(let content) = node.content else {
            throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        guard let date = Self.date(Array(content)) else {
            throw TimestampError(
                .malformed,
                """
                the time of the timestamp, '\(String(decoding: content, as: UTF8.self).excerpt(32))', is not a date of \
                the form YYYYMMDDhhmmss[.f]Z (RFC 3161 §2.4.2)
                """
            )
        }
        self.date = date
    }

    static func date(_ text: [UInt8]) -> Date? {
        guard text.last == UInt8(ascii: "Z"), let whole = numbers(text.prefix(14), digits: [4, 2, 2, 2, 2, 2]),
            let fraction = fraction(text.dropLast().dropFirst(14))
        else { return nil }
        let (year, month, day) = (whole[0], whole[1], whole[2])
        let (hour, minute, second) = (whole[3], whole[4], whole[5])
        guard (1...9999).contains(year), (1...12).contains(month), (1...days(of: month, in: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = (daysSince1970(year, month, day) * 24 + hour) * 3600 + minute * 60 + second
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// Numbers of so many digits each, one after the other, and nothing else.
    private static func numbers(_ text: ArraySlice<UInt8>, digits: [Int]) -> [Int]? {
        guard text.count == digits.reduce(0, +), text.allSatisfy(isDigit) else { return nil }
        var rest = text
        return digits.map { count in
            defer { rest = rest.dropFirst(count) }
            return value(rest.prefix(count))
        }
    }

    private static func fraction(_ text: ArraySlice<UInt8>) -> Double? {
        guard let point = text.first else { return 0 }
        let digits = text.dropFirst()
        guard point == UInt8(ascii: "."), (1...maximumFractionDigits).contains(digits.count),
            digits.allSatisfy(isDigit), digits.last != UInt8(ascii: "0")
        else { return nil }
        return Double(value(digits)) / (0..<digits.count).reduce(1.0) { power, _ in power * 10 }
    }

    /// At most nine digits: it cannot overflow.
    private static func value(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The days of the Gregorian calendar from 1970-01-01 to a date, negative before it.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let before = year - 1
        let daysOfYears = before * 365 + before / 4 - before / 100 + before / 400
        let daysOfMonths = (1..<month).reduce(0) { $0 + days(of: $1, in: year) }
        return daysOfYears + daysOfMonths + day - 1 - 719_162
    }
}
