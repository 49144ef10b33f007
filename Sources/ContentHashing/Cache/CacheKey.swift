// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto
import SystemFiles
import TextEncodings

/// The secret of one user's cache.
package struct CacheKey: Sendable {
    /// The name of its file.
    static let fileName = "key"
    static let byteCount = 32

    private let key: SymmetricKey

    /// Takes the secret itself; `nil` when it does not have ``byteCount`` bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The name of the file about `subject`, from which nobody learns a path.
    package func fileName(for subject: CacheSubject) -> String {
        Hexadecimal.encode(derived("model-signing digest cache 1: name", subject))
    }

    /// What authenticates the file about `subject`, and no other.
    package func seal(for subject: CacheSubject) -> CacheSeal {
        CacheSeal(keyBytes: derived("model-signing digest cache 1: seal", subject))
    }

    /// HMAC-SHA256 of `purpose NUL subject`.
    private func derived(_ purpose: String, _ subject: CacheSubject) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8) + [0] + subject.encoded, using: key))
    }
}

extension CacheKey {
    /// Reads the key of `folder`; `nil` when there is none.
    init?(existingIn folder: borrowing CacheFolder) throws(DigestCacheError) {
        guard let bytes = try folder.secret(Self.fileName, byteCount: Self.byteCount) else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads the key of `folder`, and makes one first if there is none.
    ///
    /// Of several processes that do so at once one gives its key the name; all read that.
    init(madeIn folder: borrowing CacheFolder) throws(DigestCacheError) {
        if let key = try CacheKey(existingIn: folder) {
            self = key
            return
        }
        let random = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        try folder.create(Self.fileName, with: random)
        guard let key = try CacheKey(existingIn: folder) else {
            throw DigestCacheError(.unwritable, "'\(folder.path(of: Self.fileName))' vanished: try again")
        }
        self = key
    }
}
