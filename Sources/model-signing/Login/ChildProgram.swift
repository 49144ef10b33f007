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
    /// Agents ask a server, and repeat that.
    private static let patience: Duration = .seconds(60)
    /// Above all that this tool opens: the system gives out the lowest that is free.
    private static let maximumDescriptor: CInt = 1024
    /// How often it is looked whether the answer is still wanted, in milliseconds.
    private static let step: CInt = 100

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
            let deadline = ContinuousClock.now + patience
            let output = readAll(pipe[0], until: deadline, cancellation)
            close(pipe[0])
            // One that writes too much, or too late, has nothing to say.
            if output == nil { kill(process, SIGKILL) }
            let status = wait(for: process, until: deadline, cancellation)
            try cancellation.check()
            guard let output, let status else {
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

    /// All that comes in time; nil when it is too much, takes too long or is no longer wanted.
    private static func readAll(
        _ descriptor: CInt,
        until deadline: ContinuousClock.Instant,
        _ cancellation: Cancellation
    ) -> [UInt8]? {
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
        while bytes.count <= maximumByteCount, isWanted(until: deadline, cancellation) {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, step) > 0 else { continue }
            let length = read(descriptor, &buffer, buffer.count)
            if length == 0 { return bytes }
            guard length > 0 || errno == EINTR else { return nil }
            bytes += buffer[..<max(length, 0)]
        }
        return nil
    }

    /// The exit status, or one above 255 when a signal ended it; nil for one that had to be ended.
    ///
    /// It may have closed its output and stay all the same.
    private static func wait(
        for process: pid_t,
        until deadline: ContinuousClock.Instant,
        _ cancellation: Cancellation
    ) -> Int32? {
        var (status, isInTime): (CInt, Bool) = (0, true)
        while true {
            let ended = waitpid(process, &status, isInTime ? WNOHANG : 0)
            if ended == process { break }
            guard ended == 0 || errno == EINTR else { return 256 }
            if ended == 0 { poll(nil, 0, step) }
            if isInTime, !isWanted(until: deadline, cancellation) {
                isInTime = false
                kill(process, SIGKILL)
            }
        }
        guard isInTime else { return nil }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 256 + status & 0x7F
    }

    private static func isWanted(until deadline: ContinuousClock.Instant, _ cancellation: Cancellation) -> Bool {
        ContinuousClock.now < deadline && (try? cancellation.check()) != nil
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
        // This thread may have signals blocked, and this process ignores some: a child begins as a shell would have it begin.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var flags = CInt(POSIX_SPAWN_SETSIGMASK) | CInt(POSIX_SPAWN_SETSIGDEF)
        if isDetached {
            // An interrupt for this tool is none for the browser.
            posix_spawnattr_setpgroup(&attributes, 0)
            flags |= CInt(POSIX_SPAWN_SETPGROUP)
        }
        // The port of a login, and whatever else is open here, is none of the child's.
        #if canImport(Darwin)
        flags |= CInt(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #else
        for descriptor in (STDERR_FILENO + 1)..<maximumDescriptor { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        #endif
        posix_spawnattr_setflags(&attributes, Int16(flags))
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
