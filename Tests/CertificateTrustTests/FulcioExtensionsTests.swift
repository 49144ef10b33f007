// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SwiftASN1
import Testing

@Suite struct FulcioExtensionsTests {
    private static func identifier(_ number: UInt) -> ASN1ObjectIdentifier { [1, 3, 6, 1, 4, 1, 57264, 1, number] }

    /// What docs/oid-info.md of Fulcio lists, in its order.
    private static let directory: [(number: UInt, name: String)] = [
        (2, "githubWorkflowTrigger"), (3, "githubWorkflowSHA"), (4, "githubWorkflowName"),
        (5, "githubWorkflowRepository"), (6, "githubWorkflowRef"), (8, "issuer"), (9, "buildSignerURI"),
        (10, "buildSignerDigest"), (11, "runnerEnvironment"), (12, "sourceRepositoryURI"),
        (13, "sourceRepositoryDigest"), (14, "sourceRepositoryRef"), (15, "sourceRepositoryIdentifier"),
        (16, "sourceRepositoryOwnerURI"), (17, "sourceRepositoryOwnerIdentifier"), (18, "buildConfigURI"),
        (19, "buildConfigDigest"), (20, "buildTrigger"), (21, "runInvocationURI"),
        (22, "sourceRepositoryVisibilityAtSigning"), (23, "deploymentEnvironment"), (24, "tokenSubject"),
    ]

    private func string(_ text: String) throws -> [UInt8] {
        try ASN1UTF8String(text).encoded
    }

    private func fulcio(_ extensions: [(UInt, [UInt8])]) throws -> FulcioExtensions {
        var recipe = try CertificateRecipe(selfSigned: "leaf")
        for (number, value) in extensions { recipe.add(Self.identifier(number), value) }
        return try recipe.make().fulcio
    }

    @Test func `reads every field of the registry`() throws {
        let all = try fulcio(
            Self.directory.map { ($0.number, $0.number < 8 ? Array($0.name.utf8) : try string($0.name)) }
        )
        #expect(Set(FulcioExtensions.Field.allCases.map(\.rawValue)) == Set(Self.directory.map(\.name)))
        for field in FulcioExtensions.Field.allCases { #expect(all[field] == field.rawValue) }
        #expect(all.issuer == "issuer")
        let none = try fulcio([])
        for field in FulcioExtensions.Field.allCases { #expect(none[field] == nil) }
    }

    @Test func `passes over what the registry does not list`() throws {
        let fulcio = try fulcio([(7, [5, 0]), (25, [5, 0]), (0, [])])
        #expect(FulcioExtensions.Field.allCases.allSatisfy { fulcio[$0] == nil })
    }

    @Test func `takes the issuer from either extension`() throws {
        let issuer = "https://issuer.example.com"
        #expect(try fulcio([(1, Array(issuer.utf8))]).issuer == issuer)
        #expect(try fulcio([(8, string(issuer))]).issuer == issuer)
        #expect(try fulcio([(8, string(issuer)), (1, Array(issuer.utf8))]).issuer == issuer)
    }

    @Test(arguments: ["https://issuer.example.org", "https://issuer.example.com/", "", "https://issuer.example.com\0"])
    func `rejects two issuers that differ`(_ old: String) async {
        await expectTrustError(.conflictingIssuers, saying: ["https://issuer.example.com"]) {
            _ = try fulcio([(1, Array(old.utf8)), (8, string("https://issuer.example.com"))])
        }
    }

    @Test func `compares issuers by their bytes`() async {
        await expectTrustError(.conflictingIssuers) {
            _ = try fulcio([(1, Array("https://e\u{301}.example.com".utf8)), (8, string("https://é.example.com"))])
        }
    }

    @Test(arguments: [127, 128, 255, 256, 5000])
    func `reads text of any length`(count: Int) throws {
        let text = String(repeating: "x", count: count)
        let fulcio = try fulcio([(9, string(text)), (4, Array(text.utf8))])
        #expect(fulcio[.buildSignerURI] == text && fulcio[.githubWorkflowName] == text)
    }

    @Test(
        arguments: [
            [], [0x0C], [0x0C, 1], [0x0C, 1, 0x61, 0], [0x0C, 0x81, 1, 0x61], [0x0C, 0x82, 0, 1, 0x61],
            [0x0C, 0x80, 0x61, 0, 0], [0x2C, 3, 0x0C, 1, 0x61], [0x13, 1, 0x61], [0x16, 1, 0x61], [0x04, 1, 0x61],
            [0x0C, 1, 0xFF], [0x0C, 2, 0xC0, 0x80], [0x61, 0x62],
        ] as [[UInt8]]
    )
    func `rejects what is not one DER UTF8String`(_ value: [UInt8]) async {
        for number in [UInt(8), 9, 24] {
            await expectTrustError(.malformedCertificate, saying: ["57264.1.\(number)"]) {
                _ = try fulcio([(number, value)])
            }
        }
    }

    @Test func `takes the old extensions as they are, if they are UTF-8`() async throws {
        #expect(try fulcio([(2, string("push"))])[.githubWorkflowTrigger] == "\u{0C}\u{04}push")
        for number in UInt(1)...6 {
            await expectTrustError(.malformedCertificate, saying: ["57264.1.\(number)", "UTF-8"]) {
                _ = try fulcio([(number, [0x61, 0xFF])])
            }
        }
    }

    @Test func `rejects a duplicate`() async throws {
        var recipe = try CertificateRecipe(selfSigned: "leaf")
        recipe.add(Self.identifier(9), try string("a"))
        recipe.add(Self.identifier(10), try string("a"))
        var der = try recipe.make().der
        // .10 becomes another .9
        let place = try #require(der.indices.first { der[$0...].starts(with: [0x83, 0xBF, 0x30, 1, 10]) })
        der[place + 4] = 9
        await expectTrustError(.malformedCertificate) { [der] in _ = try X509Certificate(der: der) }
    }
}
