// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import Crypto
import SignatureKeys
import SwiftASN1
import TextEncodings

/// The signed attribute that binds a signature to its signer's certificate, in one of its two versions.
///
/// ```
/// SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID, policies SEQUENCE OF PolicyInformation OPTIONAL }
/// ESSCertID ::= SEQUENCE { certHash OCTET STRING, issuerSerial IssuerSerial OPTIONAL }
/// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, policies SEQUENCE OF PolicyInformation OPTIONAL }
/// ESSCertIDv2 ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier DEFAULT {sha256}, certHash OCTET STRING,
///     issuerSerial IssuerSerial OPTIONAL }
/// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber INTEGER }
/// ```
/// Only the first identifier counts: it is the signer's. The others, and the policies, are not looked at.
/// A first version is tied to the certificate by SHA-1, which is weak against collisions only; the certificate itself
/// is trusted for other reasons.
/// - SeeAlso: RFC 2634 §5.4, RFC 5035 §3 and §4, RFC 5816.
struct SigningCertificate {
    private enum Hash {
        case sha1
        case sha2(DigestChoice)

        func digest(of bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .sha1: Array(Insecure.SHA1.hash(data: bytes))
            case .sha2(let choice): choice.hash(bytes)
            }
        }
    }

    private let hash: Hash
    private let certificateHash: [UInt8]
    private let issuerAndSerial: (issuer: ASN1Node, serialNumber: IntegerBytes)?

    /// Those that the attributes have, at least one: RFC 3161 §2.4.2 asks for the first version, RFC 5816 for either.
    /// - Throws: `missingAttribute`, `malformed`, `unsupportedAlgorithm`.
    static func all(in attributes: SignedAttributes) throws(TimestampError) -> [SigningCertificate] {
        let first = try attributes.optionalValue(of: .signingCertificate, "signingCertificate")
        let second = try attributes.optionalValue(of: .signingCertificateV2, "signingCertificateV2")
        let all = try TimestampError.reading("a signingCertificate attribute") {
            try [first.map { try Self($0, version: 1) }, second.map { try Self($0, version: 2) }].compactMap { $0 }
        }
        guard !all.isEmpty else {
            throw TimestampError(
                .missingAttribute,
                "the signature does not cover the signer's certificate by signingCertificate (RFC 3161 §2.4.2)"
            )
        }
        return all
    }

    private init(_ value: ASN1Any, version: Int) throws {
        let fields = try ASN1Node(value).children(.sequence)
        guard let first = try fields.first?.children(.sequence).first, fields.count <= 2 else {
            throw TimestampError(.malformed, "the attribute signingCertificate names no certificate")
        }
        (hash, certificateHash, issuerAndSerial) = try DER.sequence(first, identifier: .sequence) { nodes in
            let hash = try Self.hash(version, &nodes)
            let digest = Array(try ASN1OctetString(derEncoded: &nodes).bytes)
            let issuerAndSerial = try nodes.next().map { node in
                try DER.sequence(node, identifier: .sequence) { nodes in
                    (issuer: try nodes.required("the issuer"), serialNumber: try IntegerBytes(derEncoded: &nodes))
                }
            }
            return (hash, digest, issuerAndSerial)
        }
    }

    /// SHA-256 may be spelled out though DER leaves a default away: some authorities do that.
    private static func hash(_ version: Int, _ nodes: inout ASN1NodeCollection.Iterator) throws -> Hash {
        guard version == 2 else { return .sha1 }
        guard let algorithm = nodes.next(if: .sequence) else { return .sha2(.sha256) }
        return .sha2(try AlgorithmIdentifier(derEncoded: algorithm).digest())
    }

    /// - Throws: `signerMismatch`, `malformed`.
    func check(_ signer: SignerCertificate) throws(TimestampError) {
        guard hash.digest(of: signer.certificate.der) == certificateHash else {
            throw TimestampError(
                .signerMismatch,
                "the timestamp was signed for another certificate than \(signer.certificate.subject.excerpt()), by its hash"
            )
        }
        guard let issuerAndSerial else { return }
        let isIssuer = try TimestampError.reading("the name of an issuer") {
            let names = try issuerAndSerial.issuer.children(.sequence)
            // RFC 5035 §5: "issuer … MUST contain only the issuer name of the certificate", as a directory name, [4].
            guard names.count == 1, let name = names.first, name.identifier == .context(4) else { return false }
            return try name.children.map { Array($0.encodedBytes) } == [signer.issuer]
        }
        guard isIssuer, issuerAndSerial.serialNumber == signer.serialNumber else {
            throw TimestampError(
                .signerMismatch,
                """
                the timestamp was signed for another certificate than \(signer.certificate.subject.excerpt()), by its \
                issuer and serial number
                """
            )
        }
    }
}

extension ASN1Node {
    /// What a value holds whose type is not known beforehand.
    init(_ value: ASN1Any) throws {
        var serializer = DER.Serializer()
        try serializer.serialize(value)
        self = try DER.parse(serializer.serializedBytes)
    }
}
