// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CHashKernels
import ContentHashing
import Crypto

extension FuzzTarget {
    /// Every set of instructions gives the digests of portable code, and of swift-crypto, however content is cut.
    static func hashKernels(_ input: [UInt8]) throws(BrokenProperty) -> Outcome {
        guard let content = HashKernelCase(input) else { return .refused }
        defer { content.deallocate() }
        let portable = KernelDigests(instructions: [])
        let sha256 = content.pieces.map { Array(SHA256.hash(data: UnsafeRawBufferPointer($0))) }
        let blake2b = portable.blake2b([content.whole])
        let blake3 = portable.blake3([content.whole])
        let subtree = portable.blake3Subtree([content.whole], firstChunk: content.firstChunk)
        for instructions in instructionSets {
            let digests = KernelDigests(instructions: instructions)
            func agree(_ digest: [[UInt8]], _ expected: [[UInt8]], _ name: String) throws(BrokenProperty) {
                guard digest != expected else { return }
                throw BrokenProperty("\(name) is as expected with the instructions '\(instructions)'")
            }
            try agree(digests.sha256(content), sha256, "SHA-256 of \(content.streamCount) streams at once")
            try agree([digests.blake2b([content.whole])], [blake2b], "BLAKE2b in one update")
            try agree([digests.blake2b(content.pieces)], [blake2b], "BLAKE2b in pieces")
            try agree([digests.blake3([content.whole])], [blake3], "BLAKE3 in one update")
            try agree([digests.blake3(content.pieces)], [blake3], "BLAKE3 in pieces")
            guard !content.whole.isEmpty else { continue }
            let parts = digests.blake3Subtrees(content)
            if parts.count > 1 { try agree([digests.blake3Joined(parts)], [blake3], "BLAKE3 in subtrees") }
            let other = digests.blake3Subtree(content.pieces, firstChunk: content.firstChunk)
            try agree([other], [subtree], "a BLAKE3 subtree from chunk \(content.firstChunk) on")
        }
        return .accepted
    }

    /// Nothing, each set that this processor has alone, and all at once.
    private static let instructionSets: [InstructionSets] =
        [[], .here] + InstructionSets.names.map(\.value).filter(InstructionSets.here.isSuperset)
}

/// The kernels with one set of instructions.
private struct KernelDigests {
    private let instructions: UInt32

    init(instructions: InstructionSets) { self.instructions = instructions.rawValue }

    func blake2b(_ updates: [UnsafeBufferPointer<UInt8>]) -> [UInt8] {
        var (hash, digest) = (hk_blake2b(), [UInt8](repeating: 0, count: 64))
        hk_blake2b_init(&hash)
        for update in updates { hk_blake2b_update(instructions, &hash, update.baseAddress, update.count) }
        hk_blake2b_finish(instructions, &hash, &digest)
        return digest
    }

    // MARK: BLAKE3

    func blake3(_ updates: [UnsafeBufferPointer<UInt8>]) -> [UInt8] {
        var (hash, digest) = (begun(updates, firstChunk: 0), [UInt8](repeating: 0, count: 32))
        hk_blake3_finish(instructions, &hash, &digest)
        return digest
    }

    /// The chaining value of the updates, if they are not empty.
    ///
    /// The shape of the tree is that from chunk 0 on, so that `firstChunk` may be any.
    func blake3Subtree(_ updates: [UnsafeBufferPointer<UInt8>], firstChunk: UInt64) -> [UInt8] {
        var (hash, chainingValue) = (begun(updates, firstChunk: firstChunk), [UInt8](repeating: 0, count: 32))
        if updates.contains(where: { !$0.isEmpty }) { hk_blake3_finish_subtree(instructions, &hash, &chainingValue) }
        return chainingValue
    }

