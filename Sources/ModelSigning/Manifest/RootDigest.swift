// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Crypto

/// The digest that stands for a whole manifest: SHA-256 over the resources' raw digests in their order (OMS v1.0
/// §6.5.1), whatever algorithm made them.
enum RootDigest {
    static func compute(over digests: some Sequence<ContentDigest>) -> ContentDigest? {
        var hasher = SHA256()
        for digest in digests { hasher.update(data: digest.bytes) }
        return ContentDigest(algorithm: .sha256, bytes: Array(hasher.finalize()))
    }
}
