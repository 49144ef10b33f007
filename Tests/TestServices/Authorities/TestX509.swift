// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An X.509 certificate before it is signed.
struct TestX509 {
    var serialNumber: [UInt8]
    /// Distinguished names in DER.
    var (issuer, subject): ([UInt8], [UInt8])
    var (notBefore, notAfter): (Date, Date)
    /// SubjectPublicKeyInfo in DER.
    var publicKey: [UInt8]
    var extensions: [TestExtension]

    /// TBSCertificate; the algorithm is that of the issuer's key.
    func toBeSigned(for issuerKey: TestKey) -> [UInt8] {
        TestDER.sequence(
            TestDER.context(0, TestDER.integer(2)),
            TestDER.integer(serialNumber),
            issuerKey.algorithmIdentifier,
            issuer,
            TestDER.sequence(TestDER.time(notBefore), TestDER.time(notAfter)),
            subject,
            publicKey,
            extensions.isEmpty ? [] : TestDER.context(3, TestDER.sequence(extensions.map(\.der)))
        )
    }

    /// The certificate in DER.
    func signed(by issuerKey: TestKey, as claimed: TestKey? = nil) throws -> [UInt8] {
        let content = toBeSigned(for: claimed ?? issuerKey)
        return TestDER.sequence(
            content,
            (claimed ?? issuerKey).algorithmIdentifier,
            TestDER.bits(try issuerKey.sign(content))
        )
    }

    /// A distinguished name: an organisation and a common name, or nothing at all.
    static func name(_ commonName: String?, organization: String = "sigstore.test") -> [UInt8] {
        guard let commonName else { return TestDER.sequence() }
        let attributes = [("2.5.4.10", organization), ("2.5.4.3", commonName)]
        return TestDER.sequence(
            attributes.map { type, text in
                TestDER.set([TestDER.sequence(TestDER.identifier(type), TestDER.utf8(text))])
            }
        )
    }

    /// A serial number of 16 bytes that follows from a text.
    static func serialNumber(_ text: String) -> [UInt8] {
        [0x40] + TestDigest.sha256.hash(Array(text.utf8)).prefix(15)
    }
}
