// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

extension PublicKey {
    /// How many bytes the modulus of an RSA key has; nil for other keys.
    package var modulusByteCount: Int? {
        if case .rsa(let key, _) = key { key.modulusByteCount } else { nil }
    }
}
