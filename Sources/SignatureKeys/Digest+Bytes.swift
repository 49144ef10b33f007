// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import Crypto

extension Digest {
    /// Takes a digest that was computed elsewhere; nil if it is not as long as this type's.
    ///
    /// Crypto verifies signatures over values of its digest types and makes those by hashing alone. They hold their bytes
    /// and nothing else, which is checked here: were that to change, signatures over a digest would stop to verify.
    package init?(computed bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, MemoryLayout<Self>.size == Self.byteCount else { return nil }
        let digest = withUnsafeTemporaryAllocation(of: Self.self, capacity: 1) { memory in
            UnsafeMutableRawBufferPointer(memory).copyBytes(from: bytes)
            return memory[0]
        }
        guard digest == bytes else { return nil }
        self = digest
    }
}
