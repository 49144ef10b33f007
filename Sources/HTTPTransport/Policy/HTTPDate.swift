// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Dates of HTTP (RFC 9110 §5.6.7), in all of the three forms that recipients must accept.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let maximumByteCount = 40

    /// `nil` if the text is no date.
    ///
    /// ```
    /// Sun, 06 Nov 1994 08:49:37 GMT
    /// Sunday, 06-Nov-94 08:49:37 GMT
    /// Sun Nov  6 08:49:37 1994
    /// ```
    /// - Parameter now: Which century a year of two digits belongs to: one more than fifty years ahead is past.
    static func date(_ text: String, now: Date) -> Date? {
        guard text.utf8.count <= maximumByteCount else { return nil }
        let words = text.split(separator: " ")
        switch words.count {
        case 6 where words[5] == "GMT":
            guard words[3].utf8.count == 4, let year = number(words[3]) else { return nil }
            return date(year, words[2], words[1], words[4])
        case 4 where words[3] == "GMT":
            let parts = words[1].split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[2].utf8.count == 2, let year = number(parts[2]) else { return nil }
            let current = Int(now.timeIntervalSince1970 / 31_556_952) + 1970
            let near = current - current % 100 + year
            return date(near > current + 50 ? near - 100 : near, parts[1], parts[0], words[2])
        case 5:
            guard words[4].utf8.count == 4, let year = number(words[4]) else { return nil }
            return date(year, words[1], words[2], words[3])
        default:
            return nil
        }
    }

    private static func date(_ year: Int, _ month: Substring, _ day: Substring, _ time: Substring) -> Date? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map(number)
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            let month = months.firstIndex(of: String(month)), let day = number(day),
            1...daysInMonth(month, of: year) ~= day, 0..<24 ~= hour, 0..<60 ~= minute, 0...60 ~= second
        else { return nil }
        let days = daysSince1970(year, month, day)
        return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3600 + minute * 60 + second))
    }

    /// One to four digits.
    private static func number(_ text: Substring) -> Int? {
        guard 1...4 ~= text.utf8.count, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        return Int(text)
    }

    private static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 1: isLeap(year) ? 29 : 28
        case 3, 5, 8, 10: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let past = year - 1
        // 719162 days lie between the first day of year 1 and 1970.
        let years = past * 365 + past / 4 - past / 100 + past / 400 - 719_162
        return years + (0..<month).reduce(0) { $0 + daysInMonth($1, of: year) } + day - 1
    }
}
