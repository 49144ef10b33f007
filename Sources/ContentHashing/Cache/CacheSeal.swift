// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// Authenticates the file about one subject: HMAC-SHA256 with a key that is derived for that subject alone.
package struct CacheSeal: Sendable {
    static let codeByteCount = SHA256.byteCount

    private let key: SymmetricKey

    package init(keyBytes: [UInt8]) { key = SymmetricKey(data: keyBytes) }

    /// What authenticates `content` when it follows that.
    package func code(for content: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: content, using: key))
    }

    /// Whether the last bytes are the code of all bytes before them; compared in constant time.
    func isIntact(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= Self.codeByteCount else { return false }
        let (content, code) = (bytes.dropLast(Self.codeByteCount), Array(bytes.suffix(Self.codeByteCount)))
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: content, using: key)
    }
}
