// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import TestSupport
import Testing

/// An update killed at each of its calls that change files, by `strace -e inject`.
@Suite(.serialized, .enabled(if: Tracing.isPossible, "\(Tracing.absence)"))
struct KilledUpdateTests {
    /// More than an update makes of any call.
    private static let maximumCount = 400

    static let calls = [
        "write", "pwrite64", "writev", "fsync", "fdatasync", "/^rename", "/^linkat", "/^unlink", "/^mkdir", "ftruncate",
        "/^f?chmod", "flock",
    ]

    private func run(_ process: UpdateProcess, killedAt call: String, number: Int) throws -> Program.Result {
        // On one processor the store is used by one thread, and strace counts the calls of each thread for itself.
        let start = Program.installed("taskset") == nil ? [] : ["taskset", "-c", "0"]
        return try #require(Program.installed("strace")).run(
            ["-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)"]
                + start + [UpdateProcess.program.url.path(percentEncoded: false)] + process.arguments()
        )
    }

    @Test(arguments: calls, [true, false])
    func `a killed update is made up for by the next`(_ call: String, _ isFirst: Bool) throws {
        let (past, present) = try UpdateProcess.publications()
        let process = try UpdateProcess(past)
        if !isFirst { try process.update() }
        process.server.serve(present)
        try process.copy(to: "before")
        var number = 1
        var leftOver = 0
        while true {
            try #require(number <= Self.maximumCount)
            let result = try run(process, killedAt: call, number: number)
            guard result.wasKilled else {
                #expect(result.status == 0, "\(result.error)")
                try process.expectNewest(present)
                break
            }
            try process.update()
            try process.expectNewest(present)
            leftOver += try process.draftCount()
            try process.restore(from: "before")
            number += 1
        }
        print("an update was killed at \(number - 1) calls of \(call); \(leftOver) drafts were left over")
        if ["write", "fsync", "/^linkat", "/^rename"].contains(call) {
            #expect(number > 2, "there was nothing to be killed at")
        }
    }
}
