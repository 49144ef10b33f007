// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Files that new keys go to: made whole, and never in the place of another.
enum KeyFile {
    /// Whether there is anything at `path`, be it a link to nothing.
    static func exists(_ path: String) throws -> Bool {
        var state = stat()
        if lstat(path, &state) == 0 { return true }
        guard errno == ENOENT else { throw UsageError("\(SystemFileError(errno, doing: "write", path: path))") }
        return false
    }

    static func isThere(_ path: String) -> UsageError {
        UsageError("'\(path)' is there already and is left as it is: name another file, or move that one away")
    }

    static func create(_ path: String, _ text: String, readers: SmallFile.Readers) throws {
        let isNew: Bool
        do {
            isNew = try SmallFile.create(path, with: Array(text.utf8), readers: readers)
        } catch {
            throw UsageError("the key was not saved: \(error)", status: .signatureFailed)
        }
        guard isNew else { throw isThere(path) }
    }
}
