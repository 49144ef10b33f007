// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// Content and how it is cut for the hash kernels, as an input chooses: `streams subtree first-chunk piece+`.
///
/// `streams` and `subtree` are one byte each, `first-chunk` is six; a piece is `offset shift number`, one byte, one and
/// two. Numbers begin with their low byte. What the content's bytes are does not matter to code that never branches on
/// them: they are the same for all inputs.
struct HashKernelCase {
    /// The most that is hashed, each time: the most BLAKE3 chunks that are taken at once, and a quarter more.
    static let maximumByteCount = 160 << 10
    /// The most pieces; others, and what is over after the last one, are ignored.
    static let maximumPieceCount = 64

    private static let headerByteCount = 8
    private static let pieceByteCount = 4
    private static let alignment = 64

    /// The content: each piece is an update, or a stream. Behind each piece its memory ends, for the address sanitizer.
    let pieces: [UnsafeBufferPointer<UInt8>]
    /// The content in one.
    let whole: UnsafeBufferPointer<UInt8>
    /// How many streams at most go through SHA-256 side by side.
    let streamCount: Int
    /// How many BLAKE3 chunks a subtree has: a power of two.
    let subtreeChunkCount: Int
    /// The number that chunks are counted from when the content is a subtree of something large.
    let firstChunk: UInt64

    /// Reads an input; `nil` when it has no whole piece. Call ``deallocate()`` when done.
    init?(_ input: [UInt8]) {
        guard input.count >= Self.headerByteCount + Self.pieceByteCount else { return nil }
        streamCount = 1 + Int(input[0] % 4)
        subtreeChunkCount = 1 << (input[1] % 8)
        firstChunk = input[2..<8].reversed().reduce(0) { $0 << 8 | UInt64($1) }

        var pieces: [UnsafeBufferPointer<UInt8>] = []
        var rest = input[Self.headerByteCount...]
        var byteCount = 0
        while rest.count >= Self.pieceByteCount, pieces.count < Self.maximumPieceCount {
            let piece = Array(rest.prefix(Self.pieceByteCount))
            rest = rest.dropFirst(Self.pieceByteCount)
            // Dropping bits makes short pieces as frequent as long ones.
            let number = (Int(piece[2]) | Int(piece[3]) << 8) >> (piece[1] % 16)
            let end = min(byteCount + number, Self.maximumByteCount)
            pieces.append(Self.copy(Self.content[byteCount..<end], offset: Int(piece[0])))
            byteCount = end
        }
        self.pieces = pieces
        whole = Self.copy(Self.content[..<byteCount], offset: Int(input[Self.headerByteCount]))
    }

    /// Frees the content.
    func deallocate() {
        for copy in pieces + [whole] {
            let offset = Int(bitPattern: copy.baseAddress) % Self.alignment
            copy.baseAddress.map { UnsafeRawPointer($0) - offset }?.deallocate()
        }
    }

    /// The parts of the pieces that lie in a range of the content.
    func updates(in range: Range<Int>) -> [UnsafeBufferPointer<UInt8>] {
        var start = 0
        return pieces.compactMap { piece in
            let part = range.clamped(to: start..<start + piece.count)
            let (lower, upper) = (part.lowerBound - start, part.upperBound - start)
            start += piece.count
            return part.isEmpty ? nil : UnsafeBufferPointer(rebasing: piece[lower..<upper])
        }
    }

    /// A copy at the end of memory of its own, as far from alignment as `offset` says.
    private static func copy(_ bytes: ArraySlice<UInt8>, offset: Int) -> UnsafeBufferPointer<UInt8> {
        let offset = offset % alignment
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: offset + bytes.count, alignment: alignment)
        let copy = UnsafeMutableRawBufferPointer(rebasing: memory[offset...]).bindMemory(to: UInt8.self)
        _ = copy.initialize(fromContentsOf: bytes)
        return UnsafeBufferPointer(copy)
    }

    /// Bytes of a xorshift generator, which do not repeat.
    private static let content: [UInt8] = {
        var state: UInt64 = 7693
        return (0..<maximumByteCount).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }()
}
