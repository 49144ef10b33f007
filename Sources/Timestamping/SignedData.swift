// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CertificateTrust
import SignatureKeys
import SwiftASN1

/// A CMS message with one signature over a timestamp's content: what RFC 3161 §2.4.2 needs of RFC 5652, in DER.
///
/// ```
/// ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }
/// SignedData ::= SEQUENCE { version INTEGER, digestAlgorithms SET OF AlgorithmIdentifier,
///     encapContentInfo SEQUENCE { eContentType OBJECT IDENTIFIER, eContent [0] EXPLICIT OCTET STRING },
///     certificates [0] IMPLICIT SET OF CertificateChoices OPTIONAL, crls [1] IMPLICIT … OPTIONAL,
///     signerInfos SET OF SignerInfo }
/// ```
/// CMS may be in BER; authorities write DER, and only that is read here. The order within sets is not looked at where
/// nothing is signed: OpenSSL does not sort certificates.
/// - SeeAlso: RFC 5652 §3, §5.1.
struct SignedData: Sendable {
    /// The most certificates that a timestamp carries: those of its signer's path.
    static let maximumCertificateCount = 8
    /// The most hash algorithms that are announced; there is one signature.
    static let maximumDigestAlgorithmCount = 8

    /// The bytes of the content, which the signed attributes are about.
    let content: [UInt8]
    /// The certificates that can be read, in the order they came.
    let certificates: [X509Certificate]
    let signer: SignerInfo

    /// - Throws: `malformed`, `tooManyCertificates`, or an `ASN1Error`.
    init(contentInfo node: ASN1Node) throws {
        self = try DER.sequence(node, identifier: .sequence) { nodes in
            let type = try ASN1ObjectIdentifier(derEncoded: &nodes)
            guard type == .signedData else {
                throw TimestampError(.malformed, "the timestamp is not signed data but \(type.dotted)")
            }
            return try DER.explicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { node in
                try DER.sequence(node, identifier: .sequence) { try Self(&$0) }
            }
        }
    }

    private init(_ nodes: inout ASN1NodeCollection.Iterator) throws {
        // 3 because the content is not plain data; 4 and 5 are for what is refused below.
        let version = try Int(derEncoded: &nodes)
        guard version == 3 else {
            throw TimestampError(.malformed, "the signed data has version \(version) and not 3 (RFC 5652 §5.1)")
        }
        let digestAlgorithms = try Self.digestAlgorithms(nodes.required("the set of hash algorithms"))
        content = try Self.content(nodes.required("the content"))
        certificates = try nodes.next(if: .context(0)).map { try Self.certificates($0) } ?? []
        if let lists = nodes.next(if: .context(1)) { _ = try lists.children }
        signer = try Self.signer(nodes.required("the set of signatures"))
        guard digestAlgorithms.contains(signer.digestAlgorithm.algorithm) else {
            throw TimestampError(
                .malformed,
                "the signature's hash algorithm is not among those that the signed data announces (RFC 5652 §5.1)"
            )
        }
    }

    private static func digestAlgorithms(_ node: ASN1Node) throws -> [ASN1ObjectIdentifier] {
        let nodes = try node.children(.set)
        guard nodes.count <= maximumDigestAlgorithmCount else {
            throw TimestampError(.malformed, "the signed data announces \(nodes.count) hash algorithms")
        }
        return try nodes.map { node in
            let identifier = try AlgorithmIdentifier(derEncoded: node)
            if DigestChoice(identifier.algorithm) != nil { try identifier.requireNoParameters(orNull: true) }
            return identifier.algorithm
        }
    }

    private static func content(_ node: ASN1Node) throws -> [UInt8] {
        try DER.sequence(node, identifier: .sequence) { nodes in
            let type = try ASN1ObjectIdentifier(derEncoded: &nodes)
            guard type == .timestampInfo else {
                throw TimestampError(.malformed, "the signed content is not a timestamp but \(type.dotted)")
            }
            return try DER.explicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { node in
                Array(try ASN1OctetString(derEncoded: node).bytes)
            }
        }
    }

    /// X.509 certificates only: the other choices are obsolete, or attribute certificates, which need a version above 3.
    ///
    /// Those that cannot be used here are left out, a root with a short key for instance: nothing rests on them.
    private static func certificates(_ node: ASN1Node) throws -> [X509Certificate] {
        let nodes = try node.children
        guard nodes.count <= maximumCertificateCount else {
            throw TimestampError(
                .tooManyCertificates,
                "the timestamp carries \(nodes.count) certificates, more than the limit of \(maximumCertificateCount)"
            )
        }
        guard nodes.allSatisfy({ $0.identifier == .sequence }) else {
            throw TimestampError(.malformed, "the timestamp carries something else than X.509 certificates")
        }
        return nodes.compactMap { try? X509Certificate(der: Array($0.encodedBytes)) }
    }

    /// RFC 3161 §2.4.2: "The time-stamp token MUST NOT contain any signatures other than the signature of the TSA."
    private static func signer(_ node: ASN1Node) throws -> SignerInfo {
        let nodes = try node.children(.set)
        guard let node = nodes.first, nodes.count == 1 else {
            throw TimestampError(.malformed, "the timestamp has \(nodes.count) signatures and not one")
        }
        return try SignerInfo(derEncoded: node)
    }
}

extension ASN1Node {
    /// What a constructed node holds.
    var children: [ASN1Node] {
        get throws {
            guard case .constructed(let children) = content else { throw ASN1Error.unexpectedFieldType(identifier) }
            return Array(children)
        }
    }

    func children(_ identifier: ASN1Identifier) throws -> [ASN1Node] {
        guard self.identifier == identifier else { throw ASN1Error.unexpectedFieldType(self.identifier) }
        return try children
    }
}
