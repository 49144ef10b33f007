// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SwiftASN1
import Testing
import X509

/// A certificate with all that Fulcio writes, damaged at every place.
@Suite struct SigstoreLeafMutationTests {
    private let leaf: X509Certificate
    private let issuer: X509Certificate
    private let log = TimestampRecipe()

    init() throws {
        let chain = try ChainRecipe()
        var recipe = chain.leaf
        recipe.subject = DistinguishedName()
        let userName = GeneralName.OtherName(
            typeID: [1, 3, 6, 1, 4, 1, 57264, 1, 7],
            value: try ASN1Any(erasing: ASN1UTF8String("user!example.com"))
        )
        recipe.alternativeNames = [.uniformResourceIdentifier("https://example.com/ci"), .otherName(userName)]
        recipe.add([1, 3, 6, 1, 4, 1, 57264, 1, 1], "https://issuer.example.com".utf8)
        recipe.add([1, 3, 6, 1, 4, 1, 57264, 1, 8], try ASN1UTF8String("https://issuer.example.com").encoded)
        recipe.add([1, 3, 6, 1, 4, 1, 57264, 1, 9], try ASN1UTF8String(String(repeating: "x", count: 200)).encoded)
        try recipe.add(timestamps: [log.make(for: recipe, under: chain.intermediate)])
        (leaf, issuer) = (try recipe.make(), try chain.intermediate.make())
    }

    /// Reads and verifies everything; the first thing that is wrong, or `nil`.
    private func flaw(of der: [UInt8]) throws -> CertificateTrustError? {
        do throws(CertificateTrustError) {
            let certificate = try X509Certificate(der: der)
            _ = try certificate.identities()
            _ = try certificate.fulcio
            _ = certificate.isSelfSigned
            try CodeSigningUsage.sigstore.check(certificate)
            let key = try? log.publicKey
            for timestamp in try certificate.signedCertificateTimestamps() {
                guard let key else { continue }
                try timestamp.verify(leaf: certificate, issuer: issuer, key: key)
            }
            return nil
        } catch {
            _ = error.description
            return error
        }
    }

    @Test func `is good to begin with`() throws {
        #expect(try flaw(of: leaf.der) == nil)
        #expect(try leaf.identities().map(\.value) == ["https://example.com/ci", "user!example.com"])
        #expect(try leaf.fulcio.issuer == "https://issuer.example.com")
        #expect(try leaf.signedCertificateTimestamps().count == 1)
    }

    @Test func `is rejected cut short at any byte`() throws {
        for count in leaf.der.indices {
            #expect(try flaw(of: Array(leaf.der.prefix(count)))?.code == .malformedCertificate)
        }
    }

    /// The log signed everything but its own name, the CA's signature, and that there are timestamps at all.
    @Test(.timeLimit(.minutes(2)))
    func `is rejected with a bit flipped in any byte, or says the same to the log`() throws {
        let original = try #require(leaf.signedCertificateTimestamps().first)
        for bit in stride(from: 0, to: leaf.der.count * 8, by: 3) {
            var der = leaf.der
            der[bit / 8] ^= 1 << (bit % 8)
            guard try flaw(of: der) == nil else { continue }
            let changed = try X509Certificate(der: der)
            #expect(changed.x509.signature != leaf.x509.signature || changed.x509.extensions != leaf.x509.extensions)
            guard let timestamp = try changed.signedCertificateTimestamps().first else { continue }
            #expect(timestamp.milliseconds == original.milliseconds && timestamp.extensions == original.extensions)
            #expect(try changed.identities() == leaf.identities() && changed.publicKey() == leaf.publicKey())
            #expect(try changed.fulcio.issuer == leaf.fulcio.issuer)
        }
    }
}
