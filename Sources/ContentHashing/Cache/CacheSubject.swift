// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What one file of the cache is about.
package struct CacheSubject: Sendable {
    /// The model's folder, its links resolved.
    let rootPath: String
    let algorithm: HashAlgorithm
    /// `nil` for whole files.
    let shardByteCount: Int64?

    package init(rootPath: String, algorithm: HashAlgorithm, shardByteCount: Int64?) {
        (self.rootPath, self.algorithm, self.shardByteCount) = (rootPath, algorithm, shardByteCount)
    }

    /// `len(algorithm) algorithm hasShards shardByteCount path`, with little-endian numbers of eight bytes: no two
    /// subjects have the same.
    var encoded: [UInt8] {
        let name = Array(algorithm.rawValue.utf8)
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt64(name.count))
        bytes += name
        bytes.append(littleEndian: shardByteCount == nil ? 0 : 1)
        bytes.append(littleEndian: UInt64(bitPattern: shardByteCount ?? 0))
        return bytes + Array(rootPath.utf8)
    }
}

extension [UInt8] {
    /// Appends the eight bytes of `number`, the lowest first.
    mutating func append(littleEndian number: UInt64) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
