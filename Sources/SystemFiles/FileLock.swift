// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A lock between processes, and between openings of its file in one: advisory, and gone with the process that holds it.
///
/// The file is empty and stays where it is: who removed it could let two hold the lock.
/// - SeeAlso: flock(2).
package struct FileLock: ~Copyable {
    package enum Kind: Sendable {
        /// Others may read at the same time.
        case shared
        /// Nobody else holds the lock.
        case exclusive
    }

    /// What came of trying to get a lock.
    package enum Attempt: ~Copyable {
        case held(FileLock)
        /// Somebody else holds it.
        case busy
        /// The file system has no locks, or there is no file and none can be made.
        case unavailable(SystemFileError)
    }

    private let file: OpenFile

    private init(_ file: consuming OpenFile) { self.file = file }

    /// Lets the lock go.
    package consuming func release() {}

    /// Tries once; the file is made if it can be. A link or something else in its place is not opened.
    package static func attempt(_ kind: Kind, at path: String) -> Attempt {
        let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
        guard !path.utf8.contains(0) else { return .unavailable(SystemFileError(EINVAL, doing: "lock", path: path)) }
        // Opened without O_CREAT first: that is refused in a folder which can only be read.
        var descriptor = open(path, flags)
        if descriptor < 0, errno == ENOENT { descriptor = open(path, flags | O_CREAT, 0o600) }
        guard descriptor >= 0 else { return .unavailable(SystemFileError(errno, doing: "lock", path: path)) }
        let file = OpenFile(descriptor: descriptor)
        while flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return .busy
            default: return .unavailable(SystemFileError(errno, doing: "lock", path: path))
            }
        }
        return .held(FileLock(file))
    }
}
