// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why the system would not do something to a file.
package struct SystemFileError: Error, Sendable, CustomStringConvertible {
    package enum Reason: Sendable, Hashable {
        /// The value of `errno`.
        case system(CInt)
        case tooLarge(byteCount: Int64)
        case notRegularFile
    }
    package let reason: Reason
    /// One sentence that names the file.
    package let description: String

    package init(_ reason: Reason, _ description: String) {
        (self.reason, self.description) = (reason, description)
    }

    /// Wraps `errno` after a failed call on `path`.
    package init(_ number: CInt, doing action: String, path: String) {
        self.init(.system(number), "cannot \(action) '\(path)': \(Self.text(number))")
    }

    /// Whether the file, or a folder on the way to it, does not exist.
    package var isMissing: Bool { reason == .system(ENOENT) }

    /// Whether a link or something else stands where a file or a folder was expected.
    package var isWrongKind: Bool {
        switch reason {
        case .system(let number): [ELOOP, ENOTDIR, EMLINK, ENXIO].contains(number)
        case .notRegularFile: true
        case .tooLarge: false
        }
    }

    private static func text(_ number: CInt) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
