// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import StrictJSON
import TextEncodings

/// A public key as metadata spells it (§4.2.1 "Key objects").
///
/// Kept whatever it is: a repository may have keys that are not known here, which then verify nothing.
package struct MetadataKey: Sendable {
    package let type: String
    package let scheme: String
    /// PEM, or hexadecimal; nil when there is no such text.
    let publicText: String?

    init(_ fields: inout JSONFields) throws(JSONError) {
        type = try fields.string("keytype")
        scheme = try fields.string("scheme")
        var value = try fields.object("keyval")
        if case .string(let text)? = value.value("public") { publicText = text } else { publicText = nil }
    }

    /// Keys by name.
    ///
    /// The names are taken as they are. §4.3 wants each to be the hash of its key, and Sigstore's production root 11 has one
    /// that is not: a field was added to the key. Nothing depends on it: a name stands for one key within the file that has
    /// it, that file is signed, and thresholds count keys, not names (``RoleAuthority``).
    static func keys(_ name: String, in fields: inout JSONFields) throws(JSONError) -> [ExactName: MetadataKey] {
        var keys: [ExactName: MetadataKey] = [:]
        for member in try fields.map(name, maximumCount: MetadataLimits.maximumKeyCount) {
            var key = try fields.fields(of: member, in: name)
            keys[ExactName(member.key)] = try MetadataKey(&key)
        }
        return keys
    }

    /// The key, if it is of a type that verifies here and its scheme is one of the type's; nil otherwise.
    ///
    /// | `keytype` | `scheme` | `public` |
    /// |---|---|---|
    /// | `ecdsa`, `ecdsa-sha2-nistp256` | `ecdsa-sha2-nistp256` | PEM, or a point of SEC 1 in hexadecimal |
    /// | `ecdsa`, `ecdsa-sha2-nistp384` | `ecdsa-sha2-nistp384` | the same |
    /// | `ed25519` | `ed25519` | 32 bytes in hexadecimal, or PEM |
    /// | `rsa` | `rsassa-pss-sha256` | PEM |
    ///
    /// RSA-PSS is verified with a salt as long as the hash, which is what the reference implementation and the key services of
    /// AWS and Google sign with; the specification names no length.
    var publicKey: PublicKey? {
        switch (type, scheme) {
        case ("ecdsa", "ecdsa-sha2-nistp256"), ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256"):
            ellipticCurveKey(.ecdsaP256SHA256)
        case ("ecdsa", "ecdsa-sha2-nistp384"), ("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384"):
            ellipticCurveKey(.ecdsaP384SHA384)
        case ("ed25519", "ed25519"): pemKey(.ed25519) ?? ed25519Key
        case ("rsa", "rsassa-pss-sha256"): pemKey(.rsaPSSSHA256)
        default: nil
        }
    }

    /// Whether signatures of the key can be verified.
    package var isUsable: Bool { publicKey != nil }

    private func ellipticCurveKey(_ algorithm: ECDSAAlgorithm) -> PublicKey? {
        if let key = pemKey(algorithm.signatureAlgorithm) { return key }
        return publicText.flatMap(Hexadecimal.decode).flatMap { try? PublicKey(algorithm: algorithm, x963: $0) }
    }

    private func pemKey(_ algorithm: SignatureAlgorithm) -> PublicKey? {
        guard let publicText, publicText.utf8.contains(UInt8(ascii: "-")) else { return nil }
        return (try? PublicKey(pem: Array(publicText.utf8)))?.with(algorithm: algorithm)
    }

    /// `SEQUENCE { SEQUENCE { id-Ed25519 }, BIT STRING }` around 32 bytes (RFC 8410 §4).
    private static let ed25519Header: [UInt8] = [0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0]
    private static let ed25519ByteCount = 32

    private var ed25519Key: PublicKey? {
        guard let bytes = publicText.flatMap(Hexadecimal.decode), bytes.count == Self.ed25519ByteCount else {
            return nil
        }
        return try? PublicKey(derSPKI: Self.ed25519Header + bytes)
    }
}

extension MetadataKey: Equatable {
    package static func == (a: Self, b: Self) -> Bool {
        a.type.hasSameBytes(as: b.type) && a.scheme.hasSameBytes(as: b.scheme)
            && a.publicText.map { ExactName($0) } == b.publicText.map { ExactName($0) }
    }
}
