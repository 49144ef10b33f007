// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
package import Darwin
#elseif canImport(Musl)
package import Musl
#else
package import Glibc
#endif

/// What the system says of a file: enough to notice that it became another one or was written to.
package struct FileState: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case regular, directory, link, other
    }
    package let kind: Kind
    package let device: UInt64
    package let inode: UInt64
    package let byteCount: Int64
    /// Last write to the content, in nanoseconds since 1970, wrapping.
    package let modified: Int64
    /// Last change of content or attributes, in nanoseconds since 1970, wrapping.
    package let changed: Int64

    package init(_ raw: stat) {
        switch raw.st_mode & mode_t(S_IFMT) {
        case mode_t(S_IFREG): kind = .regular
        case mode_t(S_IFDIR): kind = .directory
        case mode_t(S_IFLNK): kind = .link
        default: kind = .other
        }
        device = UInt64(truncatingIfNeeded: raw.st_dev)
        inode = UInt64(truncatingIfNeeded: raw.st_ino)
        byteCount = Int64(raw.st_size)
        #if canImport(Darwin)
        (modified, changed) = (Self.nanoseconds(raw.st_mtimespec), Self.nanoseconds(raw.st_ctimespec))
        #else
        (modified, changed) = (Self.nanoseconds(raw.st_mtim), Self.nanoseconds(raw.st_ctim))
        #endif
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
