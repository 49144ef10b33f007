// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Runs asynchronous code to its end on the calling thread, so that the fuzzer sees all of it and nothing else.
final class CallingThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs `body` and whatever it starts.
    ///
    /// A task of its own, where the house style has none: libFuzzer calls synchronous code.
    static func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () async throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let thread = CallingThread()
        let outcome = Outcome<Value, Failure>()
        Task(executorPreference: thread) {
            do throws(Failure) {
                outcome.set(.success(try await body()))
            } catch {
                outcome.set(.failure(error))
            }
        }
        while let job = thread.jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            job.runSynchronously(on: thread.asUnownedTaskExecutor())
        }
        guard let result = outcome.value else { fatalError("the parser waits for something outside itself") }
        return try result.get()
    }

    private final class Outcome<Value: Sendable, Failure: Error>: Sendable {
        private let result = Mutex<Result<Value, Failure>?>(nil)

        var value: Result<Value, Failure>? { result.withLock { $0 } }

        func set(_ value: Result<Value, Failure>) { result.withLock { $0 = value } }
    }
}
