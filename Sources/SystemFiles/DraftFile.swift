// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file under construction; it removes itself unless it was published.
///
/// Linux can make files without a name, so that even a killed process leaves nothing behind. Elsewhere, and on file
/// systems that cannot, the draft has a temporary name beside the final one.
struct DraftFile: ~Copyable {
    private let file: OpenFile
    /// The temporary name; `nil` while the file has none.
    private var name: String?

    /// A file with a temporary name in `folder`.
    init(namedIn folder: String, for path: String, readers: SmallFile.Readers) throws(SystemFileError) {
        let name = Self.temporaryName(in: folder)
        file = OpenFile(descriptor: open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL | O_NOFOLLOW, readers.mode))
        guard file.descriptor >= 0 else { throw SystemFileError(errno, doing: "write", path: path) }
        self.name = name
    }

    deinit { if let name { unlink(name) } }

    /// Appends `bytes` and, unless told otherwise, waits until they are on the disk.
    func write(_ bytes: [UInt8], for path: String, durably: Bool = true) throws(SystemFileError) {
        guard writeWhole(bytes, to: file.descriptor), !durably || fsync(file.descriptor) == 0 else {
            throw SystemFileError(errno, doing: "write", path: path)
        }
    }

    /// Gives the file its name in one step; `false`, with `errno`, when that cannot be done.
    ///
    /// A file without a name can take a free one directly. To replace another file it needs a temporary name, in the
    /// first of `folders` that is on the same file system.
    mutating func publish(as path: String, folders: [String]) -> Bool {
        if name == nil {
            if link(as: path) { return true }
            guard errno == EEXIST else { return false }
            for folder in folders {
                let temporary = Self.temporaryName(in: folder)
                guard link(as: temporary) else { continue }
                name = temporary
                break
            }
        }
        guard let temporary = name, rename(temporary, path) == 0 else { return false }
        name = nil
        return true
    }

    /// Gives the file its name in one step if that is free; `false`, with `errno`, when that cannot be done.
    func publish(asNew path: String) -> Bool {
        guard let name else { return link(as: path) }
        return linkat(AT_FDCWD, name, AT_FDCWD, path, 0) == 0
    }

    private static func temporaryName(in folder: String) -> String {
        "\(folder)/.signature-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    private static let descriptors = "/proc/self/fd"

    /// A file without a name on the file system of `folder`; `nil` where there are none.
    init?(namelessIn folder: String, readers: SmallFile.Readers) {
        #if os(Linux)
        guard access(Self.descriptors, F_OK) == 0 else { return nil }
        let temporaryFile = O_DIRECTORY | 0o20_000_000  // O_TMPFILE, a macro that Swift does not import
        let descriptor = open(folder, O_WRONLY | O_CLOEXEC | temporaryFile, readers.mode)
        guard descriptor >= 0 else { return nil }
        file = OpenFile(descriptor: descriptor)
        name = nil
        #else
        return nil
        #endif
    }

    private func link(as path: String) -> Bool {
        linkat(AT_FDCWD, "\(Self.descriptors)/\(file.descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
    }
}
