// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A terminal with the tool in it, and a person who reads and types.
final class Pseudoterminal {
    static let absence: Comment = "this needs Linux and setsid of util-linux, which gives the tool a terminal"
    static var isPossible: Bool {
        #if os(Linux)
        Program.installed("setsid") != nil
        #else
        false
        #endif
    }

    private static let patience: Duration = .seconds(30)

    /// The person's side.
    private let keyboard: CInt
    /// The tool's side; open here too, so that settings can be read after the tool ended.
    private let line: FileHandle
    private let process = Process()
    private(set) var output = ""

    init() throws {
        var (person, tool): (CInt, CInt) = (-1, -1)
        try #require(openpty(&person, &tool, nil, nil, nil) == 0, "no pseudo-terminal")
        // Programs that other tests start must not keep the terminal open.
        for side in [person, tool] { _ = fcntl(side, F_SETFD, FD_CLOEXEC) }
        keyboard = person
        line = FileHandle(fileDescriptor: tool, closeOnDealloc: true)
    }

    deinit {
        if process.isRunning { process.terminate() }
        close(keyboard)
    }

    /// Starts the tool with this terminal as its own, in a session of its own.
    func start(_ arguments: [String]) throws {
        process.executableURL = try #require(Program.installed("setsid")).url
        process.arguments = ["--ctty", "--wait", Tool.program.url.path(percentEncoded: false)] + arguments
        process.standardInput = line
        process.standardOutput = line
        process.standardError = line
        try process.run()
    }

    /// Reads until the tool has printed `text`.
    func expectOutput(_ text: String) throws {
        let deadline = ContinuousClock.now + Self.patience
        while !output.contains(text) {
            try #require(ContinuousClock.now < deadline, "'\(text)' was not seen in: \(output)")
            read(forMilliseconds: 100)
        }
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(write(keyboard, bytes, bytes.count) == bytes.count)
    }

    /// Reads to the end of the program, and gives its status.
    func waitUntilExit() throws -> Int32 {
        let deadline = ContinuousClock.now + Self.patience
        while process.isRunning {
            try #require(ContinuousClock.now < deadline, "still running after: \(output)")
            read(forMilliseconds: 20)
        }
        while read(forMilliseconds: 0) {}
        return process.terminationStatus
    }

    /// The settings that a shell would be left with.
    var settings: [UInt32] {
        var settings = termios()
        #expect(tcgetattr(keyboard, &settings) == 0)
        return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag].map { UInt32($0) }
    }

    /// Whether what is typed is shown.
    var echoes: Bool { settings[3] & UInt32(ECHO) != 0 }

    @discardableResult private func read(forMilliseconds milliseconds: CInt) -> Bool {
        var request = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, milliseconds) > 0, request.revents & Int16(POLLIN) != 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readBytes(&buffer)
        guard count > 0 else { return false }
        output += String(decoding: buffer[..<count], as: UTF8.self)
        return true
    }

    /// The system's `read`, which the method of that name hides.
    private func readBytes(_ buffer: inout [UInt8]) -> Int {
        #if canImport(Darwin)
        Darwin.read(keyboard, &buffer, buffer.count)
        #elseif canImport(Musl)
        Musl.read(keyboard, &buffer, buffer.count)
        #else
        Glibc.read(keyboard, &buffer, buffer.count)
        #endif
    }
}
