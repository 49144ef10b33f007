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

/// Other programs, found on the path and started without a shell.
enum ChildProgram {
    private static let maximumByteCount = 64 << 10
    /// In milliseconds; agents ask a server, and repeat that.
    private static let patience: CInt = 60_000

    /// Starts a program that stays, with nothing to read and nowhere to write; `false` when there is no such program.
    static func startDetached(_ words: [String]) -> Bool {
        (try? start(words, output: nil, isDetached: true)) != nil
    }

    /// Runs a program to its end, on a thread of its own, and gives what it wrote to its standard output.
    static func run(_ name: String, _ arguments: [String]) async throws -> AmbientSurroundings.ProgramResult {
        try await OwnThread.run { cancellation in
            var pipe: [CInt] = [-1, -1]
            guard makePipe(&pipe) else { throw SystemFileError(errno, doing: "start", path: name) }
            let process: pid_t
            do {
                defer { close(pipe[1]) }
                process = try start([name] + arguments, output: pipe[1], isDetached: false)
            } catch {
                close(pipe[0])
                throw error
            }
            let output = readAll(pipe[0], cancellation)
            close(pipe[0])
            // One that writes too much, or too late, has nothing to say.
            if output == nil { kill(process, SIGKILL) }
            let status = wait(for: process)
            try cancellation.check()
            guard let output else {
                throw UsageError("'\(name)' does not end, or writes more than a token", status: .service)
            }
            return AmbientSurroundings.ProgramResult(status: status, output: output)
        }
    }

    private static func makePipe(_ descriptors: inout [CInt]) -> Bool {
        guard pipe(&descriptors) == 0 else { return false }
        for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return true
    }

    /// All that comes within a minute; nil when it is too much, takes too long or is no longer wanted.
    private static func readAll(_ descriptor: CInt, _ cancellation: Cancellation) -> [UInt8]? {
        let step: CInt = 100
        var (bytes, buffer, waited) = ([UInt8](), [UInt8](repeating: 0, count: 4096), CInt(0))
        while waited < patience, bytes.count <= maximumByteCount, (try? cancellation.check()) != nil {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let count = poll(&request, 1, step)
            if count == 0 { waited += step }
            guard count > 0 else { continue }
            let length = read(descriptor, &buffer, buffer.count)
            if length == 0 { return bytes }
            if length > 0 { bytes += buffer[..<length] }
        }
        return nil
    }

    /// The exit status, or one above 255 when a signal ended it.
    private static func wait(for process: pid_t) -> Int32 {
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return 256 }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 256 + status & 0x7F
    }

    /// - Parameter output: Where its standard output goes; nowhere if nil, and then its standard error goes nowhere either.
    private static func start(_ words: [String], output: CInt?, isDetached: Bool) throws -> pid_t {
        #if canImport(Darwin)
        var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?)
        #else
        var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        }
        if isDetached {
            // An interrupt for this tool is none for the browser.
            posix_spawnattr_setpgroup(&attributes, 0)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        }
        let variables = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        let name = words.first ?? ""
        var process: pid_t = 0
        let status = withCStrings(words) { arguments in
            withCStrings(variables) { environment in
                posix_spawnp(&process, name, &actions, &attributes, arguments, environment)
            }
        }
        guard status == 0 else { throw SystemFileError(status, doing: "start", path: name) }
        return process
    }

    /// Gives C copies of texts, with a null pointer behind them.
    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
