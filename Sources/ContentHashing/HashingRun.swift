// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemFiles

/// One call of ``FileHasher``: the work that is left, what came out, and the threads that move one to the other.
final class HashingRun: Sendable {
    typealias Finish = @Sendable (Result<[HashedContent], any Error>) -> Void

    private struct State {
        var next = 0
        var outcomes: HashingOutcomes
        var runningThreads = 0
        var finish: Finish?
        /// Large pieces in work that no other thread reads ahead of.
        var unaccompanied: [ReadAhead] = []
        var doneByteCount: Int64 = 0
        var lastReport = ContinuousClock.now
    }

    let requests: [HashingRequest]
    let root: RootDirectory
    let method: HashingMethod
    /// Whether to find out if somebody could write to the files without a trace.
    let watchesWriters: Bool
    private let plan: HashingPlan
    private let threadCount: Int
    private let progress: (@Sendable (HashingProgress) -> Void)?
    private let totalByteCount: Int64
    private let start = ContinuousClock.now
    private let cancelled = Atomic<Bool>(false)
    private let state: Mutex<State>

    private static let progressInterval: Duration = .milliseconds(100)

    init(
        requests: [HashingRequest],
        root: RootDirectory,
        method: HashingMethod,
        threadCount: Int,
        watchesWriters: Bool,
        progress: (@Sendable (HashingProgress) -> Void)?
    ) {
        (self.requests, self.root, self.method, self.progress) = (requests, root, method, progress)
        plan = HashingPlan(requests, method.algorithm)
        (self.threadCount, self.watchesWriters) = (threadCount, watchesWriters)
        totalByteCount = requests.totalByteCount
        state = Mutex(State(outcomes: HashingOutcomes(requests, method, watchesWriters: watchesWriters)))
    }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// Starts the threads; `finish` is called once, by the last of them.
    func start(finish: @escaping Finish) {
        // The extra one stands for this call, so that no thread can be the last before all have started.
        state.withLock { ($0.runningThreads, $0.finish) = (1, finish) }
        var started = 0
        // A thread more than there are pieces can still read ahead of a large one.
        let useful = plan.pieces.count + plan.largeCount
        for _ in 0..<min(threadCount, useful) {
            state.withLock { $0.runningThreads += 1 }
            guard OwnThread.start({ self.work() }) else {
                state.withLock { $0.runningThreads -= 1 }
                break
            }
            started += 1
        }
        if started == 0 { cancel() }
        leave(failure: started == 0 ? ContentHashingError(.outOfResources, "cannot start a hashing thread") : nil)
    }

    /// What each thread does: hash as long as there is something to take, then read for those that still hash.
    private func work() {
        let piecesPerThread = (plan.pieces.count - 1) / threadCount + 1
        if let streamCount = method.interleavedStreamCount(available: piecesPerThread) {
            InterleavedSHA256.work(self, streamCount: streamCount)
        } else {
            SequentialHashing.work(self)
        }
        while !isCancelled, let ahead = state.withLock({ $0.unaccompanied.popLast() }) { ahead.read(for: self) }
        leave(failure: nil)
    }

    private func leave(failure: (any Error)?) {
        let finished: (@Sendable () -> Void)? = state.withLock { state in
            state.runningThreads -= 1
            if let failure, let finish = state.finish {
                state.finish = nil
                return { finish(.failure(failure)) }
            }
            guard state.runningThreads == 0, let finish = state.finish else { return nil }
            state.finish = nil
            guard let outcomes = state.outcomes.all else { return { finish(.failure(CancellationError())) } }
            return { finish(.success(outcomes)) }
        }
        finished?()
    }

    // MARK: For the threads

    /// Takes the next pieces: one large one, with a place for another thread to read ahead of it, or some small ones.
    /// Empty when there are none left or the run was cancelled.
    func takeNext() -> (pieces: ArraySlice<HashingPiece>, ahead: ReadAhead?) {
        guard !isCancelled else { return ([], nil) }
        return state.withLock { state in
            let batch = plan.batch(from: state.next, threadCount: threadCount)
            state.next = batch.upperBound
            let pieces = plan.pieces[batch]
            guard threadCount > 1, let first = pieces.first, first.byteCount >= ReadAhead.leastByteCount else {
                return (pieces, nil)
            }
            let ahead = ReadAhead(first)
            state.unaccompanied.removeAll(where: \.hasEnded)
            state.unaccompanied.append(ahead)
            return (pieces, ahead)
        }
    }

    /// Notes what came out of some pieces.
    func finish(_ results: [HashingOutcomes.PieceResult]) {
        guard !results.isEmpty else { return }
        state.withLock { for result in results { $0.outcomes.add(result) } }
    }

    /// Notes that `byteCount` more bytes were hashed.
    func report(_ byteCount: Int) {
        guard let progress else { return }
        let snapshot: HashingProgress? = state.withLock { state in
            state.doneByteCount &+= Int64(byteCount)
            let now = ContinuousClock.now
            guard now - state.lastReport >= Self.progressInterval else { return nil }
            state.lastReport = now
            return HashingProgress(
                byteCount: state.doneByteCount,
                totalByteCount: totalByteCount,
                fileCount: state.outcomes.doneCount,
                totalFileCount: requests.count,
                elapsed: now - start
            )
        }
        if let snapshot { progress(snapshot) }
    }
}
