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

    /// Whether there is a terminal to ask on.
    static var isPossible: Bool {
        let terminal = openTerminal()
        defer { if terminal >= 0 { close(terminal) } }
        return terminal >= 0
    }

    /// Asks for the password that a file is encrypted with.
    static func ask(for path: String) throws -> [UInt8] {
        try ask(
            "Password for \(path): ",
            otherwise: "'\(path)' is encrypted and there is no terminal to ask on: give --password"
        )
    }

    /// Asks for a new password, twice, for what is typed cannot be seen.
    static func askForNew(for path: String) throws -> [UInt8] {
        let absence = "there is no terminal to ask on: give --password or --no-password"
        let password = try ask("New password for \(path): ", otherwise: absence)
        guard !password.isEmpty else {
            throw UsageError("an empty password hides nothing: give another, or --no-password")
        }
        guard try ask("The same password again: ", otherwise: absence) == password else {
            throw UsageError("the two passwords differ: nothing was made")
        }
        return password
    }

    private static func openTerminal() -> CInt { open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) }

    /// Reads one line from the controlling terminal.
    ///
    /// Keys are read one by one with signals off, so that an interrupt leaves the terminal as it was.
    /// - Parameter absence: What to say where there is no terminal.
    private static func ask(_ prompt: String, otherwise absence: String) throws -> [UInt8] {
        let terminal = openTerminal()
        guard terminal >= 0 else { throw UsageError(absence) }
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
        show(TerminalText.escaped(prompt), on: terminal)
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
