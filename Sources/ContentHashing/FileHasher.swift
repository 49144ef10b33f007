// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

package import SystemFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Hashes files below a folder, several at once, on threads of its own.
///
/// The caller's task suspends meanwhile: Swift's cooperative threads are never blocked by reading or hashing.
/// Memory is a few buffers a thread, whatever the size of the files.
package struct FileHasher: Sendable {
    /// The algorithm for every request.
    package let algorithm: HashAlgorithm
    /// The largest number of threads, at least one.
    package let threadCount: Int
    private let instructions: InstructionSets?

    /// Creates a hasher; without `threadCount` it uses every core that is online.
    ///
    /// - Parameter instructions: What the kernels may use, instead of what the environment or the processor says.
    package init(algorithm: HashAlgorithm, threadCount: Int? = nil, instructions: InstructionSets? = nil) {
        (self.algorithm, self.instructions) = (algorithm, instructions)
        self.threadCount = max(1, threadCount ?? Int(sysconf(CInt(_SC_NPROCESSORS_ONLN))))
    }

    /// Hashes every request and gives the results in the requests' order; one failure does not stop the others.
    ///
    /// - Parameter progress: Called from a hashing thread, at most about ten times a second.
    /// - Throws: `CancellationError` soon after the task is cancelled; ``ContentHashingError`` when no thread can start
    ///   or the environment names instruction sets that are not there.
    package func digests(
        of requests: [HashingRequest],
        in root: RootDirectory,
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> [Result<ContentDigest, ContentHashingError>] {
        try await contents(of: requests, in: root, progress: progress).map { $0.digest }
    }

    /// The same, and whether each file will show later writes to it, if hashing is said to have begun at
    /// `watchingWritersSince`, in nanoseconds since 1970 by the wall clock.
    package func contents(
        of requests: [HashingRequest],
        in root: RootDirectory,
        watchingWritersSince: Int64? = nil,
        progress: (@Sendable (HashingProgress) -> Void)? = nil
    ) async throws -> [HashedContent] {
        guard !requests.isEmpty else { return [] }
        let run = HashingRun(
            requests: requests,
            root: root,
            method: HashingMethod(algorithm, instructions: try instructions ?? .fromEnvironment()),
            threadCount: threadCount,
            writersWatchedSince: watchingWritersSince,
            progress: progress
        )
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                run.start { continuation.resume(with: $0) }
            }
        } onCancel: {
            run.cancel()
        }
    }
}
