// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CHashKernels
import Crypto

/// One hash over bytes that come in order, one stream at a time.
struct StreamHash {
    private enum State {
        case sha256(SHA256)
        case blake2b(hk_blake2b)
        /// A whole input or, when `isPart`, a subtree of one.
        case blake3(hk_blake3, isPart: Bool)
    }
    private var state: State
    private let instructions: UInt32

    /// - Parameter part: The first byte of a part of a BLAKE3 input, counted from the input's start; `nil` for a whole.
    init(_ algorithm: HashAlgorithm, part: Int64? = nil, instructions: InstructionSets) {
        self.instructions = instructions.rawValue
        switch algorithm {
        case .sha256:
            state = .sha256(SHA256())
        case .blake2b:
            var hash = hk_blake2b()
            hk_blake2b_init(&hash)
            state = .blake2b(hash)
        case .blake3:
            var hash = hk_blake3()
            hk_blake3_init(&hash, UInt64(part ?? 0) / UInt64(HK_BLAKE3_CHUNK_BYTE_COUNT))
            state = .blake3(hash, isPart: part != nil)
        }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        switch state {
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        case .blake2b(var hash):
            hk_blake2b_update(instructions, &hash, start, bytes.count)
            state = .blake2b(hash)
        case .blake3(var hash, let isPart):
            hk_blake3_update(instructions, &hash, start, bytes.count)
            state = .blake3(hash, isPart: isPart)
        }
    }

    /// The digest, or the chaining value of a part.
    consuming func finish() -> [UInt8] {
        switch state {
        case .sha256(let hash):
            return Array(hash.finalize())
        case .blake2b(var hash):
            return [UInt8](unsafeUninitializedCapacity: HashAlgorithm.blake2b.digestByteCount) { digest, count in
                hk_blake2b_finish(instructions, &hash, digest.baseAddress)
                count = HashAlgorithm.blake2b.digestByteCount
            }
        case .blake3(var hash, let isPart):
            return [UInt8](unsafeUninitializedCapacity: HashAlgorithm.blake3.digestByteCount) { digest, count in
                let finish = isPart ? hk_blake3_finish_subtree : hk_blake3_finish
                finish(instructions, &hash, digest.baseAddress)
                count = HashAlgorithm.blake3.digestByteCount
            }
        }
    }

    /// The BLAKE3 digest of an input from the chaining values of its parts, two or more.
    static func joined(_ parts: [[UInt8]], instructions: InstructionSets) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: HashAlgorithm.blake3.digestByteCount)
        hk_blake3_join(instructions.rawValue, Array(parts.joined()), parts.count, &digest)
        return digest
    }
}
