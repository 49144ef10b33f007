// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Reads one piece of a file from its first byte to its last, and makes sure that it is the file that was listed and
/// that nobody wrote to it meanwhile.
struct ContentReader: ~Copyable {
    private let file: OpenFile
    private let request: HashingRequest
    private let piece: HashingPiece
    private var ahead: ReadAhead?
    private var offset: Int64

    init(
        _ piece: HashingPiece,
        of request: HashingRequest,
        in root: RootDirectory,
        lastFolder: inout LastFolder
    ) throws(ContentHashingError) {
        let opened = try Self.open(request, in: root, &lastFolder)
        try Self.requireUnchanged(opened, request)
        file = opened
        (self.request, self.piece, offset) = (request, piece, piece.range.lowerBound)
    }

    deinit { ahead?.end() }

    private static func open(
        _ request: HashingRequest,
        in root: RootDirectory,
        _ lastFolder: inout LastFolder
    ) throws(ContentHashingError) -> OpenFile {
        do throws(SystemFileError) {
            return try root.openFile(request.path, last: &lastFolder)
        } catch {
            throw ContentHashingError(error)
        }
    }

    private var end: Int64 { piece.range.upperBound }

    /// Whether whoever writes to the file from now on is certain to move its times. It can take long for files that are
    /// being written, so those that are too young to be remembered, as of `began`, are not asked for.
    func showsFutureWrites(began: Int64) -> Bool {
        CacheSelection.isOld(request.state, began) && file.showsFutureWrites()
    }

    /// Lets another thread read ahead of this one; `nil` for pieces that are too short for that.
    mutating func readAhead() -> ReadAhead? {
        guard piece.byteCount >= ReadAhead.leastByteCount else { return nil }
        ahead = ReadAhead(piece)
        return ahead
    }

    /// Asks the system to fetch the piece from the disk meanwhile.
    func prepareToRead() {
        #if os(Linux)
        // What is in the system's cache already costs only the call.
        _ = posix_fadvise(file.descriptor, off_t(offset), off_t(end - offset), POSIX_FADV_WILLNEED)
        #endif
    }

    /// Whether every byte has been read; the file was still the same after that.
    var isAtEnd: Bool { offset == end }

    /// Fills `buffer` with a chunk, shorter at the end of the piece, and returns its length.
    mutating func fill(_ buffer: inout HashingBuffer) throws(ContentHashingError) -> Int {
        let wanted = Int(min(Int64(HashingBuffer.chunkByteCount), end - offset))
        // Asks for one byte more at the end of the file: some file systems report sizes that are too small.
        let excess = offset + Int64(wanted) == request.state.byteCount ? 1 : 0
        var filled = 0
        if let ahead, ahead.take(wanted, at: offset, &buffer) {
            filled = try wanted + read(into: &buffer, from: wanted, to: wanted + excess)
        } else {
            var count = 0
            repeat {
                count = try read(into: &buffer, from: filled, to: wanted + excess)
                filled += count
            } while count > 0 && filled < wanted
        }
        guard filled == wanted else { throw Self.changed(request) }
        offset += Int64(wanted)
        if isAtEnd { try Self.requireUnchanged(file, request) }
        return wanted
    }

    /// Reads what follows the first `start` bytes of the chunk in `buffer`.
    private func read(into buffer: inout HashingBuffer, from start: Int, to end: Int) throws(ContentHashingError) -> Int
    {
        let count = readPart(of: file.descriptor, at: offset + Int64(start), into: &buffer, start..<end)
        guard count >= 0 else { throw ContentHashingError(SystemFileError(errno, doing: "read", path: request.path)) }
        return count
    }

    private static func requireUnchanged(
        _ file: borrowing OpenFile,
        _ request: HashingRequest
    ) throws(ContentHashingError) {
        let now: FileState
        do throws(SystemFileError) {
            now = try file.state(path: request.path)
        } catch {
            throw ContentHashingError(error)
        }
        guard now.kind == .regular else {
            throw ContentHashingError(.notRegularFile, "'\(request.path)' is not a regular file any more")
        }
        guard now == request.state else { throw changed(request) }
    }

    private static func changed(_ request: HashingRequest) -> ContentHashingError {
        ContentHashingError(
            .changedWhileHashing,
            "'\(request.path)' was written to or replaced while it was hashed: try again when nothing writes there"
        )
    }
}

/// Reads at `offset` of an open file into a part of `buffer`; the count, 0 at the end of the file, or -1 with `errno`.
func readPart(of descriptor: CInt, at offset: Int64, into buffer: inout HashingBuffer, _ part: Range<Int>) -> Int {
    buffer.withMutableBytes(part) { target in
        while true {
            let count = pread(descriptor, target.baseAddress, target.count, off_t(offset))
            if count >= 0 || errno != EINTR { return count }
        }
    }
}
