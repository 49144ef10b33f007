// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Blocking work on threads of its own, so that Swift's cooperative threads stay free.
package enum OwnThread {
    /// Runs `work` on a new thread; `false` when the system has none to give.
    package static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let context = Unmanaged.passRetained(Work(run: work))
        #if canImport(Darwin)
        var thread: pthread_t?
        let status = pthread_create(&thread, nil, { runWork($0) }, context.toOpaque())
        if status == 0, let thread { pthread_detach(thread) }
        #else
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, { $0.flatMap(runWork) }, context.toOpaque())
        if status == 0 { pthread_detach(thread) }
        #endif
        if status != 0 { context.release() }
        return status == 0
    }

    /// Runs `work` on a new thread while the caller's task waits without holding one.
    ///
    /// - Throws: What `work` throws; ``SystemFileError`` when there is no thread.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run { (_: Cancellation) in try work() }
    }

    /// Runs `work` on a new thread and lets it know when the caller's task is cancelled.
    ///
    /// - Throws: What `work` throws; ``SystemFileError`` when there is no thread.
    package static func run<Value: Sendable>(
        _ work: @escaping @Sendable (Cancellation) throws -> Value
    ) async throws -> Value {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let started = start { continuation.resume(with: Result { try work(cancellation) }) }
                if !started {
                    continuation.resume(throwing: SystemFileError(.system(EAGAIN), "cannot start a thread"))
                }
            }
        } onCancel: {
            cancellation.happen()
        }
    }
}

/// Whether a task was cancelled, for a thread that works for it.
package final class Cancellation: Sendable {
    private let happened = Atomic(false)

    package init() {}

    package func happen() { happened.store(true, ordering: .relaxed) }

    /// - Throws: `CancellationError` once the task was cancelled.
    package func check() throws(CancellationError) {
        if happened.load(ordering: .relaxed) { throw CancellationError() }
    }
}

private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runWork(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
