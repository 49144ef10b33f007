// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SwiftASN1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A public key that verifies signatures: a point on P-256, P-384 or P-521.
public struct PublicKey: Sendable, Hashable {
    /// How the key's signatures are made.
    public let algorithm: SignatureAlgorithm
    /// The key as a DER SubjectPublicKeyInfo in its one canonical form: the curve by name, the point uncompressed.
    ///
    /// - SeeAlso: RFC 5480 §2.
    public let derSPKI: [UInt8]
    private let key: Key

    private enum Key: Sendable {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
    }

    /// Reads the first `PUBLIC KEY` block of a PEM text of at most 4 MiB (RFC 7468 §13).
    ///
    /// - Throws: ``KeyError`` with code `noPEMBlock`, `malformedPEM`, `tooLarge`, `wrongBlock`, `unsupportedKey` or
    ///   `malformedKey`.
    public init(pem: [UInt8]) throws(KeyError) {
        let blocks = try PEMBlock.parse(pem)
        guard let block = blocks.first(where: { $0.label == "PUBLIC KEY" }) else {
            throw PEMBlock.subject(of: blocks)?.isNotPublicKey ?? PEMBlock.missing(in: pem)
        }
        try self.init(derSPKI: block.bytes)
    }

    /// Reads a DER SubjectPublicKeyInfo of at most 64 KiB whose point is compressed or not (RFC 5480 §2).
    ///
    /// - Throws: ``KeyError`` with code `tooLarge`, `unsupportedKey` or `malformedKey`.
    public init(derSPKI: [UInt8]) throws(KeyError) {
        let (curve, point) = try decodeKey("a public key", from: derSPKI) { node in
            try DER.sequence(node, identifier: .sequence) { nodes in
                let algorithm = try AlgorithmIdentifier(derEncoded: &nodes)
                let bits = try ASN1BitString(derEncoded: &nodes)
                let curve = try algorithm.curve()
                guard bits.paddingBits == 0 else {
                    throw KeyError(.malformedKey, "the public key's bits are not whole bytes")
                }
                return (curve, Array(bits.bytes))
            }
        }
        try self.init(algorithm: curve, x963: point)
    }

    /// Takes a point as SEC 1 §2.3.3 encodes it (ANSI X9.63): `04 || X || Y`, or compressed, `02` or `03` and X.
    ///
    /// - Throws: ``KeyError`` with code `malformedKey`.
    package init(algorithm: SignatureAlgorithm, x963 point: [UInt8]) throws(KeyError) {
        do {
            switch (algorithm, point.first) {
            case (.ecdsaP256SHA256, 0x04): self.init(p256: try P256.Signing.PublicKey(x963Representation: point))
            case (.ecdsaP384SHA384, 0x04): self.init(p384: try P384.Signing.PublicKey(x963Representation: point))
            case (.ecdsaP521SHA512, 0x04): self.init(p521: try P521.Signing.PublicKey(x963Representation: point))
            case (.ecdsaP256SHA256, 0x02), (.ecdsaP256SHA256, 0x03):
                self.init(p256: try P256.Signing.PublicKey(compressedRepresentation: point))
            case (.ecdsaP384SHA384, 0x02), (.ecdsaP384SHA384, 0x03):
                self.init(p384: try P384.Signing.PublicKey(compressedRepresentation: point))
            case (.ecdsaP521SHA512, 0x02), (.ecdsaP521SHA512, 0x03):
                self.init(p521: try P521.Signing.PublicKey(compressedRepresentation: point))
            default:
                throw KeyError(.malformedKey, "the public key is in neither of the two encodings of a point")
            }
        } catch let error as KeyError {
            throw error
        } catch {
            throw KeyError(
                .malformedKey,
                "the public key of \(point.count) bytes is not a point on \(algorithm.curveName): "
                    + "restore the key from where it came",
                cause: error
            )
        }
    }

    init(p256 key: P256.Signing.PublicKey) {
        (algorithm, derSPKI, self.key) = (.ecdsaP256SHA256, Array(key.derRepresentation), .p256(key))
    }

    init(p384 key: P384.Signing.PublicKey) {
        (algorithm, derSPKI, self.key) = (.ecdsaP384SHA384, Array(key.derRepresentation), .p384(key))
    }

    init(p521 key: P521.Signing.PublicKey) {
        (algorithm, derSPKI, self.key) = (.ecdsaP521SHA512, Array(key.derRepresentation), .p521(key))
    }

    /// The key as PEM text in its one canonical form: ``derSPKI`` in lines of 64 columns, with a line feed at the end.
    public var pem: String { pemText(label: "PUBLIC KEY", der: derSPKI) }

    /// What a bundle's hint calls this key (OMS v1.0 §4.1).
    public var keyID: KeyID { KeyID(self) }

    /// Whether a signature over a message was made by this key with its own hash (FIPS 186-5 §6.4.2).
    ///
    /// - Parameters:
    ///   - signature: a DER `ECDSA-Sig-Value`; any other encoding of the same numbers is not valid.
    ///   - message: the message, not its digest.
    public func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        isValidSignature(signature, for: message, hashedWith: algorithm.digest)
    }

    /// Whether a signature over a message was made by this key with a hash that is not its own.
    ///
    /// Only bundles as `model-signing` 0.2.0 wrote them need it: SHA-256 with any curve.
    package func isValidSignature(
        _ signature: [UInt8],
        for message: [UInt8],
        hashedWith digest: DigestChoice
    ) -> Bool {
        switch digest {
        case .sha256: isValidSignature(signature, for: SHA256.hash(data: message))
        case .sha384: isValidSignature(signature, for: SHA384.hash(data: message))
        case .sha512: isValidSignature(signature, for: SHA512.hash(data: message))
        }
    }

    private func isValidSignature(_ signature: [UInt8], for digest: some Digest) -> Bool {
        guard
            let raw = ECDSASignatureValue(der: signature, coordinateByteCount: algorithm.coordinateByteCount)?.raw
        else { return false }
        return switch key {
        case .p256(let key):
            (try? P256.Signing.ECDSASignature(rawRepresentation: raw)).map { key.isValidSignature($0, for: digest) }
                ?? false
        case .p384(let key):
            (try? P384.Signing.ECDSASignature(rawRepresentation: raw)).map { key.isValidSignature($0, for: digest) }
                ?? false
        case .p521(let key):
            (try? P521.Signing.ECDSASignature(rawRepresentation: raw)).map { key.isValidSignature($0, for: digest) }
                ?? false
        }
    }
}

extension PublicKey {
    /// Whether two keys are the same point on the same curve.
    public static func == (a: Self, b: Self) -> Bool { a.derSPKI == b.derSPKI }

    /// Hashes the canonical form.
    public func hash(into hasher: inout Hasher) { hasher.combine(derSPKI) }
}

extension PublicKey: CustomStringConvertible {
    /// The curve and the key's identifier.
    public var description: String { "\(algorithm.curveName) public key \(keyID)" }
}
