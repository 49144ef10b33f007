// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A hash function and its names in the formats that Sigstore speaks.
package enum TestDigest: String, Sendable, CaseIterable {
    case sha256, sha384, sha512

    package func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }

    /// The name in protobuf JSON.
    package var label: String {
        switch self {
        case .sha256: "SHA2_256"
        case .sha384: "SHA2_384"
        case .sha512: "SHA2_512"
        }
    }

    package var identifier: String {
        switch self {
        case .sha256: "2.16.840.1.101.3.4.2.1"
        case .sha384: "2.16.840.1.101.3.4.2.2"
        case .sha512: "2.16.840.1.101.3.4.2.3"
        }
    }
}
