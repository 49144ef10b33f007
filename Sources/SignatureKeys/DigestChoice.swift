// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A hash of FIPS 180-4 to verify a signature with.
///
/// Only bundles of OMS predicate v0.1, as `model-signing` 0.2.0 wrote them, use another than the key's own.
package enum DigestChoice: Sendable, Hashable {
    case sha256
    case sha384
    case sha512
}
