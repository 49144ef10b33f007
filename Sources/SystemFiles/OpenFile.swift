// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file descriptor that closes itself.
package struct OpenFile: ~Copyable {
    package let descriptor: CInt

    package init(descriptor: CInt) { self.descriptor = descriptor }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Gives the descriptor away: whoever takes it closes it.
    package consuming func take() -> CInt {
        let taken = descriptor
        discard self
        return taken
    }

    /// What the system says of the open file; `path` is for the error.
    package func state(path: String) throws(SystemFileError) -> FileState {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw SystemFileError(errno, doing: "inspect", path: path) }
        return FileState(raw)
    }

    /// Reads from the current position to the end, at most `maximumByteCount` bytes.
    package func readToEnd(maximumByteCount: Int, path: String) throws(SystemFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        let size = try state(path: path).byteCount
        guard size <= maximumByteCount else { throw Self.tooLarge(size, maximumByteCount, path) }
        bytes.reserveCapacity(Int(size) + 1)
        let chunkByteCount = 64 << 10
        var chunk = [UInt8](repeating: 0, count: chunkByteCount)
        while true {
            let count = read(descriptor, &chunk, chunkByteCount)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemFileError(errno, doing: "read", path: path) }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= maximumByteCount else {
                throw Self.tooLarge(Int64(bytes.count + count), maximumByteCount, path)
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func tooLarge(_ byteCount: Int64, _ maximumByteCount: Int, _ path: String) -> SystemFileError {
        SystemFileError(
            .tooLarge(byteCount: byteCount),
            "'\(path)' is too large: it has at least \(byteCount) bytes, and at most \(maximumByteCount) are read"
        )
    }
}