    func blake3Subtrees(_ content: HashKernelCase) -> [[UInt8]] {
        let byteCount = content.subtreeChunkCount * Int(HK_BLAKE3_CHUNK_BYTE_COUNT)
        return stride(from: 0, to: content.whole.count, by: byteCount).map { start in
            let updates = content.updates(in: start..<min(start + byteCount, content.whole.count))
            return blake3Subtree(updates, firstChunk: UInt64(start) / UInt64(HK_BLAKE3_CHUNK_BYTE_COUNT))
        }
    }

    func blake3Joined(_ parts: [[UInt8]]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        hk_blake3_join(instructions, Array(parts.joined()), parts.count, &digest)
        return digest
    }

    private func begun(_ updates: [UnsafeBufferPointer<UInt8>], firstChunk: UInt64) -> hk_blake3 {
        var hash = hk_blake3()
        hk_blake3_init(&hash, firstChunk)
        for update in updates { hk_blake3_update(instructions, &hash, update.baseAddress, update.count) }
        return hash
    }

    // MARK: SHA-256

    /// The digest of each piece, several side by side: what is done makes room for the next piece.
    ///
    /// All advance by the same number of blocks, by turns at most as many as each piece has.
    func sha256(_ content: HashKernelCase) -> [[UInt8]] {
        var digests = content.pieces.map { _ in [UInt8](repeating: 0, count: 32) }
        var (next, turn) = (0, 0)
        var lanes: [Lane] = []
        while true {
            for index in lanes.indices.reversed() where lanes[index].isDone {
                let lane = lanes.remove(at: index)
                withUnsafePointer(to: lane.stream) { hk_sha256_digest($0, &digests[lane.piece]) }
            }
            while lanes.count < content.streamCount, next < content.pieces.count {
                lanes.append(Lane(content.pieces[next], piece: next))
                next += 1
            }
            guard let least = lanes.map(\.blockCount).min() else { return digests }
            let blockCount = min(least, max(1, content.pieces[turn % content.pieces.count].count / Lane.blockByteCount))
            turn += 1
            var streams = lanes.map(\.stream)
            hk_sha256_compress(instructions, &streams, streams.count, blockCount)
            for index in lanes.indices { lanes[index].advance(to: streams[index], blockCount) }
        }
    }

    /// A stream: first the whole blocks of a piece, then its rest with the padding (FIPS 180-4, 5.1.1).
    private final class Lane {
        static let blockByteCount = 64

        let piece: Int
        private(set) var stream = hk_sha256_stream()
        /// How many blocks are left, before the padding or with it.
        private(set) var blockCount: Int
        private(set) var isDone = false
        private let padded: UnsafeMutableBufferPointer<UInt8>
        private var isPadded = false

        init(_ bytes: UnsafeBufferPointer<UInt8>, piece: Int) {
            self.piece = piece
            let rest = bytes.suffix(bytes.count % Self.blockByteCount)
            let end = rest.count < Self.blockByteCount - 8 ? Self.blockByteCount : 2 * Self.blockByteCount
            let zeros = repeatElement(UInt8(0), count: end - rest.count - 9)
            let bitCount = bytes.count * 8
            let length = (0..<8).reversed().map { UInt8(truncatingIfNeeded: bitCount >> (8 * $0)) }
            padded = .allocate(capacity: end)
            _ = padded.initialize(fromContentsOf: Array(rest) + [0x80] + zeros + length)
            blockCount = bytes.count / Self.blockByteCount
            hk_sha256_init(&stream)
            stream.next = bytes.baseAddress
            if blockCount == 0 { pad() }
        }

        deinit { padded.deallocate() }

        func advance(to stream: hk_sha256_stream, _ count: Int) {
            self.stream = stream
            blockCount -= count
            guard blockCount == 0 else { return }
            if isPadded { isDone = true } else { pad() }
        }

        private func pad() {
            isPadded = true
            blockCount = padded.count / Self.blockByteCount
            stream.next = UnsafePointer(padded.baseAddress)
        }
    }
}
