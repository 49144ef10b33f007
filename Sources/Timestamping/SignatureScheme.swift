// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SwiftASN1

/// How a signature of CMS was made.
enum SignatureScheme: Sendable, Hashable {
    case ecdsa(DigestChoice)
    case rsaPKCS1(DigestChoice)
    case rsaPSS(DigestChoice)
    case ed25519

    /// Reads what `signatureAlgorithm` says, and that it goes with `digestAlgorithm`.
    ///
    /// Curve and hash are independent of each other. A bare `ecPublicKey` is refused: RFC 5753 §2.1.1 has no such thing.
    /// - Throws: `unsupportedAlgorithm`, `malformed`.
    init(_ signature: AlgorithmIdentifier, digestAlgorithm: AlgorithmIdentifier) throws(TimestampError) {
        let digest = try digestAlgorithm.digest()
        switch signature.algorithm {
        // RFC 5758 §3.2: "the encoding MUST omit the parameters field"
        case .ecdsaWithSHA256: self = .ecdsa(try Self.fixed(.sha256, digest, signature, orNull: false))
        case .ecdsaWithSHA384: self = .ecdsa(try Self.fixed(.sha384, digest, signature, orNull: false))
        case .ecdsaWithSHA512: self = .ecdsa(try Self.fixed(.sha512, digest, signature, orNull: false))
        // RFC 4055 §5: NULL, "implementations MUST accept the parameters being absent as well as present"
        case .sha256WithRSAEncryption: self = .rsaPKCS1(try Self.fixed(.sha256, digest, signature, orNull: true))
        case .sha384WithRSAEncryption: self = .rsaPKCS1(try Self.fixed(.sha384, digest, signature, orNull: true))
        case .sha512WithRSAEncryption: self = .rsaPKCS1(try Self.fixed(.sha512, digest, signature, orNull: true))
        // RFC 3370 §3.2: the hash is the one of digestAlgorithm
        case .rsaEncryption: self = .rsaPKCS1(try Self.fixed(digest, digest, signature, orNull: true))
        case .rsassaPSS: self = .rsaPSS(try Self.fixed(try Self.pssDigest(signature), digest))
        case .ed25519:
            // RFC 8419 §3.1 wants SHA-512 for the attributes' digest; Sigstore's own authority writes SHA-256. The
            // signature is over the attributes themselves, and the digest binds the content to them: any SHA-2 does.
            _ = try Self.fixed(digest, digest, signature, orNull: false)
            self = .ed25519
        default:
            throw TimestampError(
                .unsupportedAlgorithm,
                "the signature algorithm \(signature.algorithm.dotted) is not verified here"
            )
        }
    }

    /// Whether a key made a signature over a message in this way.
    /// - Throws: `unsupportedAlgorithm` if the key is not one for this scheme.
    func isValid(_ signature: [UInt8], for message: [UInt8], by key: PublicKey) throws(TimestampError) -> Bool {
        switch (self, key.algorithm) {
        case (.ecdsa(let digest), .ecdsaP256SHA256), (.ecdsa(let digest), .ecdsaP384SHA384),
            (.ecdsa(let digest), .ecdsaP521SHA512), (.rsaPKCS1(let digest), .rsaPKCS1SHA256):
            return key.isValidSignature(signature, for: message, hashedWith: digest)
        case (.rsaPSS(let digest), .rsaPKCS1SHA256), (.rsaPSS(let digest), .rsaPSSSHA256):
            return key.with(algorithm: .rsaPSSSHA256)?
                .isValidSignature(signature, for: message, hashedWith: digest) ?? false
        case (.ed25519, .ed25519):
            return key.isValidSignature(signature, for: message)
        default:
            throw TimestampError(
                .unsupportedAlgorithm,
                "the signature algorithm of the timestamp is not one of its signer's key, which is for \(key.algorithm)"
            )
        }
    }

    /// The hash that the signature algorithm names, which the digest algorithm must name too.
    private static func fixed(
        _ named: DigestChoice,
        _ digest: DigestChoice,
        _ signature: AlgorithmIdentifier,
        orNull: Bool
    ) throws(TimestampError) -> DigestChoice {
        try signature.requireNoParameters(orNull: orNull)
        return try fixed(named, digest)
    }

    private static func fixed(_ named: DigestChoice, _ digest: DigestChoice) throws(TimestampError) -> DigestChoice {
        guard named == digest else {
            throw TimestampError(
                .unsupportedAlgorithm,
                "the signature algorithm goes with \(named), and the signature names \(digest) as its digest algorithm"
            )
        }
        return digest
    }

    /// The hash of `RSASSA-PSS-params`, with a mask and a salt that go with it (RFC 4055 §3.1).
    ///
    /// `SEQUENCE { hashAlgorithm [0], maskGenAlgorithm [1], saltLength [2] INTEGER, trailerField [3] INTEGER DEFAULT 1 }`;
    /// the defaults of the first three are SHA-1's.
    private static func pssDigest(_ signature: AlgorithmIdentifier) throws(TimestampError) -> DigestChoice {
        guard let parameters = signature.parameters else {
            throw TimestampError(.malformed, "the algorithm RSASSA-PSS has no parameters")
        }
        let (digest, maskDigest, saltByteCount) = try TimestampError.reading("the parameters of RSASSA-PSS") {
            try DER.sequence(ASN1Node(parameters), identifier: .sequence) { nodes in
                let context = ASN1Identifier.TagClass.contextSpecific
                let digest = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: context) {
                    try AlgorithmIdentifier(derEncoded: $0).digest()
                }
                let maskDigest = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 1, tagClass: context) {
                    try Self.maskDigest($0)
                }
                let salt = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 2, tagClass: context) {
                    try Int(derEncoded: $0)
                }
                return (digest, maskDigest, salt)
            }
        }
        guard let digest, digest == maskDigest, digest.byteCount == saltByteCount else {
            throw TimestampError(
                .unsupportedAlgorithm,
                "RSASSA-PSS is verified with one hash of SHA-2 for message and mask, and a salt as long as the hash"
            )
        }
        return digest
    }

    private static func maskDigest(_ node: ASN1Node) throws -> DigestChoice? {
        let mask = try AlgorithmIdentifier(derEncoded: node)
        guard mask.algorithm == .mgf1, let parameters = mask.parameters else { return nil }
        return try AlgorithmIdentifier(asn1Any: parameters).digest()
    }
}
