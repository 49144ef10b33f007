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

/// Writes text to standard output and standard error, unbuffered and whole.
enum Console {
    enum Stream: CInt {
        case output = 1
        case error = 2
    }

    /// - Returns: Whether all of it could be written.
    @discardableResult
    static func write(_ text: String, to stream: Stream) -> Bool {
        writeWhole(Array(text.utf8), to: stream.rawValue)
    }

    /// Whether a person is likely to read the stream as it is written.
    static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }
}
