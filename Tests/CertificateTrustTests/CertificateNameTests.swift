// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SwiftASN1
import Testing
import X509

@Suite struct CertificateNameTests {
    private static let userName: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 57264, 1, 7]

    private func identities(_ names: [GeneralName], critical: Bool = true) throws -> [CertificateName] {
        var recipe = try CertificateRecipe(selfSigned: "leaf")
        (recipe.alternativeNames, recipe.hasCriticalAlternativeNames) = (names, critical)
        return try recipe.make().identities()
    }

    private func userName(_ value: ASN1Any?) -> GeneralName {
        .otherName(.init(typeID: Self.userName, value: value))
    }

    @Test(arguments: [true, false])
    func `reads names of every kind in their order`(critical: Bool) throws {
        let names = try identities(
            [
                .uniformResourceIdentifier("https://example.com/a%20b"), .rfc822Name("a@example.com"),
                .dnsName("example.com"), userName(ASN1Any(erasing: ASN1UTF8String("Zoë!example.com"))),
                .rfc822Name(""),
            ],
            critical: critical
        )
        #expect(names.map(\.kind) == [.uri, .email, .dns, .otherName, .email])
        #expect(
            names.map(\.value) == ["https://example.com/a%20b", "a@example.com", "example.com", "Zoë!example.com", ""]
        )
        #expect(names.allSatisfy { $0.isCritical == critical })
        #expect(Set(names).count == 5)
    }

    @Test func `leaves out names that are no signer's`() throws {
        let subject = try CertificateRecipe(selfSigned: "directory").subject
        let principal = GeneralName.OtherName(
            typeID: [1, 3, 6, 1, 4, 1, 311, 20, 2, 3],
            value: try ASN1Any(erasing: ASN1UTF8String("a@example.com"))
        )
        let names = try identities([
            .directoryName(subject), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])), .otherName(principal),
            .registeredID([1, 2, 3]), .rfc822Name("a@example.com"),
        ])
        #expect(names.map(\.value) == ["a@example.com"])
        #expect(try CertificateRecipe(selfSigned: "leaf").make().identities().isEmpty)
    }

    @Test func `rejects a user name that is not one UTF8String`() async throws {
        let values = [
            nil, try ASN1Any(erasing: ASN1IA5String("a")), try ASN1Any(erasing: ASN1Null()),
            try ASN1Any(erasing: ASN1UTF8String(contentBytes: [0x61, 0xFF])),
        ]
        for value in values {
            await expectTrustError(.malformedCertificate, saying: ["leaf"]) { _ = try identities([userName(value)]) }
        }
    }

    @Test func `distinguishes names by their bytes`() throws {
        let names = try ["é", "e\u{301}"].map { text in
            try #require(identities([userName(ASN1Any(erasing: ASN1UTF8String(text)))]).first)
        }
        #expect(names[0].value == names[1].value && names[0] != names[1])
    }
}
