// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing

extension FuzzTarget {
    /// A file of the digest cache is believed only with its code, and then is read as it was written.
    ///
    /// The input is read as it is, and again with the right code in the place of its last bytes: no fuzzer finds that,
    /// and what is behind it must not trap either.
    static func digestCache(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        guard let key = CacheKey(bytes: Array(0..<32)) else { throw BrokenProperty("32 bytes are a key") }
        let subject = CacheSubject(rootPath: "/models/fuzz", algorithm: .sha256, shardByteCount: nil)
        let (seal, otherSeal) = (key.seal(for: subject), key.seal(for: otherSubject))
        let content = Array(input.dropLast(32))
        let sealed = content + seal.code(for: content)
        try require(digests(in: sealed, otherSeal) == nil, "a file about another subject is refused")
        let (plain, behindCode) = (digests(in: input, seal), digests(in: sealed, seal))
        try require(plain == nil || input == sealed, "a file with another code is refused")
        guard let behindCode else { return .refused }
        try require(input.count < 32 || behindCode.count == (input.count - 40) / 88, "every entry is remembered")
        let again = behindCode.serialized(seal: seal)
        try require(digests(in: again, seal) == behindCode, "a file that was written reads as the same digests")
        return .accepted
    }

    private static let otherSubject = CacheSubject(rootPath: "/models/fuzz", algorithm: .sha256, shardByteCount: 0)

    private static func digests(in bytes: [UInt8], _ seal: CacheSeal) -> RememberedDigests? {
        do {
            return try RememberedDigests(parsing: bytes, algorithm: .sha256, seal: seal, path: "cache")
        } catch {
            _ = error.description
            return nil
        }
    }
}
