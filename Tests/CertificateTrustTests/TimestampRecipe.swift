// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import Foundation
import SignatureKeys
import SwiftASN1
import X509

/// A log that promises to include certificates, written from RFC 6962 §3.2 and §3.3 alone.
struct TimestampRecipe: Sendable {
    /// What the log signs, to be spoilt in one point.
    struct Content {
        var version: UInt8 = 0
        var signatureType: UInt8 = 0
        var milliseconds: UInt64
        var entryType: UInt16 = 1
        var issuerKeyHash: [UInt8]
        var certificate: [UInt8]
        var extensions: [UInt8]

        var bytes: [UInt8] {
            [version, signatureType] + TimestampRecipe.number(milliseconds, 8)
                + TimestampRecipe.number(UInt64(entryType), 2) + issuerKeyHash
                + TimestampRecipe.number(UInt64(certificate.count), 3) + certificate
                + TimestampRecipe.vector(extensions)
        }
    }

    var key = P256.Signing.PrivateKey()
    var version: UInt8 = 0
    var logID: [UInt8]
    /// 2025-06-15T15:06:40.123Z
    var milliseconds: UInt64 = 1_750_000_000_123
    var extensions: [UInt8] = []
    var hash: UInt8 = 4
    var scheme: UInt8 = 3

    init() {
        logID = Array(SHA256.hash(data: key.publicKey.derRepresentation))
    }

    var publicKey: PublicKey {
        get throws { try PublicKey(derSPKI: Array(key.publicKey.derRepresentation)) }
    }

    /// The promise about a certificate that has none in it.
    func make(
        for leaf: CertificateRecipe,
        under issuer: CertificateRecipe,
        altering alter: (inout Content) throws -> Void = { _ in }
    ) throws -> [UInt8] {
        var content = Content(
            milliseconds: milliseconds,
            issuerKeyHash: Array(SHA256.hash(data: try issuer.key.publicKey.encoded)),
            certificate: Array(try leaf.make().x509.tbsCertificateBytes),
            extensions: extensions
        )
        try alter(&content)
        return serialized(signature: Array(try key.signature(for: content.bytes).derRepresentation))
    }

    func serialized(signature: [UInt8]) -> [UInt8] {
        [version] + logID + Self.number(milliseconds, 8) + Self.vector(extensions) + [hash, scheme]
            + Self.vector(signature)
    }

    static func list(_ items: [[UInt8]]) -> [UInt8] { vector(items.flatMap(vector)) }

    static func vector(_ bytes: [UInt8]) -> [UInt8] { number(UInt64(bytes.count), 2) + bytes }

    static func number(_ number: UInt64, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).reversed().map { UInt8(number >> UInt64(8 * $0) & 0xFF) }
    }
}

extension CertificateRecipe {
    static let timestampList: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2]

    /// Adds the extension that holds promises of logs.
    mutating func add(timestamps items: [[UInt8]]) throws {
        let list = ASN1OctetString(contentBytes: TimestampRecipe.list(items)[...])
        add(Self.timestampList, try list.encoded)
    }
}
