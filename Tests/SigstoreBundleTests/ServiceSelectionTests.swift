// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import Testing

/// The choice of services, as the comments of sigstore_trustroot.proto demand it.
@Suite struct ServiceSelectionTests {
    /// One service in short: where, which version, by whom, and the days of its beginning and end.
    private struct Short: Sendable {
        let name: String
        var version = 1
        var start = 1
        var end: Int?
        var `operator` = "a"

        var text: String {
            func day(_ number: Int) -> String { "2025-01-\(number < 10 ? "0" : "")\(number)T00:00:00Z" }
            let end = end.map { #","end":"\#(day($0))""# } ?? ""
            return #"{"url":"https://\#(name)","majorApiVersion":\#(version),"#
                + #""validFor":{"start":"\#(day(start))"\#(end)},"operator":"\#(`operator`)"}"#
        }
    }

    /// The moment at which day `number` begins.
    private func day(_ number: Int) -> Date { Date(timeIntervalSince1970: 1_735_689_600 + Double(number - 1) * 86_400) }

    private func select(
        _ services: [Short],
        _ selector: String = #"{"selector":"ALL"}"#,
        as kind: SigningConfig.ServiceKind = .transparencyLog,
        at date: Date? = nil,
        versions: Set<UInt32> = [1, 2]
    ) throws -> [String] {
        var text = SigningConfigText()
        (text.services, text.logSelector) = (services.map(\.text), selector)
        return try SigningConfig(parsing: Array(text.text.utf8))
            .services(of: kind, at: date ?? day(10), supportedVersions: versions)
            .compactMap { $0.url.host() }
    }

    @Test func `only services that are valid then count, both ends included`() throws {
        let service = [Short(name: "x", start: 5, end: 10)]
        for date in [day(5), day(7), day(10)] { #expect(try select(service, at: date) == ["x"]) }
        for date in [day(5).addingTimeInterval(-1), day(10).addingTimeInterval(1)] {
            expectTrustError(.noService) { _ = try select(service, at: date) }
        }
    }

    @Test func `only the highest version that is supported counts`() throws {
        let services = [
            Short(name: "one"), Short(name: "two", version: 2, operator: "b"),
            Short(name: "three", version: 3, operator: "c"),
        ]
        #expect(try select(services) == ["two"])
        #expect(try select(services, versions: [1]) == ["one"])
        #expect(try select(services, versions: [1, 2, 3, 4]) == ["three"])
        expectTrustError(.noService) { _ = try select(services, versions: [4]) }
        expectTrustError(.noService) { _ = try select(services, versions: []) }
        #expect(try select([Short(name: "new", version: 2, end: 9), Short(name: "old")]) == ["old"])
    }

    @Test func `each operator gives the service that began last`() throws {
        let services = [
            Short(name: "old"), Short(name: "new", start: 8), Short(name: "future", start: 11),
            Short(name: "other", start: 3, operator: "b"), Short(name: "twin", start: 8),
        ]
        #expect(try select(services) == ["new", "other"])
        #expect(try select(services.reversed()) == ["twin", "other"])
    }

    @Test func `selects any one, or so many, or all`() throws {
        let services = [
            Short(name: "a", start: 1), Short(name: "b", start: 2, operator: "b"),
            Short(name: "c", start: 3, operator: "c"),
        ]
        #expect(try select(services) == ["c", "b", "a"])
        #expect(try select(services, #"{"selector":"ANY"}"#) == ["c"])
        #expect(try select(services, #"{"selector":"EXACT","count":2}"#) == ["c", "b"])
        #expect(try select(services, #"{"selector":"EXACT","count":3}"#) == ["c", "b", "a"])
        expectTrustError(.notEnoughServices) { _ = try select(services, #"{"selector":"EXACT","count":4}"#) }
        expectTrustError(.notEnoughServices) { _ = try select(services, #"{"selector":"EXACT","count":4294967295}"#) }
        expectTrustError(.undefinedSelector) { _ = try select(services, "null") }
    }

    @Test func `two services of one operator are one`() {
        let services = [Short(name: "a"), Short(name: "b")]
        expectTrustError(.notEnoughServices) { _ = try select(services, #"{"selector":"EXACT","count":2}"#) }
    }

    @Test(arguments: [SigningConfig.ServiceKind.certificateAuthority, .identityProvider])
    func `one authority and one identity provider, whatever the configuration says`(
        _ kind: SigningConfig.ServiceKind
    ) throws {
        let services = [Short(name: "a"), Short(name: "b", start: 2, operator: "b")]
        #expect(try select(services, as: kind) == ["b"])
    }

    @Test(arguments: SigningConfig.ServiceKind.allCases)
    func `none configured is no service`(_ kind: SigningConfig.ServiceKind) {
        expectTrustError(.noService) { _ = try select([], as: kind) }
    }
}
