// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

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
        try await withCheckedThrowingContinuation { continuation in
            let started = start { continuation.resume(with: Result(catching: work)) }
            if !started {
                continuation.resume(throwing: SystemFileError(.system(EAGAIN), "cannot start a thread"))
            }
        }
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
