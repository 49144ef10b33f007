// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import Foundation
import SwiftASN1
import Timestamping
import X509

/// A time-stamping authority in memory: a root, an intermediate and a signer, with a clock that stands still.
struct TestAuthority: Sendable {
    /// The time of all timestamps: 2025-06-15T12:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_749_988_800)
    static let day: TimeInterval = 86_400

    let root: X509Certificate
    let intermediate: X509Certificate
    let signer: X509Certificate
    let key: TestKey

    init(_ key: TestKey = .p256(P256.Signing.PrivateKey()), _ change: (inout Content) -> Void = { _ in }) throws {
        var content = Content()
        change(&content)
        let (rootKey, intermediateKey) = (
            Certificate.PrivateKey(P256.Signing.PrivateKey()), Certificate.PrivateKey(P384.Signing.PrivateKey())
        )
        self.key = key
        root = try Self.certify(
            "root",
            rootKey.publicKey,
            content.rootDates,
            content.authorityExtensions,
            by: "root",
            rootKey
        )
        intermediate = try Self.certify(
            "intermediate",
            intermediateKey.publicKey,
            content.intermediateDates,
            content.authorityExtensions,
            by: "root",
            rootKey
        )
        signer = try Self.certify(
            "signer",
            key.certificateKey.publicKey,
            content.dates,
            content.extensions,
            by: "intermediate",
            intermediateKey
        )
    }

    /// What the certificates say; every test changes one thing.
    struct Content {
        var dates = now - day...now + day
        var intermediateDates = now - day...now + day
        var rootDates = now - day...now + day
        var usages: [ExtendedKeyUsage.Usage] = [.timeStamping]
        var areUsagesCritical = true
        var names: [GeneralName] = []

        fileprivate var extensions: [Certificate.Extension] {
            get throws {
                var all: [Certificate.Extension] = [
                    try .init(KeyUsage(digitalSignature: true), critical: true),
                    try .init(SubjectKeyIdentifier(keyIdentifier: [1, 2, 3, 4]), critical: false),
                ]
                if !usages.isEmpty {
                    all.append(try .init(ExtendedKeyUsage(usages), critical: areUsagesCritical))
                }
                if !names.isEmpty { all.append(try .init(SubjectAlternativeNames(names), critical: false)) }
                return all
            }
        }

        fileprivate var authorityExtensions: [Certificate.Extension] {
            get throws {
                [
                    try .init(BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true),
                    try .init(KeyUsage(keyCertSign: true), critical: true),
                ]
            }
        }
    }

    /// Trusted with the signer known.
    var trusted: TimestampAuthority {
        get throws { try TimestampAuthority(chain: [signer, intermediate, root]) }
    }

    private static func certify(
        _ name: String,
        _ key: Certificate.PublicKey,
        _ dates: ClosedRange<Date>,
        _ extensions: [Certificate.Extension],
        by issuer: String,
        _ issuerKey: Certificate.PrivateKey
    ) throws -> X509Certificate {
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(bytes: [0x12, 0x34, UInt8(name.utf8.count)]),
            publicKey: key,
            notValidBefore: dates.lowerBound,
            notValidAfter: dates.upperBound,
            issuer: DistinguishedName { CommonName(issuer) },
            subject: DistinguishedName { CommonName(name) },
            signatureAlgorithm: issuer == "root" ? .ecdsaWithSHA256 : .ecdsaWithSHA384,
            extensions: Certificate.Extensions(extensions),
            issuerPrivateKey: issuerKey
        )
        var serializer = SwiftASN1.DER.Serializer()
        try serializer.serialize(certificate)
        return try X509Certificate(der: serializer.serializedBytes)
    }
}
