// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TestEntryContent {
    /// A log takes no signature that is not good.
    func checkSignatureOverDigest() throws {
        let choice: DigestChoice =
            switch digestAlgorithm {
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            }
        guard try verifier.key().isValidSignature(signature, forDigest: digest, hashedWith: choice) else {
            throw TestServiceError("the signature is not over the digest")
        }
    }
}

extension TestEntryContent.Verifier {
    /// Reads a certificate or a public key.
    init(pem: Data) throws {
        let document = try PEMDocument(pemString: String(decoding: pem, as: UTF8.self))
        switch document.discriminator {
        case "CERTIFICATE": self = .certificate(document.derBytes)
        case "PUBLIC KEY": self = .key(document.derBytes)
        default: throw TestServiceError("neither a certificate nor a public key")
        }
    }

    /// The key, of the certificate where it is one.
    func key() throws -> PublicKey {
        switch self {
        case .certificate(let der): try PublicKey(Certificate(derEncoded: der).publicKey)
        case .key(let der): try PublicKey(derSPKI: der)
        }
    }
}
