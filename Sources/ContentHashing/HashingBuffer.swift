// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A buffer between reading and hashing.
///
/// It begins at a multiple of a cache line: some processors copy to other addresses five times more slowly.
struct HashingBuffer: Sendable {
    /// How much is read at a time: small enough to stay in a core's second-level cache, several streams included.
    static let chunkByteCount = 128 << 10
    /// Room behind that: for the padding of SHA-256, at most two blocks, and for a byte that should not be there.
    private static let excessByteCount = 128
    private static let alignment = 64

    private var storage: [UInt8]
    private let start: Int

    init() {
        storage = Array(repeating: 0, count: Self.chunkByteCount + Self.excessByteCount + Self.alignment)
        let address = storage.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        start = -address & (Self.alignment - 1)
    }

    subscript(index: Int) -> UInt8 {
        get { storage[start + index] }
        set { storage[start + index] = newValue }
    }

    func withBytes<Result>(_ part: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        storage.withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[start + part.lowerBound..<start + part.upperBound]))
        }
    }

    mutating func withMutableBytes<Result>(
        _ part: Range<Int>,
        _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        storage.withUnsafeMutableBytes {
            body(UnsafeMutableRawBufferPointer(rebasing: $0[start + part.lowerBound..<start + part.upperBound]))
        }
    }
}
