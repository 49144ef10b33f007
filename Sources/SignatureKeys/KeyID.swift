// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Identifies a public key: the hint of a bundle's verification material (OMS v1.0 §4.1).
///
/// A hint helps to find a key. It is not a proof: only the signature decides.
public struct KeyID: Sendable, Hashable {
    /// SHA-256 of the key's canonical PEM *text*, 64 lower-case hexadecimal digits.
    ///
    /// The text has lines of 64 columns and ends in a line feed, as ``PublicKey/pem`` does.
    public let hex: String
    /// SHA-256 of the key's DER SubjectPublicKeyInfo, 32 bytes.
    private let derDigest: [UInt8]

    init(_ key: PublicKey) {
        hex = Self.hexadecimal(SHA256.hash(data: Array(key.pem.utf8)))
        derDigest = Array(SHA256.hash(data: key.derSPKI))
    }

    /// Whether a bundle's hint names this key.
    ///
    /// Accepts ``hex``, and SHA-256 over the DER SubjectPublicKeyInfo in lower-case hexadecimal or padded base64, which
    /// Sigstore's bundles of managed keys carry. An absent or empty hint is the caller's to decide.
    public func matches(hint: String) -> Bool {
        [hex, Self.hexadecimal(derDigest), Data(derDigest).base64EncodedString()]
            .contains { $0.utf8.elementsEqual(hint.utf8) }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
    }
}

extension KeyID: CustomStringConvertible {
    /// The same as ``hex``.
    public var description: String { hex }
}

extension KeyID: Codable {
    private enum CodingKeys: String, CodingKey {
        case hex = "pemSHA256"
        case derDigest = "spkiSHA256"
    }

    /// Decodes both digests, each 64 lower-case hexadecimal digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func digest(_ key: CodingKeys) throws -> [UInt8] {
            let text = Array(try container.decode(String.self, forKey: key).utf8)
            let nibbles = text.compactMap { Self.digits.firstIndex(of: $0) }
            guard text.count == 64, nibbles.count == 64 else {
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: container,
                    debugDescription: "expected 64 lower-case hexadecimal digits"
                )
            }
            return stride(from: 0, to: 64, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) }
        }
        hex = Self.hexadecimal(try digest(.hex))
        derDigest = try digest(.derDigest)
    }

    /// Encodes both digests in lower-case hexadecimal, as `pemSHA256` and `spkiSHA256`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(hex, forKey: .hex)
        try container.encode(Self.hexadecimal(derDigest), forKey: .derDigest)
    }
}
