// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import SigstoreClient
import SystemFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a person who logs in is told, on standard error, and asked.
enum LoginPrompt {
    /// Longer than any code.
    private static let maximumByteCount = 16 << 10

    static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    static func show(_ page: URL, _ words: String) {
        let url = TerminalText.escaped(page.absoluteString)
        Console.write("\(words)\n\n  \(url)\n\n", to: .error)
    }

    /// Where to go with another device, and what to type in there.
    static func show(_ authorization: DeviceAuthorization) {
        show(authorization.page, "To log in, go to this page with any device:")
        Console.write("and type in there: \(TerminalText.escaped(authorization.userCode))\n", to: .error)
        guard let page = authorization.completePage else { return }
        show(page, "or go to:")
    }

    /// Shows a page, and reads the code that it gives from standard input.
    static func askForCode(_ page: URL) async throws -> String {
        show(page, "To log in, go to this page with a browser anywhere:")
        Console.write("Enter verification code: ", to: .error)
        return try await OwnThread.run { try readLine() }
    }

    private static func readLine() throws -> String {
        var line: [UInt8] = []
        while line.count < maximumByteCount {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { break }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        guard !line.isEmpty, line.count < maximumByteCount else {
            throw UsageError("no code was given: it is read from standard input, one line")
        }
        return String(decoding: line, as: UTF8.self)
    }
}
