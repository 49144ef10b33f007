// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SignatureKeys

extension FuzzTarget {
    /// A key's two canonical forms give the same key, which no garbage is a signature of.
    static func publicKey(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        let key: PublicKey
        do {
            key = try input.looksLikeDER ? PublicKey(derSPKI: input) : PublicKey(pem: input)
        } catch {
            return .refused(error)
        }
        try require((try? PublicKey(derSPKI: key.derSPKI)) == key, "a key's DER is that key")
        try require((try? PublicKey(pem: Array(key.pem.utf8))) == key, "a key's PEM is that key")
        try require(key.keyID.matches(hint: key.keyID.hex), "a key's hint names that key")
        for algorithm in SignatureAlgorithm.allCases {
            guard let other = key.with(algorithm: algorithm) else { continue }
            try require(other.derSPKI == key.derSPKI, "a key with another scheme is that key")
            try require(other.with(algorithm: key.algorithm) == key, "a key gets its scheme back")
            for choice in DigestChoice.allCases {
                let digest = choice.hash(input)
                try require(
                    !other.isValidSignature(input, forDigest: digest, hashedWith: choice),
                    "a public key is not a signature over a digest"
                )
            }
        }
        try require(!key.isValidSignature(input, for: input), "a public key is not a signature")
        return .accepted
    }
}
