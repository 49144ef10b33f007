// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Asks for a password on the terminal, without echo.
enum PasswordPrompt {
    private static let maximumByteCount = 1024

    /// Reads one line from the controlling terminal.
    ///
    /// Keys are read one by one with signals off, so that an interrupt leaves the terminal as it was.
    static func ask(for path: String) throws -> [UInt8] {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw UsageError("'\(path)' is encrypted and there is no terminal to ask on: give --password")
        }
        defer { close(terminal) }
        var saved = termios()
        guard tcgetattr(terminal, &saved) == 0 else { throw UsageError("the terminal cannot be used to ask") }
        var silent = saved
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        defer {
            tcsetattr(terminal, TCSAFLUSH, &saved)
            show("\n", on: terminal)
        }
        show("Password for \(TerminalText.escaped(path)): ", on: terminal)
        return try readLine(from: terminal)
    }

    private static func readLine(from terminal: CInt) throws -> [UInt8] {
        let (endOfText, endOfTransmission, backspace, delete): (UInt8, UInt8, UInt8, UInt8) = (3, 4, 8, 127)
        var line: [UInt8] = []
        while line.count < maximumByteCount {
            var byte: UInt8 = 0
            let count = read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { break }
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return line
            case endOfText, endOfTransmission: throw UsageError("no password was given")
            case backspace, delete: _ = line.popLast()
            default: line.append(byte)
            }
        }
        throw UsageError("no password was given")
    }

    private static func show(_ text: String, on terminal: CInt) {
        var text = text
        text.withUTF8 { _ = write(terminal, $0.baseAddress, $0.count) }
    }
}
