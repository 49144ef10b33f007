// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The hashes of a log's Merkle tree over SHA-256 (RFC 6962 §2.1, RFC 9162 §2.1.1).
public enum MerkleTree {
    /// The length of every hash.
    public static let hashByteCount = SHA256Digest.byteCount

    /// The root hash of a tree without leaves.
    public static let emptyRootHash = Array(SHA256.hash(data: [UInt8]()))

    /// The hash of a leaf: that of a zero byte and the entry.
    public static func leafHash(of entry: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: [0x00])
        hasher.update(data: entry)
        return Array(hasher.finalize())
    }

    /// The hash of an inner node: that of a byte of one and the hashes of its two children.
    package static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [0x01] + left + right))
    }

    /// - Throws: ``TransparencyLogError`` with code `malformedProof` unless every hash is as long as it must be.
    static func check(_ hashes: [[UInt8]]) throws(TransparencyLogError) {
        guard let wrong = hashes.first(where: { $0.count != hashByteCount }) else { return }
        throw TransparencyLogError(
            .malformedProof,
            "a hash of \(wrong.count) bytes in a proof of the log, expected \(hashByteCount)"
        )
    }
}
