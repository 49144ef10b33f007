// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// A run of bytes that one thread hashes from its first to its last.
struct HashingPiece {
    /// Which request it belongs to, which part of that it is, and of how many.
    let request: Int, part: Int, partCount: Int
    let range: Range<Int64>

    var byteCount: Int64 { range.upperBound - range.lowerBound }

    /// Whether it is worth taking alone: parts are, even the last, which can be short.
    var isLarge: Bool { partCount > 1 || byteCount >= HashingPlan.largeByteCount }
}

/// The order of the work: what is large first, largest first, so that the last thread to finish has little left to do
/// alone; what is small after that, as it was listed, which is how it lies on the disk.
struct HashingPlan {
    /// From here on a piece is worth taking alone; smaller ones are taken by the dozen.
    static let largeByteCount: Int64 = 1 << 20
    /// At most this many small pieces at a time.
    static let maximumBatchCount = 32
    /// The least that is worth dividing among threads; a power of two, as BLAKE3's subtrees are.
    static let leastPartByteCount: Int64 = 4 << 20
    /// About as many parts as there may be in all: where there would be more, the parts are larger. Sparse files can
    /// claim any size, and what is claimed costs memory here.
    static let maximumPartCount: Int64 = 1 << 16

    let pieces: [HashingPiece]
    /// How many of `pieces` are large.
    let largeCount: Int

    init(_ requests: [HashingRequest], _ algorithm: HashAlgorithm) {
        var large: [HashingPiece] = []
        var small: [HashingPiece] = []
        let step = Self.partByteCount(totalByteCount: requests.totalByteCount)
        for (index, request) in requests.enumerated() {
            let bytes = request.bytes
            guard algorithm == .blake3, request.byteCount > step else {
                let piece = HashingPiece(request: index, part: 0, partCount: 1, range: bytes)
                if piece.isLarge { large.append(piece) } else { small.append(piece) }
                continue
            }
            let count = Int((request.byteCount - 1) / step + 1)
            for part in 0..<count {
                let start = bytes.lowerBound + Int64(part) * step
                let end = bytes.upperBound - start > step ? start + step : bytes.upperBound
                large.append(HashingPiece(request: index, part: part, partCount: count, range: start..<end))
            }
        }
        large.sort { ($1.byteCount, $0.request, $0.part) < ($0.byteCount, $1.request, $1.part) }
        largeCount = large.count
        pieces = large + small
    }

    /// The length of the parts, the last aside, that longer inputs are hashed in.
    static func partByteCount(totalByteCount: Int64) -> Int64 {
        var part = leastPartByteCount
        while totalByteCount / part >= maximumPartCount { part *= 2 }
        return part
    }

    /// How many large pieces a thread may have in work at a time: no more than leave as many for the others.
    func fairLargeCount(threadCount: Int) -> Int { (largeCount + threadCount - 1) / threadCount }

    /// The small pieces to take next, from `start` on: fewer towards the end.
    func batch(from start: Int, threadCount: Int) -> Range<Int> {
        let fairShare = (pieces.count - start) / (threadCount * 4)
        return start..<min(pieces.count, start + max(1, min(Self.maximumBatchCount, fairShare)))
    }
}
