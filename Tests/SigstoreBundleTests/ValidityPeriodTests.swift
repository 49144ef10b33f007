// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import Testing

@Suite struct ValidityPeriodTests {
    private let start = Date(timeIntervalSince1970: 1_700_000_000)
    private let end = Date(timeIntervalSince1970: 1_700_000_010.999)

    @Test func `both ends belong to it`() {
        let period = ValidityPeriod(start: start, end: end)
        #expect(period.contains(start) && period.contains(end))
        #expect(period.contains(start.addingTimeInterval(5)))
        #expect(!period.contains(start.addingTimeInterval(-0.001)))
        #expect(!period.contains(end.addingTimeInterval(0.001)))
    }

    @Test func `one moment is the same however it was computed`() {
        let period = ValidityPeriod(start: start, end: end)
        #expect(period.contains(Date(timeIntervalSinceReferenceDate: 1_700_000_010.999 - 978_307_200)))
        #expect(period.contains(start.addingTimeInterval(10).addingTimeInterval(0.999)))
        #expect(ValidityPeriod(start: end).contains(start.addingTimeInterval(10).addingTimeInterval(0.999)))
    }

    @Test func `without an end it lasts`() {
        let period = ValidityPeriod(start: start)
        #expect(period.contains(.distantFuture) && !period.contains(.distantPast))
    }

    @Test func `an end before the start, and a date that is none, are in no period`() {
        #expect(!ValidityPeriod(start: end, end: start).contains(start))
        #expect(!ValidityPeriod(start: end, end: start).contains(end))
        #expect(!ValidityPeriod(start: start).contains(Date(timeIntervalSinceReferenceDate: .nan)))
        #expect(!ValidityPeriod(start: start, end: end).contains(Date(timeIntervalSinceReferenceDate: .infinity)))
    }
}
