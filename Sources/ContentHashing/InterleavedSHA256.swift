// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import CHashKernels

/// A thread's work with several SHA-256 streams side by side, each with a buffer of its own.
///
/// All streams advance by what the one with the least in its buffer has; then that one is refilled, or takes the next
/// piece. A stream that fails leaves, and the others do not notice.
struct InterleavedSHA256: ~Copyable {
    private static let blockByteCount = 64

    /// One stream's place. It is used for one piece after the other.
    private final class Lane {
        var work: PieceInWork?
        var buffer = HashingBuffer()
        /// The bytes of `buffer` that are still to be compressed: whole blocks.
        var rest = 0..<0
        private var byteCount: UInt64 = 0
        /// Whether `rest` ends with the padding.
        private(set) var isPadded = false

        func begin(_ work: PieceInWork) {
            (self.work, rest, byteCount, isPadded) = (work, 0..<0, 0, false)
        }

        /// Reads the next bytes, and pads them if they are the last.
        func fill() throws(ContentHashingError) -> Int {
            guard let count = try work?.fill(&buffer) else { return 0 }
            byteCount += UInt64(count)
            rest = 0..<count
            if work?.reader.isAtEnd == true { pad() }
            return count
        }

        /// Appends a one bit, zeros up to the end of a block, and the length in bits (FIPS 180-4, 5.1.1).
        private func pad() {
            let lengthByteCount = 8
            let used = rest.upperBound % blockByteCount + 1 + lengthByteCount
            let blocks = rest.upperBound / blockByteCount + (used > blockByteCount ? 2 : 1)
            let end = blocks * blockByteCount
            buffer[rest.upperBound] = 0x80
            for index in rest.upperBound + 1..<end - lengthByteCount { buffer[index] = 0 }
            let bitCount = byteCount &* 8
            for index in 0..<lengthByteCount {
                buffer[end - 1 - index] = UInt8(truncatingIfNeeded: bitCount >> (8 * UInt64(index)))
            }
            (rest, isPadded) = (0..<end, true)
        }
    }

    private let run: HashingRun
    private var queue: PieceQueue
    /// The lanes in use and, at the same places, their streams.
    private var lanes: [Lane] = []
    private var streams: [hk_sha256_stream] = []
    private var freeLanes: [Lane]

    private init(_ run: HashingRun, streamCount: Int) {
        self.run = run
        queue = PieceQueue(run)
        freeLanes = (0..<streamCount).map { _ in Lane() }
    }

    static func work(_ run: HashingRun, streamCount: Int) {
        var worker = InterleavedSHA256(run, streamCount: streamCount)
        while worker.fillLanes(), !run.isCancelled { worker.compress() }
        worker.queue.flush()
    }

    /// Gives every lane something to compress; `false` when there is nothing left.
    private mutating func fillLanes() -> Bool {
        var index = 0
        while index < lanes.count {
            if lanes[index].rest.isEmpty, !refill(index) { free(index) } else { index += 1 }
        }
        while !freeLanes.isEmpty, let work = queue.next() {
            let lane = freeLanes.removeLast()
            lane.begin(work)
            lanes.append(lane)
            streams.append(hk_sha256_stream())
            hk_sha256_init(&streams[streams.count - 1])
            if !refill(lanes.count - 1) { free(lanes.count - 1) }
        }
        return !lanes.isEmpty
    }

    private mutating func free(_ index: Int) {
        let lane = lanes.remove(at: index)
        streams.remove(at: index)
        lane.work = nil
        freeLanes.append(lane)
    }

    /// Reads on, and pads what was read last; `false` when the lane's piece is done or failed.
    private mutating func refill(_ index: Int) -> Bool {
        let lane = lanes[index]
        guard let work = lane.work else { return false }
        guard !lane.isPadded else {
            let digest = Self.digest(of: streams[index])
            queue.finish(work.piece, .success(digest), showsFutureWrites: work.showsFutureWrites)
            return false
        }
        do throws(ContentHashingError) {
            run.report(try lane.fill())
            return true
        } catch {
            queue.finish(work.piece, .failure(error))
            return false
        }
    }

    /// Compresses as many blocks of every stream as the shortest has.
    private mutating func compress() {
        let blockCount = (lanes.lazy.map { $0.rest.count }.min() ?? 0) / Self.blockByteCount
        compress(blockCount, from: 0)
        for lane in lanes { lane.rest.removeFirst(blockCount * Self.blockByteCount) }
    }

    /// Points the streams from `index` on at their bytes, and compresses when all are pointed.
    private mutating func compress(_ blockCount: Int, from index: Int) {
        guard index < lanes.count else {
            return hk_sha256_compress(run.method.instructions.rawValue, &streams, streams.count, blockCount)
        }
        let lane = lanes[index]
        lane.buffer.withBytes(lane.rest) { bytes in
            streams[index].next = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            compress(blockCount, from: index + 1)
        }
    }

    private static func digest(of stream: hk_sha256_stream) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: HashAlgorithm.sha256.digestByteCount)
        withUnsafePointer(to: stream) { hk_sha256_digest($0, &digest) }
        return digest
    }
}
