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
    /// - Parameter draftFolder: Where a draft may have a name of its own for a moment, if that is needed and the folder
    ///   is on the same file system; otherwise that is beside `path`.
    package static func replace(
        _ path: String,
        with bytes: [UInt8],
        draftFolder: String? = nil
    ) throws(SystemFileError) {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "write", path: path) }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { $0 == path.utf8.startIndex ? "/" : String(path[..<$0]) } ?? "."
        try write(bytes, to: path, folder: folder, draftFolder: draftFolder)
        // The name itself must survive a power failure; some file systems cannot sync folders, which is no failure.
        let opened = OpenFile(descriptor: open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        if opened.descriptor >= 0 { fsync(opened.descriptor) }
    }

    private static func write(
        _ bytes: [UInt8],
        to path: String,
        folder: String,
        draftFolder: String?
    ) throws(SystemFileError) {
        if var draft = DraftFile(namelessIn: folder) {
            try draft.write(bytes, for: path)
            if draft.publish(as: path, folders: [draftFolder, folder].compactMap { $0 }) { return }
        }
        if let draftFolder, var draft = try? DraftFile(namedIn: draftFolder, for: path) {
            try draft.write(bytes, for: path)
            if draft.publish(as: path, folders: []) { return }
        }
        var draft = try DraftFile(namedIn: folder, for: path)
        try draft.write(bytes, for: path)
        guard draft.publish(as: path, folders: []) else { throw SystemFileError(errno, doing: "write", path: path) }
    }
}
