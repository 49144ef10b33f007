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

/// Whether the tests run with rights that no permission stops.
let isRoot = geteuid() == 0

extension FileState {
    /// The state of a file that need not be readable.
    init(path: String) throws {
        var raw = stat()
        guard lstat(path, &raw) == 0 else { throw SystemFileError(errno, doing: "inspect", path: path) }
        self.init(raw)
    }
}
