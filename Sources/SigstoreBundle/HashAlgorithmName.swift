// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SignatureKeys
import StrictJSON

/// The hash that a message says it used (sigstore_common.proto, `HashAlgorithm`).
package enum HashAlgorithmName: Int32, ProtobufEnumeration {
    case unspecified = 0
    case sha256 = 1
    case sha384 = 2
    case sha512 = 3
    /// Deprecated.
    case sha3With256Bits = 4
    /// Deprecated.
    case sha3With384Bits = 5

    package static let zero = unspecified

    package var protobufName: String {
        switch self {
        case .unspecified: "HASH_ALGORITHM_UNSPECIFIED"
        case .sha256: "SHA2_256"
        case .sha384: "SHA2_384"
        case .sha512: "SHA2_512"
        case .sha3With256Bits: "SHA3_256"
        case .sha3With384Bits: "SHA3_384"
        }
    }

    /// The hash; nil for those that no signature here uses.
    package var digest: DigestChoice? {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        case .unspecified, .sha3With256Bits, .sha3With384Bits: nil
        }
    }
}
