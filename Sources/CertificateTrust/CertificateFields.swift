// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// The fields of a certificate that must be taken as they arrived: X509 keeps none of them.
///
/// `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }`
/// - SeeAlso: RFC 5280 §4.1.
struct CertificateFields {
    /// The unsigned algorithm beside the signature.
    let signatureAlgorithm: ArraySlice<UInt8>
    /// The algorithm under the signature; RFC 5280 §4.1.1.2 wants the same bytes.
    let signedSignatureAlgorithm: ArraySlice<UInt8>
    /// The `SubjectPublicKeyInfo`.
    let publicKey: ArraySlice<UInt8>

    /// - Throws: `ASN1Error` if the bytes are not a certificate, or anything follows it.
    init(der: [UInt8]) throws {
        self = try DER.sequence(DER.parse(der), identifier: .sequence) { outer in
            guard let signed = outer.next(), let algorithm = outer.next() else {
                throw ASN1Error.invalidASN1Object(reason: "a certificate has three fields")
            }
            guard try ASN1BitString(derEncoded: &outer).paddingBits == 0 else {
                throw ASN1Error.invalidASN1Object(reason: "a signature is a whole number of bytes")
            }
            return try Self(signed: signed, signatureAlgorithm: algorithm.encodedBytes)
        }
    }

    /// `TBSCertificate ::= SEQUENCE { [0] version?, serialNumber, signature, issuer, validity, subject, publicKey, … }`
    private init(signed: ASN1Node, signatureAlgorithm: ArraySlice<UInt8>) throws {
        guard case .constructed(let children) = signed.content else {
            throw ASN1Error.unexpectedFieldType(signed.identifier)
        }
        let version = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        let fields = children.filter { $0.identifier != version }.prefix(6).map(\.encodedBytes)
        guard fields.count == 6 else { throw ASN1Error.invalidASN1Object(reason: "a field is missing") }
        self.signatureAlgorithm = signatureAlgorithm
        (signedSignatureAlgorithm, publicKey) = (fields[1], fields[5])
    }
}
