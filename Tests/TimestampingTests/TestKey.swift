// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import SignatureKeys
import X509

/// A signing key of each kind.
enum TestKey: Sendable {
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case p521(P521.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey, isPSS: Bool = false)

    var certificateKey: Certificate.PrivateKey {
        switch self {
        case .p256(let key): Certificate.PrivateKey(key)
        case .p384(let key): Certificate.PrivateKey(key)
        case .p521(let key): Certificate.PrivateKey(key)
        case .ed25519(let key): Certificate.PrivateKey(key)
        case .rsa(let key, _): Certificate.PrivateKey(key)
        }
    }

    /// A signature as CMS has it.
    func sign(_ message: [UInt8], _ digest: DigestChoice) throws -> [UInt8] {
        switch digest {
        case .sha256: try sign(message, SHA256.hash(data: message))
        case .sha384: try sign(message, SHA384.hash(data: message))
        case .sha512: try sign(message, SHA512.hash(data: message))
        }
    }

    private func sign(_ message: [UInt8], _ digest: some Digest) throws -> [UInt8] {
        switch self {
        case .p256(let key): Array(try key.signature(for: digest).derRepresentation)
        case .p384(let key): Array(try key.signature(for: digest).derRepresentation)
        case .p521(let key): Array(try key.signature(for: digest).derRepresentation)
        case .ed25519(let key): Array(try key.signature(for: message))
        case .rsa(let key, let isPSS):
            Array(try key.signature(for: digest, padding: isPSS ? .PSS : .insecurePKCS1v1_5).rawRepresentation)
        }
    }

    /// The `signatureAlgorithm` that goes with the key and a hash.
    func algorithm(_ digest: DigestChoice) -> [UInt8] {
        switch self {
        case .p256, .p384, .p521:
            switch digest {
            case .sha256: TestDER.algorithm("1.2.840.10045.4.3.2")
            case .sha384: TestDER.algorithm("1.2.840.10045.4.3.3")
            case .sha512: TestDER.algorithm("1.2.840.10045.4.3.4")
            }
        case .ed25519: TestDER.algorithm("1.3.101.112")
        case .rsa(_, isPSS: false): TestDER.algorithm("1.2.840.113549.1.1.1", TestDER.null)
        case .rsa(_, isPSS: true): Self.pss(digest, mask: digest, saltByteCount: UInt8(digest.byteCount))
        }
    }

    static func pss(_ digest: DigestChoice, mask: DigestChoice, saltByteCount: UInt8) -> [UInt8] {
        TestDER.algorithm(
            "1.2.840.113549.1.1.10",
            TestDER.sequence(
                TestDER.element(0xA0, digest.algorithm),
                TestDER.element(0xA1, TestDER.algorithm("1.2.840.113549.1.1.8", mask.algorithm)),
                TestDER.element(0xA2, TestDER.integer(saltByteCount))
            )
        )
    }
}

extension DigestChoice {
    /// Its `AlgorithmIdentifier`.
    var algorithm: [UInt8] {
        switch self {
        case .sha256: TestDER.algorithm("2.16.840.1.101.3.4.2.1")
        case .sha384: TestDER.algorithm("2.16.840.1.101.3.4.2.2")
        case .sha512: TestDER.algorithm("2.16.840.1.101.3.4.2.3")
        }
    }
}
