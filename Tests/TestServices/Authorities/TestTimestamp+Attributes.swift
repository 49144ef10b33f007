// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

extension TestTimestamp {
    /// The signed attributes (RFC 5652 §11, RFC 5035), in no order.
    func attributes(
        of content: [UInt8],
        hashedWith digest: TestDigest,
        by authority: TestTSA.Made
    ) throws -> [[UInt8]] {
        var result: [[UInt8]] = []
        if let attributeContentType {
            result.append(Self.attribute("1.2.840.113549.1.9.3", TestDER.identifier(attributeContentType)))
        }
        if hasMessageDigest {
            let value = TestDER.octets(messageDigest ?? digest.hash(content))
            result.append(Self.attribute("1.2.840.113549.1.9.4", value))
        }
        if hasSigningTime { result.append(Self.attribute("1.2.840.113549.1.9.5", TestDER.time(date))) }
        let certificate = namedCertificate ?? authority.signer
        let issuerSerial = issuerSerial(of: authority)
        if signingCertificate == .v1 || signingCertificate == .both {
            let identifier = TestDER.sequence(
                TestDER.octets(Array(Insecure.SHA1.hash(data: certificate))),
                issuerSerial
            )
            let value = TestDER.sequence(TestDER.sequence(identifier))
            result.append(Self.attribute("1.2.840.113549.1.9.16.2.12", value))
        }
        if signingCertificate == .v2 || signingCertificate == .both {
            // The hash is SHA-256, the default, which DER leaves out.
            let identifier = TestDER.sequence(TestDER.octets(TestDigest.sha256.hash(certificate)), issuerSerial)
            let value = TestDER.sequence(TestDER.sequence(identifier))
            result.append(Self.attribute("1.2.840.113549.1.9.16.2.47", value))
        }
        return result + extraAttributes
    }

    private func issuerSerial(of authority: TestTSA.Made) -> [UInt8] {
        guard hasIssuerSerial else { return [] }
        return TestDER.sequence(
            TestDER.sequence(TestDER.context(4, authority.content.issuer)),
            TestDER.integer(namedSerialNumber ?? authority.content.serialNumber)
        )
    }

    /// An attribute with one value.
    package static func attribute(_ type: String, _ value: [UInt8]) -> [UInt8] {
        TestDER.sequence(TestDER.identifier(type), TestDER.set([value]))
    }
}

extension TestKey {
    /// AlgorithmIdentifier of a signature with another hash than the key's own.
    func algorithmIdentifier(hashedWith digest: TestDigest) -> [UInt8] {
        guard digest != self.digest else { return algorithmIdentifier }
        return switch (kind, digest) {
        case (.p256, _), (.p384, _), (.p521, _):
            TestDER.algorithm("1.2.840.10045.4.3.\([.sha256: 2, .sha384: 3, .sha512: 4][digest] ?? 2)")
        case (.rsaPKCS1, _):
            TestDER.algorithm(
                "1.2.840.113549.1.1.\([.sha256: 11, .sha384: 12, .sha512: 13][digest] ?? 11)",
                TestDER.null
            )
        default: algorithmIdentifier
        }
    }
}
