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
    /// Who may read a file that is made; only its owner may write it. The process's umask can take rights away.
    package enum Readers: Sendable {
        case everyone
        case owner

        var mode: mode_t { self == .everyone ? 0o644 : 0o600 }
    }

    /// What may be read.
    package enum Kind: Sendable {
        /// Regular files only: opening anything else does not wait for a writer that never comes.
        case regular
        /// Pipes too, such as a shell's `<(…)`.
        case regularOrPipe
    }

    /// Reads the file at `path`, following links.
    package static func read(
        _ path: String,
        _ kind: Kind = .regular,
        maximumByteCount: Int
    ) throws(SystemFileError) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "open", path: path) }
        let waiting = kind == .regular ? O_NONBLOCK : 0
        let file = OpenFile(descriptor: open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | waiting))
        guard file.descriptor >= 0 else { throw SystemFileError(errno, doing: "open", path: path) }
        switch try file.state(path: path).kind {
        case .regular: break
        case .directory: throw SystemFileError(EISDIR, doing: "read", path: path)
        case .link, .other:
            guard kind == .regularOrPipe else {
                throw SystemFileError(.notRegularFile, "'\(path)' is not a regular file")
            }
        }
        return try file.readToEnd(maximumByteCount: maximumByteCount, path: path)
    }

    /// Replaces the file at `path` in one step: after a crash at any moment there is the old file or the new one.
    ///
    /// The bytes reach the disk before they get the name. A link at `path` is replaced, not followed.
    /// - Parameters:
    ///   - draftFolder: Where a draft may have a name of its own for a moment, if that is needed and the folder is on
    ///     the same file system; otherwise that is beside `path`.
    ///   - durably: Whether to wait for the disk. Without that, a power failure can leave a file that is torn: for
    ///     files that are checked when they are read.
    package static func replace(
        _ path: String,
        with bytes: [UInt8],
        draftFolder: String? = nil,
        readers: Readers = .everyone,
        durably: Bool = true
    ) throws(SystemFileError) {
        let folder = try folder(of: path)
        try write(bytes, to: path, folder: folder, draftFolder: draftFolder, readers: readers, durably: durably)
        if durably { syncNames(in: folder) }
    }

    /// Makes a file in one step, whole and on the disk; `false` when there is something at `path`, which stays.
    package static func create(
        _ path: String,
        with bytes: [UInt8],
        readers: Readers = .everyone
    ) throws(SystemFileError) -> Bool {
        let folder = try folder(of: path)
        if let draft = DraftFile(namelessIn: folder, readers: readers) {
            try draft.write(bytes, for: path)
            if draft.publish(asNew: path) {
                syncNames(in: folder)
                return true
            }
            if errno == EEXIST { return false }
        }
        let draft = try DraftFile(namedIn: folder, for: path, readers: readers)
        try draft.write(bytes, for: path)
        guard draft.publish(asNew: path) else {
            guard errno == EEXIST else { throw SystemFileError(errno, doing: "write", path: path) }
            return false
        }
        syncNames(in: folder)
        return true
    }

    private static func write(
        _ bytes: [UInt8],
        to path: String,
        folder: String,
        draftFolder: String?,
        readers: Readers,
        durably: Bool
    ) throws(SystemFileError) {
        if var draft = DraftFile(namelessIn: folder, readers: readers) {
            try draft.write(bytes, for: path, durably: durably)
            if draft.publish(as: path, folders: [draftFolder, folder].compactMap { $0 }) { return }
        }
        if let draftFolder, var draft = try? DraftFile(namedIn: draftFolder, for: path, readers: readers) {
            try draft.write(bytes, for: path, durably: durably)
            if draft.publish(as: path, folders: []) { return }
        }
        var draft = try DraftFile(namedIn: folder, for: path, readers: readers)
        try draft.write(bytes, for: path, durably: durably)
        guard draft.publish(as: path, folders: []) else { throw SystemFileError(errno, doing: "write", path: path) }
    }

    private static func folder(of path: String) throws(SystemFileError) -> String {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "write", path: path) }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        return slash.map { $0 == path.utf8.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// A name itself must survive a power failure; some file systems cannot sync folders, which is no failure.
    private static func syncNames(in folder: String) {
        let opened = OpenFile(descriptor: open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        if opened.descriptor >= 0 { fsync(opened.descriptor) }
    }
}
