// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Who owns a file or folder, and what its mode lets others do.
package struct FilePermissions: Sendable, Hashable {
    /// The number of the user who owns it.
    package let owner: UInt32
    /// The nine bits that say what owner, group and others may do.
    package let mode: UInt16

    package init(owner: UInt32, mode: UInt16) { (self.owner, self.mode) = (owner, mode & 0o777) }

    /// The user that this process acts as.
    package static var currentUser: UInt32 { geteuid() }

    package var isOwnedByCurrentUser: Bool { owner == Self.currentUser }
    /// Whether the group or others may write.
    package var letsOthersWrite: Bool { mode & 0o022 != 0 }
    /// Whether the group or others may do anything.
    package var letsOthersIn: Bool { mode & 0o077 != 0 }
}

extension OpenFile {
    /// The permissions of the open file or folder; `path` is for the error.
    package func permissions(path: String) throws(SystemFileError) -> FilePermissions {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw SystemFileError(errno, doing: "inspect", path: path) }
        return FilePermissions(owner: raw.st_uid, mode: UInt16(raw.st_mode & 0o777))
    }
}
