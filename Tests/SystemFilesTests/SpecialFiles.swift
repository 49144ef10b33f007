// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import TestSupport

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Whether the tests run with rights that no permission stops.
let isRoot = geteuid() == 0

extension TemporaryFolder {
    /// Creates a file of zeros that takes no room on the disk.
    func makeSparseFile(_ name: String, byteCount: Int64) throws {
        try write([name: ""])
        guard truncate(path(name), off_t(byteCount)) == 0 else { throw Failure(number: errno) }
    }

    /// Creates a FIFO, which blocks whoever opens it as a file.
    func makeFIFO(_ name: String) throws {
        guard mkfifo(path(name), 0o600) == 0 else { throw Failure(number: errno) }
    }

    struct Failure: Error { let number: CInt }
}

/// Waits for a byte and gives its value.
func readByte(from descriptor: CInt) -> Int {
    var byte: UInt8 = 0
    return read(descriptor, &byte, 1) == 1 ? Int(byte) : -1
}
