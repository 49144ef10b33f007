// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// How a signature names its signer's certificate.
///
/// `SignerIdentifier ::= CHOICE { issuerAndSerialNumber SEQUENCE { issuer Name, serialNumber INTEGER },
/// subjectKeyIdentifier [0] IMPLICIT OCTET STRING }`
/// - SeeAlso: RFC 5652 §5.3.
enum SignerIdentifier: Sendable {
    /// The issuer's name, encoded.
    case issuer([UInt8], serialNumber: IntegerBytes)
    case subjectKeyIdentifier([UInt8])

    init(derEncoded node: ASN1Node) throws {
        guard node.identifier == .sequence else {
            self = .subjectKeyIdentifier(
                Array(try ASN1OctetString(derEncoded: node, withIdentifier: .context(0)).bytes)
            )
            return
        }
        self = try DER.sequence(node, identifier: .sequence) { nodes in
            let issuer = try nodes.required("the issuer of the signer's certificate")
            return .issuer(Array(issuer.encodedBytes), serialNumber: try IntegerBytes(derEncoded: &nodes))
        }
    }

    /// The version of a `SignerInfo` with such an identifier.
    var signerInfoVersion: Int {
        switch self {
        case .issuer: 1
        case .subjectKeyIdentifier: 3
        }
    }

    /// Whether a certificate is the one that is named, byte for byte.
    func names(_ certificate: SignerCertificate) -> Bool {
        switch self {
        case .issuer(let issuer, let serialNumber):
            issuer == certificate.issuer && serialNumber == certificate.serialNumber
        case .subjectKeyIdentifier(let identifier):
            identifier == certificate.subjectKeyIdentifier
        }
    }
}
