// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Lets a thread that has nothing left to hash read for one that has: copying from the system's cache then costs the
/// hashing thread nothing, which is a fifth of the time of a single SHA-256 stream.
///
/// The hashing thread never waits for the reading one: what is not there yet it reads itself.
final class ReadAhead: Sendable {
    /// What is shorter is read before another thread has found it.
    static let leastByteCount: Int64 = 16 << 20
    /// How many buffers may be full: some milliseconds of hashing.
    private static let bufferCount = 8
    /// How long a thread with nothing to read rests: much less than hashing what is full takes.
    private static let restMicroseconds: useconds_t = 200

    static func rest() { usleep(restMicroseconds) }

    private struct Filled {
        let offset: Int64
        let byteCount: Int
        var buffer: HashingBuffer
    }
    private struct State {
        /// Where the hashing thread is, and where the reading one goes on.
        var hashed: Int64
        var next: Int64
        var filled: [Filled] = []
        var spare: [HashingBuffer] = []
        var ended = false
    }

    private let piece: HashingPiece
    private let state: Mutex<State>

    init(_ piece: HashingPiece) {
        self.piece = piece
        state = Mutex(State(hashed: piece.range.lowerBound, next: piece.range.lowerBound))
    }

    /// Whether nobody needs it any more.
    var hasEnded: Bool { state.withLock { $0.ended } }

    // MARK: The hashing thread

    /// Exchanges `buffer` for one that holds the bytes at `offset`; `false` when these are not there.
    func take(_ byteCount: Int, at offset: Int64, _ buffer: inout HashingBuffer) -> Bool {
        state.withLock { state in
            state.hashed = offset + Int64(byteCount)
            while let first = state.filled.first, first.offset < offset {
                state.spare.append(state.filled.removeFirst().buffer)
            }
            guard let first = state.filled.first, first.offset == offset, first.byteCount == byteCount else {
                return false
            }
            state.spare.append(buffer)
            buffer = state.filled.removeFirst().buffer
            return true
        }
    }

    /// Sends the reading thread away.
    func end() { state.withLock { $0.ended = true } }

    // MARK: The reading thread

    /// Reads until all is read, ``end()`` is called or anything goes wrong: that is for the hashing thread to notice.
    func read(for run: HashingRun) {
        let request = run.requests[piece.request]
        guard let file = try? run.root.openFile(request.path), (try? file.state(path: request.path)) == request.state
        else {
            return
        }
        while !run.isCancelled, let (offset, taken) = nextBuffer() {
            guard var buffer = taken else {
                Self.rest()
                continue
            }
            let wanted = Int(min(Int64(HashingBuffer.chunkByteCount), piece.range.upperBound - offset))
            var filled = 0
            while filled < wanted {
                let at = offset + Int64(filled)
                let count = readPart(of: file.descriptor, at: at, into: &buffer, filled..<wanted)
                guard count > 0 else { return }
                filled += count
            }
            state.withLock { state in
                if offset >= state.hashed {
                    state.filled.append(Filled(offset: offset, byteCount: wanted, buffer: buffer))
                } else {
                    state.spare.append(buffer)
                }
            }
        }
    }

    /// Where to read next and a buffer for it, or no buffer while enough are full; `nil` when there is no more to read.
    private func nextBuffer() -> (offset: Int64, buffer: HashingBuffer?)? {
        state.withLock { state in
            let offset = max(state.next, state.hashed)
            guard !state.ended, offset < piece.range.upperBound else { return nil }
            guard state.filled.count < Self.bufferCount else { return (offset, nil) }
            state.next = offset + Int64(HashingBuffer.chunkByteCount)
            return (offset, state.spare.popLast() ?? HashingBuffer())
        }
    }
}
