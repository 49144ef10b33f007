// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SwiftASN1

/// The parameters of an RSA-PSS key that signs with SHA-256 alone (RFC 4055 §3.1).
///
///     RSASSA-PSS-params ::= SEQUENCE {
///       hashAlgorithm     [0] HashAlgorithm      DEFAULT sha1,
///       maskGenAlgorithm  [1] MaskGenAlgorithm   DEFAULT mgf1SHA1,
///       saltLength        [2] INTEGER            DEFAULT 20,
///       trailerField      [3] INTEGER            DEFAULT 1 }
///
/// Read with the hash's parameters NULL or absent (§2.1), and written with NULL.
struct RSAPSSParameters: DERParseable, DERSerializable {
    private static let saltByteCount = DigestChoice.sha256.byteCount

    /// - Throws: ``KeyError`` with code `unsupportedKey` for other parameters, or what the decoder throws.
    init(derEncoded node: ASN1Node) throws {
        try DER.sequence(node, identifier: .sequence) { nodes in
            let hash = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) {
                try AlgorithmIdentifier(derEncoded: $0)
            }
            let mask = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 1, tagClass: .contextSpecific) {
                try AlgorithmIdentifier(derEncoded: $0)
            }
            let salt = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 2, tagClass: .contextSpecific) {
                try Int(derEncoded: $0)
            }
            // Its only value is the default, which DER does not write.
            guard let hash, let mask, hash.isSHA256, try mask.isMaskGenerationWithSHA256, salt == Self.saltByteCount
            else {
                throw KeyError.unsupportedKey(
                    "an RSA-PSS key for another hash or salt than SHA-256 and \(Self.saltByteCount) bytes",
                    expected: KeyError.supportedKeys
                )
            }
        }
    }

    /// Writes the one form that is read.
    func serialize(into coder: inout DER.Serializer) throws {
        func sha256(_ coder: inout DER.Serializer) throws {
            try coder.appendConstructedNode(identifier: .sequence) { hash in
                try hash.serialize(ASN1ObjectIdentifier.sha256)
                try hash.serialize(ASN1Null())
            }
        }
        try coder.appendConstructedNode(identifier: .sequence) { parameters in
            try parameters.serialize(explicitlyTaggedWithTagNumber: 0, tagClass: .contextSpecific) { try sha256(&$0) }
            try parameters.serialize(explicitlyTaggedWithTagNumber: 1, tagClass: .contextSpecific) { mask in
                try mask.appendConstructedNode(identifier: .sequence) { mask in
                    try mask.serialize(ASN1ObjectIdentifier.maskGeneration1)
                    try sha256(&mask)
                }
            }
            try parameters.serialize(explicitlyTaggedWithTagNumber: 2, tagClass: .contextSpecific) { salt in
                try salt.serialize(Self.saltByteCount)
            }
        }
    }
}

extension AlgorithmIdentifier {
    fileprivate var isSHA256: Bool { algorithm == .sha256 && hasNoOrNullParameters }

    fileprivate var isMaskGenerationWithSHA256: Bool {
        get throws {
            guard algorithm == .maskGeneration1, let parameters else { return false }
            return try AlgorithmIdentifier(derEncoded: parameters).isSHA256
        }
    }
}
