// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SignatureKeys

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What can be told of a key to everybody.
struct KeyReport: Encodable {
    /// `ECDSA P-256 with SHA-256`, for instance.
    let algorithm: String
    /// What bundles call it: SHA-256 of the PEM text (OMS v1.0 §4.1).
    let hint: String
    /// SHA-256 of the DER SubjectPublicKeyInfo, which most other tools show.
    let fingerprint: String

    init(_ key: PublicKey) {
        algorithm = key.algorithm.description
        hint = key.keyID.hex
        fingerprint = SHA256.hash(data: key.derSPKI).map {
            let digits = String($0, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// The algorithm's name behind its article.
    static func article(_ algorithm: String) -> String {
        (["E", "M", "R"].contains(algorithm.prefix(1)) ? "an " : "a ") + algorithm
    }
}
