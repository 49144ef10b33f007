// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Whole files of bounded size: keys, certificates, signatures.
package enum SmallFile {
    /// Reads the file at `path`, following links; a pipe will do, a folder or device will not.
    package static func read(_ path: String, maximumByteCount: Int) throws(SystemFileError) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "open", path: path) }
        let file = OpenFile(descriptor: open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY))
        guard file.descriptor >= 0 else { throw SystemFileError(errno, doing: "open", path: path) }
        guard try file.state(path: path).kind != .directory else {
            throw SystemFileError(EISDIR, doing: "read", path: path)
        }
        return try file.readToEnd(maximumByteCount: maximumByteCount, path: path)
    }

    /// Replaces the file at `path` in one step: after a crash at any moment there is the old file or the new one.
    ///
    /// The bytes go to a nameless file (or, where the system has none, a temporary one beside `path`), reach the
    /// disk, and only then get the name. A link at `path` is replaced, not followed.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(SystemFileError) {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "write", path: path) }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { $0 == path.utf8.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var draft = try Draft(in: folder, for: path)
        try draft.write(bytes, for: path)
        try draft.publish(as: path)
        // The name itself must survive a power failure; some file systems cannot sync folders, which is no failure.
        let opened = OpenFile(descriptor: open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        if opened.descriptor >= 0 { fsync(opened.descriptor) }
    }
}

/// A file under construction; it removes itself unless it was published.
private struct Draft: ~Copyable {
    private let file: OpenFile
    private let folder: String
    /// The temporary name; `nil` while the file has none.
    private var name: String?

    private static let mode: mode_t = 0o644

    init(in folder: String, for path: String) throws(SystemFileError) {
        self.folder = folder
        #if os(Linux)
        let nameless = O_DIRECTORY | 0o20000000  // O_TMPFILE, a macro that Swift does not import
        let descriptor = open(folder, O_WRONLY | O_CLOEXEC | nameless, Self.mode)
        if descriptor >= 0 {
            file = OpenFile(descriptor: descriptor)
            return
        }
        #endif
        let name = Self.temporaryName(in: folder)
        file = OpenFile(descriptor: open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL | O_NOFOLLOW, Self.mode))
        guard file.descriptor >= 0 else { throw SystemFileError(errno, doing: "write", path: path) }
        self.name = name
    }

    deinit { if let name { unlink(name) } }

    private static func temporaryName(in folder: String) -> String {
        "\(folder)/.signature-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    func write(_ bytes: [UInt8], for path: String) throws(SystemFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.systemWrite(file.descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemFileError(errno, doing: "write", path: path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file.descriptor) == 0 else { throw SystemFileError(errno, doing: "write", path: path) }
    }

    /// The system's `write`, which the method of that name hides.
    private static func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Darwin)
        Darwin.write(descriptor, bytes, count)
        #elseif canImport(Musl)
        Musl.write(descriptor, bytes, count)
        #else
        Glibc.write(descriptor, bytes, count)
        #endif
    }

    mutating func publish(as path: String) throws(SystemFileError) {
        #if os(Linux)
        if name == nil {
            let handle = "/proc/self/fd/\(file.descriptor)"
            if linkat(AT_FDCWD, handle, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return }
            guard errno == EEXIST else { throw SystemFileError(errno, doing: "write", path: path) }
            let temporary = Self.temporaryName(in: folder)
            guard linkat(AT_FDCWD, handle, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
                throw SystemFileError(errno, doing: "write", path: path)
            }
            name = temporary
        }
        #endif
        guard let temporary = name, rename(temporary, path) == 0 else {
            throw SystemFileError(errno, doing: "write", path: path)
        }
        name = nil
    }
}
