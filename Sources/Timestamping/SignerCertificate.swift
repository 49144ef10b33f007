// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SwiftASN1
import X509

/// A certificate, and the fields by which a timestamp names it, as they were encoded.
///
/// `TBSCertificate ::= SEQUENCE { [0] version?, serialNumber, signature, issuer, validity, subject, … }`
/// - SeeAlso: RFC 5280 §4.1.
struct SignerCertificate {
    let certificate: X509Certificate
    let serialNumber: IntegerBytes
    /// The issuer's `Name`.
    let issuer: [UInt8]
    /// The subject's `Name`.
    let subject: [UInt8]
    let subjectKeyIdentifier: [UInt8]?
    /// The `GeneralName`s of the subject's alternative names.
    let alternativeNames: [[UInt8]]

    /// - Throws: `malformed`.
    init(_ certificate: X509Certificate) throws(TimestampError) {
        self = try TimestampError.reading("a certificate") { try Self(fieldsOf: certificate) }
    }

    private init(fieldsOf certificate: X509Certificate) throws {
        guard let signed = try DER.parse(certificate.der).children(.sequence).first else {
            throw ASN1Error.invalidASN1Object(reason: "a certificate has three fields")
        }
        let fields = try signed.children(.sequence).filter { $0.identifier != .context(0) }
        guard fields.count >= 6 else { throw ASN1Error.invalidASN1Object(reason: "a field is missing") }
        self.certificate = certificate
        serialNumber = try IntegerBytes(derEncoded: fields[0])
        (issuer, subject) = (Array(fields[2].encodedBytes), Array(fields[4].encodedBytes))
        subjectKeyIdentifier = try certificate.value(of: .subjectKeyIdentifier).map {
            Array(try ASN1OctetString(derEncoded: $0).bytes)
        }
        alternativeNames =
            try certificate.value(of: .subjectAlternativeName)?.children(.sequence).map { Array($0.encodedBytes) } ?? []
    }

    /// Whether a `GeneralName` is one of the certificate's subject: its name as a directory name, or an alternative.
    func isNamed(_ name: [UInt8]) throws -> Bool {
        guard !alternativeNames.contains(name) else { return true }
        let node = try DER.parse(name)
        guard node.identifier == .context(4) else { return false }
        return try node.children.map { Array($0.encodedBytes) } == [subject]
    }
}

extension X509Certificate {
    fileprivate func value(of identifier: ASN1ObjectIdentifier) throws -> ASN1Node? {
        try x509.extensions.first { $0.oid == identifier }.map { try DER.parse($0.value) }
    }
}
