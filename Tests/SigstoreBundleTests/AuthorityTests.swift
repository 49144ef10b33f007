// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SigstoreBundle
import StrictJSON
import TestServices
import Testing
import TextEncodings

/// Authorities of a trusted root: those that cannot be used, and periods without a beginning.
@Suite struct AuthorityTests {
    /// The lists of authorities, of which each test changes one.
    enum List: CaseIterable {
        case certificates, timestamps

        func text(_ authorities: [AuthorityText]) -> String {
            let part = self == .certificates ? \TrustedRootText.authorities : \.timestampAuthorities
            return TrustedRootText.with(part, authorities.map(\.text))
        }

        func usable(_ root: TrustedRoot) -> [CertificateAuthority] {
            self == .certificates ? root.certificateAuthorities : root.timestampAuthorities
        }

        func unusable(_ root: TrustedRoot) -> [UnusableCertificateAuthority] {
            self == .certificates ? root.unusableCertificateAuthorities : root.unusableTimestampAuthorities
        }
    }

    private static func certificates(_ kinds: TestKey.Kind...) throws -> [String] {
        let authorities = kinds.enumerated().map { TestCA("authority \($0)", $1) }
        return try TestAuthorityChain(authorities).certificates.reversed().map { Base64.encode($0) }
    }

    @Test(arguments: List.allCases, [TestKey.Kind.rsaPSS, .mlDSA65, .mlDSA87])
    func `a certificate that cannot be checked spoils its authority alone`(_ list: List, _ kind: TestKey.Kind) throws {
        var other = AuthorityText.with(\.certificates, try Self.certificates(kind))
        other.uri = #""uri":"https://other.example""#
        let root = try TrustedRoot(text: list.text([other, AuthorityText()]))
        #expect(list.usable(root).map(\.uri) == ["https://ca.example"])
        let unusable = try #require(list.unusable(root).first)
        #expect(unusable.uri == "https://other.example")
        #expect(unusable.reason.hasPrefix("its certificate 1 of 1 cannot be checked: "))
        #expect(unusable.reason.unicodeScalars.count <= 257)
        let all = root.unusableCertificateAuthorities + root.unusableTimestampAuthorities
        #expect(all.count == 1 && root.unusableTransparencyLogs.isEmpty)
    }

    @Test(arguments: List.allCases, [TestKey.Kind.p256, .p384, .p521, .rsaPKCS1, .ed25519])
    func `the same certificate with a key that can be checked is used`(_ list: List, _ kind: TestKey.Kind) throws {
        let authority = AuthorityText.with(\.certificates, try Self.certificates(kind))
        let root = try TrustedRoot(text: list.text([authority, AuthorityText()]))
        #expect(list.usable(root).count == 2 && list.unusable(root).isEmpty)
    }

    @Test(arguments: List.allCases) func `one certificate of a chain is enough`(_ list: List) throws {
        // The key of the second certificate is of the kind, and signs the first as well.
        let authority = AuthorityText.with(\.certificates, try Self.certificates(.p256, .mlDSA65, .p256))
        let root = try TrustedRoot(text: list.text([authority]))
        #expect(list.usable(root).isEmpty)
        #expect(list.unusable(root).first?.reason.hasPrefix("its certificate 1 of 3") == true)
    }

    @Test(arguments: List.allCases) func `a malformed certificate is an error beside it too`(_ list: List) throws {
        let unusable = try Self.certificates(.mlDSA65)
        let malformed = Base64.encode([0x30, 0x00])
        for certificates in [[malformed], unusable + [malformed], [malformed] + unusable] {
            let text = list.text([AuthorityText.with(\.certificates, certificates), AuthorityText()])
            expectTrustError(.malformedCertificate) { _ = try TrustedRoot(text: text) }
        }
    }

    @Test(arguments: List.allCases) func `other errors in an authority that cannot be used stay errors`(
        _ list: List
    ) throws {
        var authority = AuthorityText.with(\.certificates, try Self.certificates(.mlDSA65))
        authority.extra = #""extra":0"#
        expectTrustError(.malformed, because: .unknownField) {
            _ = try TrustedRoot(text: list.text([authority]))
        }
    }

    @Test(
        arguments: List.allCases,
        ["", #""validFor":null"#, #""validFor":{}"#, #""validFor":{"start":null}"#, #""validFor":{"end":null}"#]
    )
    func `a period may be missing`(_ list: List, _ validity: String) throws {
        let root = try TrustedRoot(text: list.text([.with(\.validity, validity)]))
        let period = try #require(list.usable(root).first?.validity)
        #expect(period == ValidityPeriod(start: .distantPast))
        for date in [Date.distantPast, Date(timeIntervalSince1970: 0), .distantFuture] {
            #expect(period.contains(date))
        }
    }

    @Test(arguments: List.allCases) func `a period without a beginning can end`(_ list: List) throws {
        let validity = #""validFor":{"end":"2025-12-31T23:59:59Z"}"#
        let root = try TrustedRoot(text: list.text([.with(\.validity, validity)]))
        let period = try #require(list.usable(root).first?.validity)
        let end = Date(timeIntervalSince1970: 1_767_225_599)
        #expect(period == ValidityPeriod(start: .distantPast, end: end))
        #expect(period.contains(end) && !period.contains(end + 1))
    }
}
