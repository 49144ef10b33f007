// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TUF
import TestServices
import TestSupport
import Testing

/// Several clients with one store.
@Suite(.serialized) struct ConcurrentUpdateTests {
    private static let clientCount = 4
    /// In seconds; each answer takes as long, so that updates take longer than starting them.
    private static let delay: TimeInterval = 0.02

    @Test func `processes that update one store at once all end well`() throws {
        var (repository, next) = try UpdateProcess.publications()
        let process = try UpdateProcess(repository, delay: Self.delay)
        let shell = try #require(Program.installed("sh"))
        // Their statuses are lines of the output.
        let script = #"n=$1; shift; seq "$n" | xargs -P "$n" -I @number@ sh -c '"$@"; echo $?' sh "$@""#
        for _ in 0..<4 {
            let program = UpdateProcess.program.url.path(percentEncoded: false)
            let result = try shell.run(["-c", script, "sh", "\(Self.clientCount)", program] + process.arguments())
            #expect(
                result.output == String(repeating: "0\n", count: Self.clientCount),
                "\(result.output)\(result.error)"
            )
            try process.expectNewest(repository)
            repository = next
            try next.publish()
            process.server.serve(repository)
        }
        try process.update()
        try process.expectNewest(repository)
        // The history is whole, and nothing half-written is left.
        let store = try FileManager.default.subpathsOfDirectory(atPath: process.folder.path("store"))
        #expect(
            Set(store).subtracting([".lock"]) == [
                "root.json", "timestamp.json", "snapshot.json", "targets.json", "root_history",
                "root_history/2.root.json", "root_history/3.root.json",
            ]
        )
    }

    @Test func `tasks of one process that update one store at once all end well`() async throws {
        let attack = try await Attack()
        let outcomes = try await withThrowingTaskGroup(of: Installation.Outcome.self) { group in
            for _ in 0..<8 { group.addTask { try await attack.client.update(Attack.paths) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for outcome in outcomes {
            #expect(outcome.versions == attack.repository.versions && outcome.targets == Attack.newTargets)
        }
        try await attack.expectRecovery()
    }
}
