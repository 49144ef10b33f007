// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import CertificateTrust
import Crypto
package import Foundation
package import SignatureKeys
import SwiftASN1
package import X509

/// A certificate authority in memory, with a clock that stands still.
package struct TestAuthority: Sendable {
    /// The time of everything that happens here.
    package static let now = Date(timeIntervalSince1970: 1_750_000_000)
    package static let day: TimeInterval = 86_400

    package let certificate: X509Certificate
    private let name: DistinguishedName
    private let key: Certificate.PrivateKey

    /// Creates a root.
    package init(named name: String = "root") throws {
        try self.init(named: name, under: nil)
    }

    private init(named text: String, under issuer: TestAuthority?) throws {
        key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        name = try DistinguishedName { CommonName(text) }
        certificate = try Self.sign(
            key.publicKey,
            TestCertificate(subject: text),
            [
                .init(BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true),
                .init(KeyUsage(keyCertSign: true), critical: true),
            ],
            by: issuer?.key ?? key,
            named: issuer?.name ?? name
        )
    }

    /// An authority that this one certifies.
    package func intermediate(named name: String = "intermediate") throws -> TestAuthority {
        try TestAuthority(named: name, under: self)
    }

    /// Certifies a key.
    package func certify(
        _ publicKey: PublicKey,
        _ content: TestCertificate = TestCertificate()
    ) throws -> X509Certificate {
        try certify(Certificate.PublicKey(pemEncoded: publicKey.pem), content)
    }

    /// Certifies a key of any kind.
    package func certify(_ publicKey: Certificate.PublicKey, _ content: TestCertificate) throws -> X509Certificate {
        var extensions: [Certificate.Extension] = []
        if content.maySign { extensions.append(try .init(KeyUsage(digitalSignature: true), critical: true)) }
        if !content.names.isEmpty {
            extensions.append(try .init(SubjectAlternativeNames(content.names), critical: false))
        }
        return try Self.sign(publicKey, content, extensions, by: key, named: name)
    }

    private static func sign(
        _ publicKey: Certificate.PublicKey,
        _ content: TestCertificate,
        _ extensions: [Certificate.Extension],
        by issuerKey: Certificate.PrivateKey,
        named issuer: DistinguishedName
    ) throws -> X509Certificate {
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: content.notValidBefore,
            notValidAfter: content.notValidAfter,
            issuer: issuer,
            subject: DistinguishedName { CommonName(content.subject) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions(extensions),
            issuerPrivateKey: issuerKey
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try X509Certificate(der: serializer.serializedBytes)
    }
}

/// What a certificate says; every test changes one thing.
package struct TestCertificate: Sendable {
    package var subject = "signer"
    package var names: [GeneralName] = []
    package var maySign = true
    package var notValidBefore = TestAuthority.now - TestAuthority.day
    package var notValidAfter = TestAuthority.now + TestAuthority.day

    package init(subject: String = "signer") { self.subject = subject }
}
