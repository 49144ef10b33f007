// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An open folder below which names are resolved without ever following a link.
///
/// Every component is opened on its own with `O_NOFOLLOW`, so a link that appears between listing and reading,
/// anywhere on the way, is an error and never leads out of the folder.
package final class RootDirectory: Sendable {
    /// The folder's path with all links resolved.
    package let path: String
    private let descriptor: CInt

    /// Opens the folder at `path`; links in `path` itself are the caller's and are followed.
    package init(path: String) throws(SystemFileError) {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "open folder", path: path) }
        descriptor = systemOpen(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFileError(errno, doing: "open folder", path: path) }
        guard let resolved = realpath(path, nil) else {
            let number = errno
            close(descriptor)
            throw SystemFileError(number, doing: "resolve", path: path)
        }
        self.path = String(cString: resolved)
        free(resolved)
    }

    deinit { close(descriptor) }

    /// Opens the file at `path`, which must be relative, without `.` and `..`.
    ///
    /// `O_NONBLOCK` keeps a FIFO that took the file's place from blocking the caller; it has no effect on files.
    package func openFile(_ path: String) throws(SystemFileError) -> OpenFile {
        try open(path, flags: Self.fileFlags)
    }

    private static let fileFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY

    /// Opens the folder at `path`; the empty path is the root itself.
    package func openDirectory(_ path: String) throws(SystemFileError) -> OpenFile {
        let flags = O_RDONLY | O_DIRECTORY
        guard path.isEmpty else { return try open(path, flags: flags) }
        return try step(from: OpenFile(descriptor: -1), to: ".", flags: flags, of: path)
    }

    /// What the system says of the entry at `path`, without opening it and without following it if it is a link.
    package func state(of path: String) throws(SystemFileError) -> FileState {
        let parent = try parent(of: path)
        var raw = stat()
        let start = parent.folder.descriptor < 0 ? descriptor : parent.folder.descriptor
        guard fstatat(start, parent.name, &raw, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw SystemFileError(errno, doing: "inspect", path: path)
        }
        return FileState(raw)
    }

    /// Opens the file at `path` as ``openFile(_:)`` does. Files of one folder in a row need its path walked only once:
    /// `last` keeps the folder open between calls.
    package func openFile(_ path: String, last: inout LastFolder) throws(SystemFileError) -> OpenFile {
        guard Self.isPlain(path) else { throw SystemFileError(EINVAL, doing: "open", path: path) }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folderPath = slash.map { path[..<$0] } ?? ""
        if !last.isOpen || !last.path.utf8.elementsEqual(folderPath.utf8) {
            let parent = try parent(of: path)
            last = LastFolder(parent.folder, path: String(folderPath))
        }
        let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        return try step(from: last.folder, to: name, flags: Self.fileFlags, of: path)
    }

    private func open(_ path: String, flags: CInt) throws(SystemFileError) -> OpenFile {
        let parent = try parent(of: path)
        return try step(from: parent.folder, to: parent.name, flags: flags, of: path)
    }

    /// The open folder of `path` (no descriptor for the root itself) and the last component.
    private func parent(of path: String) throws(SystemFileError) -> ParentFolder {
        guard Self.isPlain(path) else { throw SystemFileError(EINVAL, doing: "open", path: path) }
        var folder = OpenFile(descriptor: -1)
        var rest = Substring(path)
        while let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) {
            folder = try step(from: folder, to: String(rest[..<slash]), flags: O_RDONLY | O_DIRECTORY, of: path)
            rest = rest[rest.utf8.index(after: slash)...]
        }
        return ParentFolder(folder: folder, name: String(rest))
    }

    /// Dots would lead out of the root, and the system would end the path at a NUL.
    private static func isPlain(_ path: String) -> Bool {
        var byteCount = 0, dotCount = 0
        for byte in path.utf8 {
            guard byte != 0 else { return false }
            if byte == UInt8(ascii: "/") {
                guard isPlain(byteCount, dotCount) else { return false }
                (byteCount, dotCount) = (0, 0)
            } else {
                byteCount += 1
                dotCount += byte == UInt8(ascii: ".") ? 1 : 0
            }
        }
        return isPlain(byteCount, dotCount)
    }

    /// A component that is not empty, `.` or `..`.
    private static func isPlain(_ byteCount: Int, _ dotCount: Int) -> Bool {
        byteCount > 2 || byteCount > dotCount
    }

    private func step(
        from folder: borrowing OpenFile,
        to component: String,
        flags: CInt,
        of path: String
    ) throws(SystemFileError) -> OpenFile {
        let start = folder.descriptor < 0 ? descriptor : folder.descriptor
        let opened = openat(start, component, flags | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { throw SystemFileError(errno, doing: "open", path: path) }
        return OpenFile(descriptor: opened)
    }
}

/// The folder of the file that was opened last: see ``RootDirectory/openFile(_:last:)``.
package struct LastFolder: ~Copyable {
    fileprivate let folder: OpenFile
    fileprivate let path: String
    fileprivate let isOpen: Bool

    fileprivate init(_ folder: consuming OpenFile, path: String) {
        (self.path, isOpen) = (path, true)
        self.folder = folder
    }

    /// None yet.
    package init() {
        (path, isOpen) = ("", false)
        folder = OpenFile(descriptor: -1)
    }
}

/// An open folder and the name of an entry in it.
private struct ParentFolder: ~Copyable {
    let folder: OpenFile
    let name: String
}

/// The system's `open`, which the methods of that name hide.
private func systemOpen(_ path: String, _ flags: CInt) -> CInt { open(path, flags) }
