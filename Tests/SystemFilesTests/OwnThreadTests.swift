// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemFiles
import Testing

@Suite struct OwnThreadTests {
    private struct Failure: Error, Equatable { let number: Int }

    @Test func `gives back what the work gives`() async throws {
        #expect(try await OwnThread.run { 6 * 7 } == 42)
        await #expect(throws: Failure(number: 1)) { try await OwnThread.run { throw Failure(number: 1) } }
    }

    @Test(.timeLimit(.minutes(1))) func `tells the work when the task is cancelled`() async throws {
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await OwnThread.run { cancellation in while true { try cancellation.check() } } }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `leaves the cooperative pool to others while it blocks`() async throws {
        // More blocked threads than the pool can have, all let go by one task of the pool.
        let count = 4 * ProcessInfo.processInfo.activeProcessorCount
        let pipe = Pipe()
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            let reading = pipe.fileHandleForReading.fileDescriptor
            for _ in 0..<count {
                group.addTask { try await OwnThread.run { readByte(from: reading) } }
            }
            for _ in 0..<1000 { await Task.yield() }
            try pipe.fileHandleForWriting.write(contentsOf: Data(repeating: 1, count: count))
            return try await group.reduce(0, +)
        }
        #expect(sum == count)
    }
}
