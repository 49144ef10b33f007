// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A hash of FIPS 180-4 to verify a signature with.
package enum DigestChoice: Sendable, Hashable, CaseIterable {
    case sha256
    case sha384
    case sha512

    /// The length of a digest.
    package var byteCount: Int {
        switch self {
        case .sha256: SHA256Digest.byteCount
        case .sha384: SHA384Digest.byteCount
        case .sha512: SHA512Digest.byteCount
        }
    }

    /// The digest of these bytes.
    package func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}
