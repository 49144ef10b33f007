// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SigstoreVerification
import TestServices
import Testing
import X509

@Suite struct CertificateIdentityTests {
    private func certificate(uri: String) throws -> X509Certificate {
        var content = TestCertificate()
        content.names = [.uniformResourceIdentifier(uri)]
        return try TestAuthority().certify(PrivateKey.generate(.ecdsaP256SHA256).publicKey, content)
    }

    @Test func `any certificate will do, or one name byte for byte`() throws {
        let certificate = try certificate(uri: "https://example.com/K")
        #expect(CertificateIdentity.any.accepts(certificate))
        #expect(CertificateIdentity.subjectAlternativeName("https://example.com/K").accepts(certificate))
        // The Kelvin sign, which Unicode takes for the letter.
        #expect(!CertificateIdentity.subjectAlternativeName("https://example.com/\u{212A}").accepts(certificate))
        #expect(!CertificateIdentity.subjectAlternativeName("https://example.com/").accepts(certificate))
    }
}
