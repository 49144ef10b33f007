// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#else
import CSystemFiles
#endif
#if canImport(Musl)
import Musl
#elseif canImport(Glibc)
import Glibc
#endif

/// Whether a file system's times tell that a file was written to.
package enum FileSystemKind: Sendable, Hashable {
    /// On a disk of this machine, by a file system that is known to move a file's times when its content changes.
    case localDisk
    /// Anything else: servers, which have clocks and writers of their own; overlays, which mix several file systems;
    /// FUSE, which is any program; and whatever is not known.
    case other

    #if canImport(Darwin)
    fileprivate init(_ raw: statfs) {
        let isLocal = raw.f_flags & UInt32(MNT_LOCAL) != 0
        let name = withUnsafeBytes(of: raw.f_fstypename) { $0.prefix { $0 != 0 }.map { $0 } }
        self = isLocal && ["apfs", "hfs"].contains { name.elementsEqual($0.utf8) } ? .localDisk : .other
    }
    #else
    /// The file systems on disks of this machine, as `linux/magic.h` and their sources number them.
    ///
    /// tmpfs is not among them: a write through a shared mapping does not move a file's times there (Linux 6.18).
    private static let localDisks: Set<UInt32> = [
        0xEF53,  // ext2, ext3, ext4
        0x5846_5342,  // XFS
        0x9123_683E,  // Btrfs
        0xF2F5_2010,  // F2FS
        0xCA45_1A4E,  // bcachefs
        0x2FC1_2FC1,  // OpenZFS
    ]

    package init(linuxType type: UInt32) { self = Self.localDisks.contains(type) ? .localDisk : .other }
    #endif
}

extension OpenFile {
    /// The kind of file system the open file is on; `path` is for the error.
    package func fileSystemKind(path: String) throws(SystemFileError) -> FileSystemKind {
        #if canImport(Darwin)
        var raw = statfs()
        guard fstatfs(descriptor, &raw) == 0 else { throw SystemFileError(errno, doing: "inspect", path: path) }
        return FileSystemKind(raw)
        #else
        var type: UInt32 = 0
        guard sf_file_system_type(descriptor, &type) == 0 else {
            throw SystemFileError(errno, doing: "inspect", path: path)
        }
        return FileSystemKind(linuxType: type)
        #endif
    }
}
