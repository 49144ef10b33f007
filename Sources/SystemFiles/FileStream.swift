// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file of any size, read from beginning to end in pieces.
package enum FileStream {
    private static let pieceByteCount = 1 << 20

    /// Whether anything has that name; a link that leads nowhere has not.
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether reading it again gives its content again; a pipe's is gone. Something that is not there can be tried again.
    package static func canBeReadAgain(_ path: String) -> Bool {
        var raw = stat()
        return stat(path, &raw) != 0 || raw.st_mode & mode_t(S_IFMT) == mode_t(S_IFREG)
    }

    /// Reads a regular file or a pipe, and gives each piece to `body`.
    package static func read(
        _ path: String,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(SystemFileError) {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "open", path: path) }
        let file = OpenFile(descriptor: open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY))
        guard file.descriptor >= 0 else { throw SystemFileError(errno, doing: "open", path: path) }
        if try file.state(path: path).kind == .directory { throw SystemFileError(EISDIR, doing: "read", path: path) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceByteCount, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = systemRead(file.descriptor, buffer)
            if count == 0 { return }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemFileError(errno, doing: "read", path: path) }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Spelled with its module: the function above is called `read` too.
    private static func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Darwin)
        Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}
