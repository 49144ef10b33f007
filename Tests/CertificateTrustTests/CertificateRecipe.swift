// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// What a test certificate says; every test changes one thing.
struct CertificateRecipe: Sendable {
    var subject: DistinguishedName
    var key: Certificate.PrivateKey
    /// Certified in place of that of `key`.
    var publicKey: Certificate.PublicKey?
    var issuer: DistinguishedName
    var issuerKey: Certificate.PrivateKey
    var version = Certificate.Version.v3
    var serialNumber = 1
    var notValidBefore = TestClock.now - TestClock.day
    var notValidAfter = TestClock.now + TestClock.day
    var signatureAlgorithm: Certificate.SignatureAlgorithm?
    var basicConstraints: BasicConstraints?
    var keyUsage: KeyUsage?
    var extendedKeyUsage: [ExtendedKeyUsage.Usage]?
    var hasCriticalExtendedKeyUsage = true
    var alternativeNames: [GeneralName] = []
    var hasCriticalAlternativeNames = true
    var nameConstraints: NameConstraints?
    var hasKeyIdentifiers = true
    var otherExtensions: [Certificate.Extension] = []

    /// A certificate that issues itself.
    init(selfSigned name: String, key: Certificate.PrivateKey = .init(P256.Signing.PrivateKey())) throws {
        let name = try DistinguishedName { CommonName(name) }
        (subject, issuer, self.key, issuerKey) = (name, name, key, key)
    }

    /// Signs what the recipe says.
    func make() throws -> X509Certificate {
        let algorithm = try signatureAlgorithm ?? Self.algorithm(for: issuerKey)
        let certificate = try Certificate(
            version: version,
            serialNumber: Certificate.SerialNumber(bytes: [UInt8(truncatingIfNeeded: serialNumber)]),
            publicKey: publicKey ?? key.publicKey,
            notValidBefore: notValidBefore,
            notValidAfter: notValidAfter,
            issuer: issuer,
            subject: subject,
            signatureAlgorithm: algorithm,
            extensions: version == .v1 ? Certificate.Extensions() : extensions(),
            issuerPrivateKey: issuerKey
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try X509Certificate(der: serializer.serializedBytes)
    }

    private static func algorithm(for key: Certificate.PrivateKey) throws -> Certificate.SignatureAlgorithm {
        switch key.publicKey {
        case let key where P384.Signing.PublicKey(key) != nil: .ecdsaWithSHA384
        case let key where P521.Signing.PublicKey(key) != nil: .ecdsaWithSHA512
        case let key where _RSA.Signing.PublicKey(key) != nil: .sha256WithRSAEncryption
        case let key where Curve25519.Signing.PublicKey(key) != nil: .ed25519
        default: .ecdsaWithSHA256
        }
    }

    private func extensions() throws -> Certificate.Extensions {
        var list = otherExtensions
        if let basicConstraints { list.append(try .init(basicConstraints, critical: true)) }
        if let keyUsage { list.append(try .init(keyUsage, critical: true)) }
        if let extendedKeyUsage {
            list.append(try .init(ExtendedKeyUsage(extendedKeyUsage), critical: hasCriticalExtendedKeyUsage))
        }
        if let nameConstraints { list.append(try .init(nameConstraints, critical: true)) }
        if !alternativeNames.isEmpty {
            list.append(try .init(SubjectAlternativeNames(alternativeNames), critical: hasCriticalAlternativeNames))
        }
        if hasKeyIdentifiers {
            let issuerID = SubjectKeyIdentifier(hash: issuerKey.publicKey).keyIdentifier
            list.append(try .init(SubjectKeyIdentifier(hash: key.publicKey), critical: false))
            list.append(try .init(AuthorityKeyIdentifier(keyIdentifier: issuerID), critical: false))
        }
        return try Certificate.Extensions(list)
    }
}

/// The one time of the tests, apart from the public suites' own.
enum TestClock {
    static let now = Date(timeIntervalSince1970: 1_750_000_000)
    static let day: TimeInterval = 86_400
}
