// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Timestamping

/// RFC 3161 §2.4.2.
@Suite struct GenerationTimeTests {
    @Test(arguments: [
        ("19700101000000Z", 0), ("20250615120000Z", 1_749_988_800), ("20240229235959Z", 1_709_251_199),
        ("20000229000000Z", 951_782_400), ("19000301000000Z", -2_203_891_200), ("00010101000000Z", -62_135_596_800),
        ("99991231235959Z", 253_402_300_799), ("20250615120000.5Z", 1_749_988_800.5),
        ("20250615120000.25Z", 1_749_988_800.25), ("20250615120000.001Z", 1_749_988_800.001),
        ("20250615120000.000000001Z", 1_749_988_800.000000001),
    ])
    func `reads a time in UTC`(_ text: String, _ seconds: Double) {
        #expect(GenerationTime.date(Array(text.utf8))?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "Z", "20250615120000", "202506151200Z", "2025061512Z", "20250615120000+0000", "20250615120000Z ",
        "20250615120000z", "20250615120000.Z", "20250615120000.0Z", "20250615120000.50Z", "20250615120000,5Z",
        "20250615120000.1234567891Z", "20250615120000.-1Z", "20250615120000.5", "20250615 20000Z", "+0250615120000Z",
        "00000101000000Z", "20250015120000Z", "20251315120000Z", "20250600120000Z", "20250631120000Z",
        "20250229120000Z", "19000229120000Z", "21000229120000Z", "20250615240000Z", "20250615126000Z",
        "20250615120060Z", "20250615235960Z", "２0250615120000Z",
    ])
    func `refuses every other spelling, and dates that do not exist`(_ text: String) {
        #expect(GenerationTime.date(Array(text.utf8)) == nil)
    }

    @Test func `counts the days as Foundation does`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        // Beyond 1582, where Foundation's calendar becomes the Julian one.
        for day in stride(from: -141_000, to: 2_900_000, by: 97) {
            let date = Date(timeIntervalSince1970: TimeInterval(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let (year, month, dayOfMonth) = try (#require(parts.year), #require(parts.month), #require(parts.day))
            let text = "\(10_000_0000 + year * 10_000 + month * 100 + dayOfMonth)".dropFirst() + "000000Z"
            #expect(GenerationTime.date(Array(text.utf8)) == date)
        }
    }
}
