// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

#if os(Linux)
#if canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Signals that arrive while a model is hashed.
@Suite(.enabled(if: OpenSSL.isPresent, OpenSSL.absence)) struct InterruptionTests {
    @Test(.timeLimit(.minutes(1)), arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
    func `a signal ends hashing at once, and leaves the old signature and nothing else`(_ signal: CInt) throws {
        let signed = try SignedModel()
        let old = try Data(contentsOf: URL(filePath: signed.signature))
        let huge = signed.folder.path("model/huge")
        try truncate(huge, to: 20 << 30)

        let process = Process()
        // A test run in the background may have been told to ignore interrupts, and its children would inherit that.
        process.executableURL = try #require(Program.installed("env")).url
        process.arguments = [
            "--default-signal", Tool.program.url.path(percentEncoded: false), "sign", "key",
            "--private-key", Keys.shared.privateKey, "--signature", signed.signature, signed.model,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { kill(process.processIdentifier, SIGKILL) }
        while process.isRunning, !Self.isReading(huge, process.processIdentifier) { sched_yield() }
        try #require(process.isRunning, "the tool ended before it was interrupted")

        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
        #expect(try Data(contentsOf: URL(filePath: signed.signature)) == old)
        let entries = try FileManager.default.contentsOfDirectory(atPath: signed.folder.url.path())
        #expect(Set(entries) == ["model", "model.sig"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: signed.model).count == 3)
    }

    /// Whether a process has a file open or mapped.
    private static func isReading(_ path: String, _ process: pid_t) -> Bool {
        let files = FileManager.default
        let descriptors = (try? files.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
        return descriptors.contains {
            (try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")) == path
        } || (try? String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8))?.contains(path) == true
    }
}
#endif
