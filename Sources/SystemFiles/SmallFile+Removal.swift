// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension SmallFile {
    /// Removes the file at `path`, or the link; that there is none is no failure.
    package static func remove(_ path: String) throws(SystemFileError) {
        guard !path.utf8.contains(0) else { throw SystemFileError(EINVAL, doing: "remove", path: path) }
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemFileError(errno, doing: "remove", path: path) }
    }
}
