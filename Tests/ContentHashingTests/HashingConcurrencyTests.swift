// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import Synchronization
import Testing

/// What ``FileHasher`` promises about threads, cancellation and progress.
@Suite struct HashingConcurrencyTests {
    /// Hours of hashing: what uses it must be cancelled.
    private static let hugeByteCount: Int64 = 1 << 42
    private let folder: HashingFolder

    init() throws {
        folder = try HashingFolder()
        try folder.makeSparseFile("huge", byteCount: Self.hugeByteCount)
    }

    @Test(.timeLimit(.minutes(2))) func `leaves the cooperative pool to others while it hashes`() async throws {
        // More hashing threads than the pool can have, each held in its progress callback until another task has
        // made its steps. Were they the pool's, there would be no thread left for that task.
        let callCount = 4 * ProcessInfo.processInfo.activeProcessorCount
        let held = Counter(), steps = Counter(), givenUp = Counter()
        let request = try folder.request("huge")
        let folder = folder
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<callCount {
                group.addTask {
                    let isFirst = Atomic(true)
                    _ = try await folder.digests(of: [request], threadCount: 1) { _ in
                        guard isFirst.exchange(false, ordering: .relaxed) else { return }
                        held.increment()
                        let deadline = ContinuousClock.now + .seconds(60)
                        while steps.value < 1000, ContinuousClock.now < deadline {
                            Thread.sleep(forTimeInterval: 0.001)
                        }
                        if steps.value < 1000 { givenUp.increment() }
                    }
                }
            }
            while held.value < callCount { try await Task.sleep(for: .milliseconds(1)) }
            for _ in 0..<1000 {
                await Task.yield()
                steps.increment()
            }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { for try await _ in group {} }
        }
        #expect(givenUp.value == 0)
    }

    @Test(.timeLimit(.minutes(2)), arguments: [1, 4])
    func `ends soon after it is cancelled`(_ threadCount: Int) async throws {
        let request = try folder.request("huge")
        let folder = folder
        let reports = Counter()
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let requests = Array(repeating: request, count: 20)
                    _ = try await folder.digests(of: requests, threadCount: threadCount) { _ in reports.increment() }
                }
                while reports.value == 0 { try await Task.sleep(for: .milliseconds(1)) }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @Test(.timeLimit(.minutes(2))) func `does not begin in a cancelled task`() async throws {
        let request = try folder.request("huge")
        let folder = folder
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { _ = try await folder.digests(of: [request]) }
                try await group.waitForAll()
            }
        }
    }

    @Test(.timeLimit(.minutes(2))) func `reports progress that only grows, up to the total`() async throws {
        let small = try HashingFolder(["a": Pattern.bytes(0..<1000)])
        try small.makeSparseFile("huge", byteCount: 1 << 36)
        let requests = [try small.request("a"), try small.request("huge"), try small.request("a", range: 0..<10)]
        let reports = Mutex<[HashingProgress]>([])
        _ = try await small.digests(of: requests, threadCount: 1) { progress in
            let count = reports.withLock {
                $0.append(progress)
                return $0.count
            }
            if count == 3 { small.resize("huge", byteCount: 0) }
        }
        let seen = reports.withLock { $0 }
        #expect(seen.count >= 3)
        #expect(seen.allSatisfy { $0.totalByteCount == 1 << 36 + 1010 && $0.totalFileCount == 3 })
        #expect(seen.allSatisfy { (1...$0.totalByteCount).contains($0.byteCount) })
        #expect(seen.allSatisfy { (0..<3).contains($0.fileCount) })
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.byteCount < $1.byteCount })
    }
}

/// A number that any thread may raise.
private final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .sequentiallyConsistent) }
    func increment() { count.add(1, ordering: .sequentiallyConsistent) }
}
