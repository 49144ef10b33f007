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
        /// Somebody else could have chosen what is there.
        case untrusted
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

    /// Whether the file system, or the system, has no locks.
    package var isMissingSystemLock: Bool {
        switch reason {
        case .system(let number): [ENOLCK, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(number)
        default: false
        }
    }

    /// Whether a link or something else stands where a file or a folder was expected.
    package var isWrongKind: Bool {
        switch reason {
        case .system(let number): [ELOOP, ENOTDIR, EMLINK, ENXIO].contains(number)
        case .notRegularFile: true
        case .tooLarge, .untrusted: false
        }
    }

    /// Whether something else than a file of the size expected stands there: as good as nothing.
    package var isDamage: Bool {
        if case .tooLarge = reason { return true }
        return isWrongKind || reason == .system(EISDIR)
    }

    /// The system's words for an error number.
    package static func text(_ number: CInt) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
